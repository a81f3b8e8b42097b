/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/date_digits.h"

#include "render/liquid/date_time.h"

/* What @digits digits mean: two (or as many as said) for each letter of the
 * fields: y year, Y year of four, m, d, j day of the year of three, H, M, S. */
static const struct {
	size_t digits;
	const char *fields;
} layouts[] = {
	{ 2, "d" },      { 3, "j" },       { 4, "md" },  { 5, "yj" },
	{ 6, "ymd" },    { 7, "Yj" },      { 8, "Ymd" }, { 10, "YmdH" },
	{ 12, "YmdHM" }, { 14, "YmdHMS" },
};

static const struct {
	char letter;
	size_t digits;
	enum date_field field;
} fields[] = {
	{ 'y', 2, DATE_YEAR },     { 'Y', 4, DATE_YEAR },
	{ 'm', 2, DATE_MONTH },    { 'd', 2, DATE_DAY },
	{ 'j', 3, DATE_YEAR_DAY }, { 'H', 2, DATE_HOUR },
	{ 'M', 2, DATE_MINUTE },   { 'S', 2, DATE_SECOND },
};

static struct str take_field(struct str digits, char letter,
			     struct date_parts *p)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		int64_t n;

		if (fields[i].letter != letter)
			continue;
		n = date_time_int(str_n(digits.data, fields[i].digits));
		if (letter == 'y')
			n += n >= 69 ? 1900 : 2000;
		p->set[fields[i].field] = true;
		p->field[fields[i].field] = n;
		return str_from(digits, fields[i].digits);
	}
	return digits;
}

static void take_fields(struct str digits, const char *letters,
			struct date_parts *p)
{
	for (; *letters; letters++)
		digits = take_field(digits, *letters, p);
}

/* "t1030": the time after the date. */
static void scan_time(struct date_scan *s, struct date_parts *p)
{
	struct date_scan t = *s;
	struct str digits;
	char point;

	date_scan_space(&t);
	(void)date_scan_char(&t, 't');
	date_scan_space(&t);
	if (date_scan_digits(&t, 2, 6, &digits) && digits.len % 2 == 0) {
		take_fields(digits,
			    digits.len == 2   ? "H"
			    : digits.len == 4 ? "HM"
					      : "HMS",
			    p);
		*s = t;
	}
	if (date_scan_one_of(s, ",.", &point) &&
	    date_scan_digits(s, 0, 30, &digits))
		p->nanoseconds = date_time_fraction(digits);
}

bool date_digits_scan(struct date_scan *s, struct date_parts *ret)
{
	struct str digits;
	char sign;

	(void)date_scan_one_of(s, "+-", &sign);
	if (!date_scan_digits(s, 2, 14, &digits))
		return false;
	for (size_t i = 0; i < sizeof(layouts) / sizeof(*layouts); i++)
		if (layouts[i].digits == digits.len)
			take_fields(digits, layouts[i].fields, ret);
	scan_time(s, ret);
	if (*s->p == 'z' || *s->p == '+' || *s->p == '-')
		(void)date_time_scan_zone(s, ret);
	return true;
}
