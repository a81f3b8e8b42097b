/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/date_time.h"

#include <ctype.h>

int64_t date_time_int(struct str digits)
{
	int64_t n = 0;

	for (size_t i = 0; i < digits.len && i < 18; i++)
		n = n * 10 + (digits.data[i] - '0');
	return n;
}

/* Nanoseconds from the digits of a fraction. */
uint32_t date_time_fraction(struct str digits)
{
	uint32_t n = 0;

	for (size_t i = 0; i < 9; i++)
		n = n * 10 +
		    (i < digits.len ? (uint32_t)(digits.data[i] - '0') : 0);
	return n;
}

static void set(struct date_parts *d, enum date_field f, int64_t value)
{
	d->set[f] = true;
	d->field[f] = value;
}

/* "pm", "p.m." */
static bool scan_half(struct date_scan *s, bool *ret_pm)
{
	struct date_scan t = *s;
	char half;

	date_scan_space(&t);
	if (!date_scan_one_of(&t, "ap", &half))
		return false;
	if (!date_scan_word(&t, ".m.") &&
	    !(date_scan_char(&t, 'm') && date_scan_at_edge(&t)))
		return false;
	*ret_pm = half == 'p';
	*s = t;
	return true;
}

/* ":30", ":30.5" */
static void scan_second(struct date_scan *s, struct date_parts *d)
{
	struct date_scan t = *s;
	struct str digits;
	char point;

	date_scan_space(&t);
	if (!date_scan_char(&t, ':'))
		return;
	date_scan_space(&t);
	if (!date_scan_digits(&t, 1, 18, &digits))
		return;
	set(d, DATE_SECOND, date_time_int(digits));
	if (date_scan_one_of(&t, ",.", &point) &&
	    date_scan_digits(&t, 0, 30, &digits))
		d->nanoseconds = date_time_fraction(digits);
	*s = t;
}

/* "10:30:15" and "10h 30m 15s"; the minutes may be left out after "h". */
static bool scan_clock(struct date_scan *s, struct date_parts *d)
{
	struct date_scan t = *s;
	struct str digits;
	bool letters;

	date_scan_space(&t);
	letters = date_scan_char(&t, 'h');
	if (!letters && !date_scan_char(&t, ':'))
		return false;
	*s = letters ? t : *s;
	date_scan_space(&t);
	if (!date_scan_digits(&t, 1, 18, &digits))
		return letters;
	set(d, DATE_MINUTE, date_time_int(digits));
	if (!letters) {
		scan_second(&t, d);
	} else {
		(void)date_scan_char(&t, 'm');
		*s = t;
		date_scan_space(&t);
		if (!date_scan_digits(&t, 1, 18, &digits))
			return true;
		set(d, DATE_SECOND, date_time_int(digits));
		(void)date_scan_char(&t, 's');
	}
	*s = t;
	return true;
}

/* "+01:00", "-0800", "+1". After "gmt" or "utc" it means nothing to Ruby. */
static bool scan_offset(struct date_scan *s, struct date_parts *d)
{
	struct date_scan t = *s;
	struct str hours, minutes = { 0 };
	int32_t offset;
	bool named = date_scan_word(&t, "gmt") || date_scan_word(&t, "utc") ||
		     date_scan_word(&t, "ut");
	char sign;

	if (!date_scan_one_of(&t, "+-", &sign) ||
	    !date_scan_digits(&t, 1, 6, &hours))
		return false;
	if (date_scan_char(&t, ':'))
		(void)date_scan_digits(&t, 1, 2, &minutes);
	if (hours.len > 2) {
		minutes = str_from(hours, hours.len - 2);
		hours.len -= 2;
	}
	offset = (int32_t)(date_time_int(hours) * 3600 +
			   date_time_int(minutes) * 60);
	d->has_offset = !named && offset < 86400;
	d->utc_offset = sign == '-' ? -offset : offset;
	*s = t;
	return true;
}

/* The names of zones Ruby's Time knows; others mean the local time. */
static void set_zone(struct date_parts *d, struct str name)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = {
		{ "utc", 0 },  { "z", 0 },    { "ut", 0 },   { "gmt", 0 },
		{ "est", -5 }, { "edt", -4 }, { "cst", -6 }, { "cdt", -5 },
		{ "mst", -7 }, { "mdt", -6 }, { "pst", -8 }, { "pdt", -7 },
	};

	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
		if (str_is(name, zones[i].name)) {
			d->has_offset = true;
			d->utc_offset = zones[i].hours * 3600;
		}
	}
}

bool date_time_scan_zone(struct date_scan *s, struct date_parts *ret)
{
	const char *from = s->p;

	if (scan_offset(s, ret))
		return true;
	while (isalpha((unsigned char)*s->p))
		s->p++;
	set_zone(ret, str_n(from, (size_t)(s->p - from)));
	return s->p > from;
}

bool date_time_scan(struct date_scan *s, struct date_parts *ret)
{
	struct date_scan t = *s;
	struct date_parts d = *ret;
	struct str digits;
	bool clock, half, pm = false;

	if (!date_scan_digits(&t, 1, 18, &digits))
		return false;
	set(&d, DATE_HOUR, date_time_int(digits));
	clock = scan_clock(&t, &d);
	half = scan_half(&t, &pm);
	if (!clock && !half)
		return false;
	if (half)
		d.field[DATE_HOUR] = d.field[DATE_HOUR] % 12 + (pm ? 12 : 0);
	*s = t;
	date_scan_space(&t);
	if (date_time_scan_zone(&t, &d))
		*s = t;
	*ret = d;
	return true;
}
