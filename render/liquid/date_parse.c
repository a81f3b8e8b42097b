/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/date_parse.h"

#include <ctype.h>

#include "render/liquid/calendar.h"
#include "render/liquid/date_digits.h"
#include "render/liquid/date_scan.h"
#include "render/liquid/date_time.h"
#include "render/liquid/date_triple.h"

static void set(struct date_parts *p, enum date_field f, int64_t value)
{
	p->set[f] = true;
	p->field[f] = value;
}

static void skip_glued(struct date_scan *s, bool apostrophe)
{
	while (*s->p && *s->p != '-' && !isdigit((unsigned char)*s->p) &&
	       !isspace((unsigned char)*s->p) && !(apostrophe && *s->p == '\''))
		s->p++;
}

/* "st", "nd", "rd", "th" */
static bool scan_ordinal(struct date_scan *s)
{
	static const char *const endings[] = { "st", "nd", "rd", "th" };
	struct date_scan t = *s;

	for (size_t i = 0; i < 4; i++) {
		if (date_scan_word(&t, endings[i]) && date_scan_at_edge(&t)) {
			*s = t;
			return true;
		}
		t = *s;
	}
	return false;
}

/* "14 mar 2016", "14th of march": what is glued to the number may be text. */
static bool scan_eu(struct date_scan *s, struct date_parts *p)
{
	struct date_triple t = { 0 };
	struct date_scan before;
	const char *from;

	if (!date_scan_number(s, "", &t.d))
		return false;
	before = *s;
	while (!date_scan_month(s, &t.month)) {
		if (!*s->p || *s->p == '-' || isdigit((unsigned char)*s->p) ||
		    isspace((unsigned char)*s->p))
			break;
		s->p++;
	}
	date_scan_space(s);
	if (!t.month && !date_scan_month(s, &t.month)) {
		*s = before;
		return false;
	}
	before = *s;
	date_scan_space(s);
	from = s->p;
	if (date_scan_number(s, "-", &t.y)) {
		(void)scan_ordinal(s);
		t.y = str_n(from, (size_t)(s->p - from));
	} else {
		*s = before;
	}
	date_triple_set(t, p);
	return true;
}

/* "march 14, 2016", "march 2016" */
static bool scan_us(struct date_scan *s, struct date_parts *p)
{
	struct date_triple t = { 0 };
	struct date_scan before;

	if (!date_scan_at_edge(s) || !date_scan_month(s, &t.month))
		return false;
	date_scan_space(s);
	if (!date_scan_number(s, "", &t.d))
		return false;
	skip_glued(s, true);
	before = *s;
	date_scan_space(s);
	(void)date_scan_char(s, ',');
	date_scan_space(s);
	if (!date_scan_number(s, "-", &t.y))
		*s = before;
	date_triple_set(t, p);
	return true;
}

/* "2016-03-14" */
static bool scan_iso(struct date_scan *s, struct date_parts *p)
{
	struct date_triple t = { 0 };

	if (!date_scan_number(s, "-+", &t.y) || !date_scan_char(s, '-') ||
	    !date_scan_digits(s, 1, 18, &t.m) || !date_scan_char(s, '-') ||
	    !date_scan_number(s, "-", &t.d))
		return false;
	date_triple_set(t, p);
	return true;
}

static void skip_to_dash(struct date_scan *s)
{
	while (*s->p && !strchr("-/.", *s->p))
		s->p++;
}

/* "14-mar-2016" */
static bool scan_vms(struct date_scan *s, struct date_parts *p)
{
	struct date_triple t = { 0 };

	if (!date_scan_number(s, "-", &t.d) || !date_scan_char(s, '-') ||
	    !date_scan_month(s, &t.month))
		return false;
	skip_to_dash(s);
	if (!date_scan_char(s, '-') || !date_scan_number(s, "-", &t.y))
		return false;
	date_triple_set(t, p);
	return true;
}

/* "mar-14-2016", "mar-14" */
static bool scan_vms_month(struct date_scan *s, struct date_parts *p)
{
	struct date_triple t = { 0 };
	struct date_scan before;

	if (!date_scan_at_edge(s) || !date_scan_month(s, &t.month))
		return false;
	skip_to_dash(s);
	if (!date_scan_char(s, '-') || !date_scan_number(s, "", &t.d))
		return false;
	before = *s;
	if (!date_scan_char(s, '-') || !date_scan_number(s, "-", &t.y))
		*s = before;
	date_triple_set(t, p);
	return true;
}

/* "h28.03.14", in a Japanese era */
static bool scan_era(struct date_scan *s, struct date_parts *p)
{
	static const struct {
		char letter;
		int before; /* the year before its first */
	} eras[] = { { 'm', 1867 },
		     { 't', 1911 },
		     { 's', 1925 },
		     { 'h', 1988 },
		     { 'r', 2018 } };
	struct str year, month, day;
	char letter;

	if (!date_scan_at_edge(s) || !date_scan_one_of(s, "mtshr", &letter) ||
	    !date_scan_digits(s, 1, 4, &year) || !date_scan_char(s, '.') ||
	    !date_scan_digits(s, 1, 18, &month) || !date_scan_char(s, '.') ||
	    !date_scan_digits(s, 1, 18, &day))
		return false;
	for (size_t i = 0; i < sizeof(eras) / sizeof(*eras); i++)
		if (eras[i].letter == letter)
			set(p, DATE_YEAR, date_time_int(year) + eras[i].before);
	set(p, DATE_MONTH, date_time_int(month));
	set(p, DATE_DAY, date_time_int(day));
	return true;
}

