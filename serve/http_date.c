/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/http_date.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

#define YEAR_MAX 9999

/* strftime(3) would use the names of the locale, and look for a time zone in
 * the file system. */
static const char days[][4] = {
	"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"
};
static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
				  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

/* Beyond the years that have four digits it is the epoch. */
static struct tm calendar_of(int64_t t)
{
	time_t seconds = (time_t)t, epoch = 0;
	struct tm tm;

	if (!gmtime_r(&seconds, &tm) || tm.tm_year < -1900 ||
	    tm.tm_year > YEAR_MAX - 1900)
		(void)gmtime_r(&epoch, &tm);
	return tm;
}

void http_date_format(int64_t t, char ret_text[static HTTP_DATE_SIZE])
{
	struct tm tm = calendar_of(t);
	int n = snprintf(ret_text, HTTP_DATE_SIZE,
			 "%s, %02d %s %04d %02d:%02d:%02d GMT",
			 days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon],
			 tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);

	assert(n == HTTP_DATE_SIZE - 1);
	(void)n;
}

void http_date_format_log(int64_t t, char ret_text[static HTTP_DATE_LOG_SIZE])
{
	struct tm tm = calendar_of(t);
	int n = snprintf(ret_text, HTTP_DATE_LOG_SIZE,
			 "[%02d/%s/%04d:%02d:%02d:%02d +0000]", tm.tm_mday,
			 months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour,
			 tm.tm_min, tm.tm_sec);

	assert(n == HTTP_DATE_LOG_SIZE - 1);
	(void)n;
}
