/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/log_time.h"

#include <stdlib.h>
#include <time.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"

#define EVENT_SIZE (sizeof("2000-01-01T00:00:00.000Z") - 1)
#define ACCESS_SIZE (sizeof("[01/Jan/2000:00:00:00 +0000]") - 1)
#define FRACTION_AT (sizeof("2000-01-01T00:00:00") - 1)

/* @text, all of it, as strptime(3) reads @format. */
static bool parse(struct str text, const char *format, int64_t *ret_ms)
{
	auto_free char *copy = mem_strndup(text.data, text.len);
	struct tm parts = { 0 };
	const char *end = strptime(copy, format, &parts);

	if (!end || *end)
		return false;
	*ret_ms = (int64_t)timegm(&parts) * 1000;
	return true;
}

static bool parse_event(struct str line, int64_t *ret_ms)
{
	uint64_t fraction;
	int64_t ms;

	if (line.len < EVENT_SIZE || line.data[FRACTION_AT] != '.' ||
	    line.data[EVENT_SIZE - 1] != 'Z' ||
	    !num_parse_uint(str_n(line.data + FRACTION_AT + 1, 3), 999,
			    &fraction) ||
	    !parse(str_n(line.data, FRACTION_AT), "%Y-%m-%dT%H:%M:%S", &ms))
		return false;
	*ret_ms = ms + (int64_t)fraction;
	return true;
}

bool log_time_parse(struct str line, int64_t *ret_ms)
{
	size_t bracket;

	if (parse_event(line, ret_ms))
		return true;
	bracket = str_find_char(line, '[');
	if (line.len - bracket < ACCESS_SIZE)
		return false;
	return parse(str_n(line.data + bracket, ACCESS_SIZE),
		     "[%d/%b/%Y:%H:%M:%S +0000]", ret_ms);
}
