/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/conf_scalar.h"

#include "lib/num.h"

#define DAY 86400 /* seconds */

/* Take from @min to @max digits. */
static bool take_digits(struct str *s, size_t min, size_t max, int64_t *ret)
{
	size_t n = 0;

	while (n < s->len && n < max && s->data[n] >= '0' && s->data[n] <= '9')
		n++;
	if (n < min || !num_parse_int(str_n(s->data, n), 0, INT64_MAX, ret))
		return false;
	*s = str_from(*s, n);
	return true;
}

static bool take_char(struct str *s, char c)
{
	if (!s->len || *s->data != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static size_t take_spaces(struct str *s)
{
	size_t n = 0;

	while (n < s->len && (s->data[n] == ' ' || s->data[n] == '\t'))
		n++;
	*s = str_from(*s, n);
	return n;
}

/*
 * Days from the epoch to a day of the Gregorian calendar, which is taken to
 * have held for ever. Years begin in March here, so that a leap day is the
 * last, and each month but the last begins where 30.6 days on average end.
 */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t m = month > 2 ? month - 3 : month + 9;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t in_era = y - era * 400;
	int64_t in_year = (153 * m + 2) / 5 + day - 1;

	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 +
	       in_year - 719468;
}

static int64_t days_in(int64_t year, int64_t month)
{
	int64_t next_year = month == 12 ? year + 1 : year;

	return days_of(next_year, month % 12 + 1, 1) - days_of(year, month, 1);
}

/* Year, month and day. */
static bool take_date(struct str *s, int64_t ret[static 3])
{
	return take_digits(s, 4, 4, &ret[0]) && take_char(s, '-') &&
	       take_digits(s, 1, 2, &ret[1]) && take_char(s, '-') &&
	       take_digits(s, 1, 2, &ret[2]) && ret[1] >= 1 && ret[1] <= 12 &&
	       ret[2] >= 1 && ret[2] <= 31;
}

/* Digits beyond the ninth are below a nanosecond. */
static bool take_fraction(struct str *s, uint32_t *ret)
{
	uint32_t n = 0, unit = 100000000;

	if (!take_char(s, '.'))
		return true;
	for (; s->len && *s->data >= '0' && *s->data <= '9'; unit /= 10) {
		n += (uint32_t)(*s->data - '0') * unit;
		*s = str_from(*s, 1);
	}
	*ret = n;
	return true;
}

/* Seconds of a day; 24:00:00 is the end of one, and 60 a leap second. */
static bool take_clock(struct str *s, int64_t *ret)
{
	int64_t hour, minute, second;

	if (!take_digits(s, 1, 2, &hour) || !take_char(s, ':') ||
	    !take_digits(s, 2, 2, &minute) || !take_char(s, ':') ||
	    !take_digits(s, 2, 2, &second))
		return false;
	*ret = hour * 3600 + minute * 60 + second;
	return hour <= 24 && minute <= 59 && second <= 60 &&
	       (hour < 24 || *ret == DAY);
}

/*
 * Z, or a sign, one or two digits of hours, and up to two of minutes, with a
 * colon between or not. Nothing at all is fine, too. Psych takes the sign from
 * the hours, so -00:30 is east of Greenwich.
 */
static bool take_zone(struct str *s, struct data_time *t)
{
	int64_t hours = 0, minutes = 0;
	int sign = 1;

	if (!s->len)
		return true;
	t->has_zone = true;
	if (take_char(s, 'Z'))
		return true;
	if (take_char(s, '-'))
		sign = -1;
	else if (!take_char(s, '+'))
		return false;
	if (!take_digits(s, 1, 2, &hours))
		return false;
	if (take_char(s, ':') ? s->len && !take_digits(s, 2, 2, &minutes)
			      : s->len && !take_digits(s, 1, 2, &minutes))
		return false;
	if (!hours)
		sign = 1;
	t->utc_offset = (int32_t)(sign * (hours * 3600 + minutes * 60));
	return t->utc_offset > -DAY && t->utc_offset < DAY;
}

static bool parse_moment(struct str s, struct data_time *ret)
{
	bool negative = take_char(&s, '-');
	struct data_time t = { .has_time = true };
	int64_t date[3], clock = 0;

	if (!take_date(&s, date))
		return false;
	if (!take_char(&s, 'T') && !take_char(&s, 't') && !take_spaces(&s))
		return false;
	if (!take_clock(&s, &clock) || !take_fraction(&s, &t.nanoseconds))
		return false;
	(void)take_spaces(&s);
	if (!take_zone(&s, &t) || s.len)
		return false;
	t.seconds =
		days_of(negative ? -date[0] : date[0], date[1], date[2]) * DAY +
		clock - t.utc_offset;
	*ret = t;
	return true;
}

/* A day that is in the calendar. */
static bool parse_day(struct str s, struct data_time *ret)
{
	int64_t date[3];

	if (!take_date(&s, date) || s.len ||
	    date[2] > days_in(date[0], date[1]))
		return false;
	*ret = (struct data_time){
		.seconds = days_of(date[0], date[1], date[2]) * DAY,
	};
	return true;
}

bool conf_scalar_time(struct str text, struct data *ret)
{
	struct data_time t;

	if (!parse_day(text, &t) && !parse_moment(text, &t))
		return false;
	ret->kind = DATA_TIME;
	ret->time = t;
	return true;
}
