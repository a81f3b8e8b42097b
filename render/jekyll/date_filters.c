/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/date_filters.h"

#include "render/jekyll/build.h"
#include "render/liquid/context.h"
#include "render/liquid/moment.h"
#include "render/liquid/strftime.h"
#include "render/model/post_date.h"
#include "render/model/zone.h"

/* False when the input is nil or empty, which is then the result. */
static fallible read_time(const struct filter_call *call, struct data_time *ret,
			  bool *ret_given)
{
	const struct rendering *r = context_host(call->context);
	struct data_time t;

	*ret_given = false;
	if (call->input.kind == VALUE_NIL ||
	    (call->input.kind == VALUE_STRING && !call->input.string.len))
		return NULL;
	if (!moment_of(call->context, call->input, &t))
		return filter_error(call, "'%.*s' is not a date",
				    STR_FMT(filter_input_text(call)));
	t.has_zone = true;
	*ret = zone_localize(r->build->site->zone, t);
	*ret_given = true;
	return NULL;
}

static fallible format(const struct filter_call *call, const char *pattern,
		       struct value *ret)
{
	auto_buf struct buf out = { 0 };
	struct data_time t;
	bool given;
	struct err *e;

	e = read_time(call, &t, &given);
	if (e)
		return e;
	*ret = call->input;
	if (!given)
		return NULL;
	strftime_write(&t, str_of(pattern), NULL, &out);
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible date_to_xmlschema(const struct filter_call *call,
				  struct value *ret)
{
	return format(call, "%Y-%m-%dT%H:%M:%S%:z", ret);
}

static fallible date_to_rfc822(const struct filter_call *call,
			       struct value *ret)
{
	return format(call, "%a, %d %b %Y %H:%M:%S %z", ret);
}

static const char *ordinal_suffix(int n)
{
	if (n >= 11 && n <= 13)
		return "th";
	switch (n % 10) {
	case 1:
		return "st";
	case 2:
		return "nd";
	case 3:
		return "rd";
	default:
		return "th";
	}
}

/* "4th July 2024", or the American "July 4th, 2024". */
static fallible format_ordinal(const struct filter_call *call,
			       const char *month, struct value *ret)
{
	auto_buf struct buf pattern = { 0 };
	struct data_time t;
	bool given;
	int day;
	struct err *e;

	e = read_time(call, &t, &given);
	if (e || !given) {
		*ret = call->input;
		return e;
	}
	day = post_date_clock(t).tm_mday;
	if (str_is(filter_arg_text(call, 1), "US"))
		buf_printf(&pattern, "%s %d%s, %%Y", month, day,
			   ordinal_suffix(day));
	else
		buf_printf(&pattern, "%d%s %s %%Y", day, ordinal_suffix(day),
			   month);
	return format(call, pattern.data, ret);
}

static fallible date_to_string(const struct filter_call *call,
			       struct value *ret)
{
	if (str_is(filter_arg_text(call, 0), "ordinal"))
		return format_ordinal(call, "%b", ret);
	return format(call, "%d %b %Y", ret);
}

static fallible date_to_long_string(const struct filter_call *call,
				    struct value *ret)
{
	if (str_is(filter_arg_text(call, 0), "ordinal"))
		return format_ordinal(call, "%B", ret);
	return format(call, "%d %B %Y", ret);
}

const struct filter date_filters[] = {
	{ "date_to_long_string", 0, 2, date_to_long_string },
	{ "date_to_rfc822", 0, 0, date_to_rfc822 },
	{ "date_to_string", 0, 2, date_to_string },
	{ "date_to_xmlschema", 0, 0, date_to_xmlschema },
};
const size_t date_filters_len = sizeof date_filters / sizeof *date_filters;
