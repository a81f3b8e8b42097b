/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/standard.h"
#include "render/liquid/text.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

static fallible size(const struct filter_call *call, struct value *ret)
{
	struct value v = call->input;
	size_t len = v.kind == VALUE_STRING ? text_length(v.string)
		     : v.kind == VALUE_INT  ? sizeof(v.integer)
					    : value_len(call->reader, v);

	*ret = value_of_int((int64_t)len);
	return NULL;
}

static fallible first(const struct filter_call *call, struct value *ret)
{
	if (value_len(call->reader, call->input))
		*ret = value_at(call->reader, call->input, 0);
	return NULL;
}

static fallible last(const struct filter_call *call, struct value *ret)
{
	size_t len = value_len(call->reader, call->input);

	if (len && value_is_list(call->input))
		*ret = value_at(call->reader, call->input, len - 1);
	return NULL;
}

static fallible join(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct str glue =
		call->args_len ? filter_arg_text(call, 0) : str_of(" ");

	value_join(call->reader, filter_input_list(call), glue, &b);
	*ret = filter_take(call, &b);
	return NULL;
}

static fallible reverse(const struct filter_call *call, struct value *ret)
{
	struct value list = filter_input_list(call);
	size_t len = list.list.len;
	struct value *items = value_make_list(call->reader, len);

	for (size_t i = 0; items && i < len; i++)
		items[i] = list.list.items[len - 1 - i];
	*ret = value_of_list(items, items ? len : 0);
	return NULL;
}

static fallible concat(const struct filter_call *call, struct value *ret)
{
	struct value list = filter_input_list(call), more = filter_arg(call, 0);
	size_t len = list.list.len, extra;
	struct value *items;

	if (!value_is_list(more) || more.kind == VALUE_RANGE)
		return filter_error(call, "concat filter requires an array "
					  "argument");
	extra = value_len(call->reader, more);
	items = value_make_list(call->reader, len + extra);
	if (!items)
		return NULL;
	if (len)
		memcpy(items, list.list.items, len * sizeof(*items));
	for (size_t i = 0; i < extra; i++)
		items[len + i] = value_at(call->reader, more, i);
	*ret = value_of_list(items, len + extra);
	return NULL;
}

/* Is @v false to "default"? */
static bool is_missing(struct value_reader *r, struct value v, bool allow_false)
{
	if (v.kind == VALUE_NIL || (!allow_false && !value_is_truthy(v)))
		return true;
	if (v.kind == VALUE_STRING)
		return !v.string.len;
	return v.kind != VALUE_RANGE && (value_is_list(v) || value_is_map(v)) &&
	       !value_len(r, v);
}

static fallible default_value(const struct filter_call *call, struct value *ret)
{
	struct value allow = { 0 };

	(void)filter_arg_named(call, "allow_false", &allow);
	*ret = call->input;
	if (is_missing(call->reader, call->input, value_is_truthy(allow)))
		*ret = call->args_len ? call->args[0]
				      : value_of_str(str_of(""));
	return NULL;
}

const struct filter STANDARD_FILTERS_LIST[] = {
	{ "size", 0, 0, size },
	{ "first", 0, 0, first },
	{ "last", 0, 0, last },
	{ "join", 0, 1, join },
	{ "reverse", 0, 0, reverse },
	{ "concat", 1, 1, concat },
	{ "default", 0, 2, default_value },
	{ 0 },
};
