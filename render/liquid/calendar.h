/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Days and clock times, in the Gregorian calendar without end on both sides.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct calendar {
	int64_t year;
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
	int hour, minute, second;
	int weekday;  /* 0 is Sunday */
	int year_day; /* 1 to 366 */
};

/* The clock at @seconds since the epoch. */
void calendar_of(int64_t seconds, struct calendar *ret);

/* Seconds since the epoch; weekday and year_day are not looked at. */
int64_t calendar_seconds(const struct calendar *c);

int calendar_month_days(int64_t year, int month);

/* Week of the year by ISO 8601, and the year it belongs to. */
int calendar_iso_week(const struct calendar *c, int64_t *ret_year);

/* English names, from 0; "January", "Sunday". */
const char *calendar_month_name(int i);
const char *calendar_weekday_name(int i);
