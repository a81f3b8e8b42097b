/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/moment.h"

#include <ctype.h>

#include "render/liquid/calendar.h"
#include "render/liquid/context.h"
#include "render/liquid/date_parse.h"
#include "render/liquid/text.h"

#define MAX_SECONDS (INT64_C(1) << 52) /* either side of the epoch */
#define MAX_YEAR 100000000

static int32_t local_offset(const struct context *c, int64_t seconds,
			    bool local, const char **ret_name)
{
	const struct template_run *run = context_run(c);

	*ret_name = "UTC";
	if (!run->utc_offset)
		return 0;
	return run->utc_offset(run->host, seconds, local, ret_name);
}

const char *moment_zone(const struct context *c, const struct data_time *t)
{
	const char *name;

	if (t->has_time && !t->has_zone && !t->utc_offset)
		return "UTC";
	if (!t->has_time)
		return "+00:00";
	return local_offset(c, t->seconds, false, &name) == t->utc_offset ? name
									  : "";
}

static bool moment_of_seconds(const struct context *c, int64_t seconds,
			      struct data_time *ret)
{
	const char *name;

	if (seconds > MAX_SECONDS || seconds < -MAX_SECONDS)
		return false;
	*ret = (struct data_time){
		.seconds = seconds,
		.utc_offset = local_offset(c, seconds, false, &name),
		.has_time = true,
		.has_zone = true,
	};
	return true;
}

/* What is not written is as it is now, down to the first thing written, and
 * zero beyond. */
static void fill(const struct context *c, struct date_parts *p)
{
	const struct data_time *now = &context_run(c)->now;
	struct calendar today;
	const char *name;
	int32_t offset = p->has_offset
				 ? p->utc_offset
				 : local_offset(c, now->seconds, false, &name);

	calendar_of(now->seconds + offset, &today);
	if (p->set[DATE_YEAR])
		return;
	p->field[DATE_YEAR] = today.year;
	if (p->set[DATE_MONTH] || p->set[DATE_YEAR_DAY])
		return;
	p->field[DATE_MONTH] = today.month;
	p->set[DATE_MONTH] = true;
	if (p->set[DATE_DAY])
		return;
	p->field[DATE_DAY] = today.day;
	p->set[DATE_DAY] = true;
}

static bool to_calendar(const struct date_parts *p, struct calendar *ret)
{
	const int64_t *f = p->field;
	int64_t month = p->set[DATE_MONTH] ? f[DATE_MONTH] : 1;
	int64_t day = p->set[DATE_DAY] ? f[DATE_DAY] : 1;

	if (p->set[DATE_YEAR_DAY]) {
		if (f[DATE_YEAR_DAY] < 1)
			return false;
		month = 1;
		day = 1;
	}
	if (f[DATE_YEAR] > MAX_YEAR || f[DATE_YEAR] < -MAX_YEAR || month < 1 ||
	    month > 12 || day < 1 || day > 31 || f[DATE_HOUR] > 24 ||
	    f[DATE_MINUTE] > 59 || f[DATE_SECOND] > 60 ||
	    f[DATE_YEAR_DAY] > 366)
		return false;
	*ret = (struct calendar){
		.year = f[DATE_YEAR],
		.month = (int)month,
		.day = (int)day,
		.hour = (int)f[DATE_HOUR],
		.minute = (int)f[DATE_MINUTE],
		.second = (int)f[DATE_SECOND],
	};
	return true;
}

static bool moment_of_parts(const struct context *c, struct date_parts *p,
			    struct data_time *ret)
{
	struct calendar day;
	const char *name;
	int64_t seconds;

	fill(c, p);
	if (!to_calendar(p, &day))
		return false;
	seconds = calendar_seconds(&day);
	if (p->set[DATE_YEAR_DAY])
		seconds += (p->field[DATE_YEAR_DAY] - 1) * 86400;
	if (!p->has_offset)
		p->utc_offset = local_offset(c, seconds, true, &name);
	*ret = (struct data_time){
		.seconds = seconds - p->utc_offset,
		.nanoseconds = p->nanoseconds,
		.utc_offset = p->utc_offset,
		.has_time = true,
		.has_zone = true,
	};
	return true;
}

static bool moment_of_text(const struct context *c, struct str s,
			   struct data_time *ret)
{
	struct date_parts p;
	int64_t seconds = 0;
	size_t digits = 0;

	while (digits < s.len && isdigit((unsigned char)s.data[digits])) {
		seconds = seconds * 10 + (s.data[digits] - '0');
		if (++digits > 17)
			return false;
	}
	if (s.len && digits == s.len)
		return moment_of_seconds(c, seconds, ret);
	if (text_compare_caseless(s, str_of("now")) == 0 ||
	    text_compare_caseless(s, str_of("today")) == 0) {
		*ret = context_run(c)->now;
		return true;
	}
	return date_parse(s, &p) && moment_of_parts(c, &p, ret);
}

bool moment_of(const struct context *c, struct value v, struct data_time *ret)
{
	if (v.kind == VALUE_TIME) {
		*ret = *v.time;
		return true;
	}
	if (v.kind == VALUE_INT)
		return moment_of_seconds(c, v.integer, ret);
	return v.kind == VALUE_STRING && moment_of_text(c, v.string, ret);
}
