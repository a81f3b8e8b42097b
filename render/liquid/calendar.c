/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/calendar.h"

#define DAY 86400 /* seconds */

/* Days from 1970-01-01 to a day, counting years from March so that the leap
 * day is the last one. */
static int64_t days_of(int64_t year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year =
		(153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int calendar_month_days(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

static void set_date(int64_t days, struct calendar *c)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t y =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	c->day = (int)(of_year - (153 * m + 2) / 5 + 1);
	c->month = (int)(m < 10 ? m + 3 : m - 9);
	c->year = y + era * 400 + (c->month <= 2);
}

void calendar_of(int64_t seconds, struct calendar *ret)
{
	int64_t days = seconds / DAY;
	int64_t left = seconds % DAY;

	if (left < 0) {
		left += DAY;
		days--;
	}
	set_date(days, ret);
	ret->hour = (int)(left / 3600);
	ret->minute = (int)(left / 60 % 60);
	ret->second = (int)(left % 60);
	ret->weekday = (int)((days % 7 + 11) % 7);
	ret->year_day = (int)(days - days_of(ret->year, 1, 1)) + 1;
}

int64_t calendar_seconds(const struct calendar *c)
{
	return days_of(c->year, c->month, c->day) * DAY + c->hour * 3600 +
	       c->minute * 60 + c->second;
}

int calendar_iso_week(const struct calendar *c, int64_t *ret_year)
{
	int monday = (c->weekday + 6) % 7; /* days since Monday */
	int week = (c->year_day - monday + 9) / 7;
	int64_t year = c->year;

	if (week < 1) {
		struct calendar eve;

		calendar_of(days_of(year - 1, 12, 31) * DAY, &eve);
		return calendar_iso_week(&eve, ret_year);
	}
	if (week == 53) {
		struct calendar next;

		calendar_of(days_of(year + 1, 1, 1) * DAY, &next);
		if ((next.weekday + 6) % 7 < 4) {
			week = 1;
			year++;
		}
	}
	*ret_year = year;
	return week;
}

const char *calendar_month_name(int i)
{
	static const char *const names[] = {
		"January",   "February", "March",    "April",
		"May",       "June",     "July",     "August",
		"September", "October",  "November", "December",
	};

	return names[i];
}

const char *calendar_weekday_name(int i)
{
	static const char *const names[] = {
		"Sunday",   "Monday", "Tuesday",  "Wednesday",
		"Thursday", "Friday", "Saturday",
	};

	return names[i];
}
