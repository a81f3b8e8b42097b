/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/post_date.h"

/* Read @min to @max digits off the front of @s. */
static bool cut_number(struct str *s, size_t min, size_t max, int *ret)
{
	int n = 0;
	size_t i = 0;

	while (i < s->len && i < max && s->data[i] >= '0' && s->data[i] <= '9')
		n = n * 10 + (s->data[i++] - '0');
	if (i < min)
		return false;
	*s = str_from(*s, i);
	*ret = n;
	return true;
}

static bool cut_char(struct str *s, char c)
{
	if (!s->len || s->data[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static bool cut_date(struct str *s, struct tm *tm)
{
	if (!cut_number(s, 2, 4, &tm->tm_year) || !cut_char(s, '-') ||
	    !cut_number(s, 1, 2, &tm->tm_mon) || !cut_char(s, '-') ||
	    !cut_number(s, 1, 2, &tm->tm_mday))
		return false;
	if (tm->tm_year < 100)
		tm->tm_year += tm->tm_year < 69 ? 2000 : 1900;
	tm->tm_year -= 1900;
	tm->tm_mon--;
	return true;
}

static void cut_fraction(struct str *s, uint32_t *ret)
{
	uint32_t unit = 100000000;

	if (!cut_char(s, '.'))
		return;
	*ret = 0;
	while (s->len && s->data[0] >= '0' && s->data[0] <= '9') {
		*ret += unit * (uint32_t)(s->data[0] - '0');
		unit /= 10;
		*s = str_from(*s, 1);
	}
}

/* "10:20" or "10:20:30.5". */
static bool cut_clock(struct str *s, struct tm *tm, uint32_t *ret_nanoseconds)
{
	if (!cut_number(s, 1, 2, &tm->tm_hour) || !cut_char(s, ':') ||
	    !cut_number(s, 2, 2, &tm->tm_min))
		return false;
	if (!cut_char(s, ':'))
		return true;
	if (!cut_number(s, 2, 2, &tm->tm_sec))
		return false;
	cut_fraction(s, ret_nanoseconds);
	return true;
}

/* "Z", "UTC", "GMT", "+02:00", "-0700" or "+2". */
static bool cut_zone(struct str *s, int32_t *ret)
{
	int sign = s->len && s->data[0] == '-' ? -1 : 1;
	int hours;
	int minutes = 0;

	if (str_is(*s, "Z") || str_is(*s, "UTC") || str_is(*s, "GMT")) {
		*ret = 0;
		*s = str_from(*s, s->len);
		return true;
	}
	if (!cut_char(s, '+') && !cut_char(s, '-'))
		return false;
	if (!cut_number(s, 1, 2, &hours))
		return false;
	(void)cut_char(s, ':');
	if (s->len && !cut_number(s, 2, 2, &minutes))
		return false;
	*ret = sign * (hours * 3600 + minutes * 60);
	return hours <= 14 && minutes < 60;
}

/* mktime(3) would make February 30 the first of March. */
static bool exists(const struct tm *tm)
{
	struct tm copy = *tm;

	(void)timegm(&copy);
	return copy.tm_mday == tm->tm_mday && copy.tm_mon == tm->tm_mon &&
	       tm->tm_hour < 24 && tm->tm_min < 60 && tm->tm_sec <= 60;
}

bool post_date_parse(struct str text, struct data_time *ret)
{
	struct str s = str_trim(text);
	struct data_time t = { .seconds = 0 };
	struct tm tm = { .tm_year = 0 };

	if (!cut_date(&s, &tm))
		return false;
	if (s.len && (cut_char(&s, 'T') || cut_char(&s, ' '))) {
		s = str_trim(s);
		if (!cut_clock(&s, &tm, &t.nanoseconds))
			return false;
		t.has_time = true;
	}
	s = str_trim(s);
	if (s.len) {
		if (!cut_zone(&s, &t.utc_offset))
			return false;
		t.has_zone = true;
	}
	if (s.len || !exists(&tm))
		return false;
	t.seconds = timegm(&tm) - t.utc_offset;
	*ret = t;
	return true;
}

struct tm post_date_clock(struct data_time t)
{
	const time_t local = t.seconds + t.utc_offset;
	struct tm tm;

	(void)gmtime_r(&local, &tm);
	return tm;
}