/* "2016/03/14", "14/03/2016", "3/14" */
static bool scan_slashes(struct date_scan *s, struct date_parts *p)
{
	struct date_triple t = { 0 };
	struct date_scan before;

	if (!date_scan_number(s, "-", &t.y) || !date_scan_char(s, '/'))
		return false;
	date_scan_space(s);
	if (!date_scan_number(s, "", &t.m))
		return false;
	before = *s;
	if (*s->p)
		s->p++;
	date_scan_space(s);
	if (!date_scan_number(s, "-", &t.d))
		*s = before;
	date_triple_set(t, p);
	return true;
}

/* "2016.03.14", "14.03.2016" */
static bool scan_points(struct date_scan *s, struct date_parts *p)
{
	struct date_triple t = { 0 };

	if (!date_scan_number(s, "-", &t.y) || !date_scan_char(s, '.'))
		return false;
	date_scan_space(s);
	if (!date_scan_number(s, "", &t.m) || !date_scan_char(s, '.'))
		return false;
	date_scan_space(s);
	if (!date_scan_number(s, "-", &t.d))
		return false;
	date_triple_set(t, p);
	return true;
}

/* "2016-074", the 74th day of the year */
static bool scan_year_day(struct date_scan *s, struct date_parts *p)
{
	struct str year, day;

	if (!date_scan_at_edge(s) || !date_scan_digits(s, 2, 4, &year) ||
	    year.len == 3 || !date_scan_char(s, '-') ||
	    !date_scan_digits(s, 3, 3, &day) || !date_scan_at_edge(s))
		return false;
	date_triple_set_year(p, year);
	set(p, DATE_YEAR_DAY, date_time_int(day));
	return true;
}

static bool scan_lone_year(struct date_scan *s, struct date_parts *p)
{
	struct str digits;

	if (!date_scan_char(s, '\'') || !date_scan_digits(s, 1, 18, &digits) ||
	    !date_scan_at_edge(s))
		return false;
	date_triple_set_year(p, digits);
	return true;
}

static bool scan_lone_month(struct date_scan *s, struct date_parts *p)
{
	int month;

	if (!date_scan_at_edge(s) || !date_scan_month(s, &month))
		return false;
	set(p, DATE_MONTH, month);
	return true;
}

static bool scan_lone_day(struct date_scan *s, struct date_parts *p)
{
	struct str digits;

	if (!date_scan_digits(s, 1, 18, &digits) || !scan_ordinal(s))
		return false;
	set(p, DATE_DAY, date_time_int(digits));
	return true;
}

/* Names of weekdays tell nothing, but must not be taken for zones. */
static bool scan_weekday(struct date_scan *s, struct date_parts *p)
{
	(void)p;
	if (*s->p < 'a' || !date_scan_at_edge(s))
		return false;
	for (int i = 0; i < 7; i++) {
		if (strncasecmp(s->p, calendar_weekday_name(i), 3) != 0)
			continue;
		while (*s->p && *s->p != '-' && *s->p != '/' &&
		       !isdigit((unsigned char)*s->p) &&
		       !isspace((unsigned char)*s->p))
			s->p++;
		return true;
	}
	return false;
}

typedef bool scanner(struct date_scan *s, struct date_parts *p);

/* Where @scan first succeeds, the text it read becomes white space. */
static bool search(char *text, scanner *scan, struct date_parts *p)
{
	for (char *at = text; *at; at++) {
		struct date_scan s = { .begin = text, .p = at };

		if (*at == ' ' || !scan(&s, p))
			continue;
		memset(at, ' ', (size_t)(s.p - at));
		return true;
	}
	return false;
}

/* "2016-03-14", "2016-03-14 10:20:30": what programs write. The search would
 * find the same. */
static bool parse_plain(struct str text, struct date_parts *ret)
{
	static const char form[] = "0000-00-00 00:00:00";
	struct date_parts p = { 0 };

	if (text.len != 10 && text.len != 19)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		bool digit = text.data[i] >= '0' && text.data[i] <= '9';

		if (form[i] == '0' ? !digit : text.data[i] != form[i])
			return false;
	}
	set(&p, DATE_YEAR, date_time_int(str_n(text.data, 4)));
	set(&p, DATE_MONTH, date_time_int(str_n(text.data + 5, 2)));
	set(&p, DATE_DAY, date_time_int(str_n(text.data + 8, 2)));
	if (text.len == 19) {
		set(&p, DATE_HOUR, date_time_int(str_n(text.data + 11, 2)));
		set(&p, DATE_MINUTE, date_time_int(str_n(text.data + 14, 2)));
		set(&p, DATE_SECOND, date_time_int(str_n(text.data + 17, 2)));
	}
	*ret = p;
	return true;
}

bool date_parse(struct str text, struct date_parts *ret)
{
	static scanner *const dates[] = {
		scan_eu,          scan_us,         scan_iso,
		scan_era,         scan_vms,        scan_vms_month,
		scan_slashes,     scan_points,     scan_year_day,
		scan_lone_year,   scan_lone_month, scan_lone_day,
		date_digits_scan,
	};
	char lower[DATE_MAX_BYTES + 1];
	struct date_parts p = { 0 };
	bool found;

	if (text.len > DATE_MAX_BYTES)
		return false;
	if (parse_plain(text, ret))
		return true;
	for (size_t i = 0; i < text.len; i++) {
		char c = (char)tolower((unsigned char)text.data[i]);
		bool kept = c && (isalnum((unsigned char)c) ||
				  strchr("-+',./:@[]", c));

		lower[i] = kept ? c : ' ';
	}
	lower[text.len] = '\0';
	(void)search(lower, scan_weekday, &p);
	found = search(lower, date_time_scan, &p);
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		if (search(lower, dates[i], &p)) {
			found = true;
			break;
		}
	}
	*ret = p;
	return found;
}
