/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/filter.h"

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/liquid_error.h"
#include "render/liquid/number.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

#define MAX_DEPTH 100 /* of lists in lists; what is deeper is left out */

bool filter_is_given(const struct filter_call *call, size_t i)
{
	return i < call->args_len + (call->named_len > 0);
}

struct value filter_arg(const struct filter_call *call, size_t i)
{
	if (i < call->args_len)
		return call->args[i];
	if (filter_is_given(call, i))
		return value_of_entries(call->reader->arena, call->named,
					call->named_len);
	return (struct value){ 0 };
}

bool filter_arg_named(const struct filter_call *call, const char *name,
		      struct value *ret)
{
	for (size_t i = 0; i < call->named_len; i++) {
		if (str_is(call->named[i].key.name, name)) {
			*ret = call->named[i].value;
			return true;
		}
	}
	return false;
}

struct str filter_input_text(const struct filter_call *call)
{
	return value_text(call->reader, call->input);
}

struct str filter_arg_text(const struct filter_call *call, size_t i)
{
	return value_text(call->reader, filter_arg(call, i));
}

struct err *filter_error(const struct filter_call *call, const char *fmt, ...)
{
	auto_free char *text = NULL;
	va_list args;

	(void)call;
	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	return err_new(&LIQUID_ARGUMENT, "%s", text);
}

fallible filter_arg_integer(const struct filter_call *call, size_t i,
			    int64_t *ret)
{
	if (!number_to_integer(call->reader, filter_arg(call, i), ret))
		return filter_error(call, "invalid integer");
	return NULL;
}

static bool is_inner_list(struct value v)
{
	return v.kind != VALUE_RANGE && value_is_list(v);
}

static size_t flat_len(struct value_reader *r, struct value list,
		       unsigned depth)
{
	size_t len = value_len(r, list), sum = 0;

	if (depth == MAX_DEPTH)
		return 0;
	for (size_t i = 0; i < len; i++) {
		struct value v = value_at(r, list, i);

		sum += is_inner_list(v) ? flat_len(r, v, depth + 1) : 1;
	}
	return sum;
}

static size_t flatten(struct value_reader *r, struct value list, unsigned depth,
		      struct value *items)
{
	size_t len = value_len(r, list), n = 0;

	if (depth == MAX_DEPTH)
		return 0;
	for (size_t i = 0; i < len; i++) {
		struct value v = value_at(r, list, i);

		if (is_inner_list(v))
			n += flatten(r, v, depth + 1, items + n);
		else
			items[n++] = v;
	}
	return n;
}

static struct value list_of_one(struct value_reader *r, struct value v)
{
	struct value *items = value_make_list(r, 1);

	if (!items)
		return value_of_list(NULL, 0);
	items[0] = v;
	return value_of_list(items, 1);
}

struct value filter_input_list(const struct filter_call *call)
{
	struct value_reader *r = call->reader;
	struct value v = call->input;
	struct value *items;
	size_t len;

	if (v.kind == VALUE_NIL)
		return value_of_list(NULL, 0);
	if (!value_is_list(v))
		return list_of_one(r, v);
	len = v.kind == VALUE_RANGE ? value_len(r, v) : flat_len(r, v, 0);
	items = value_make_list(r, len);
	if (!items)
		return value_of_list(NULL, 0);
	(void)flatten(r, v, 0, items);
	return value_of_list(items, len);
}

struct value filter_take(const struct filter_call *call, struct buf *b)
{
	return value_take(call->reader, b);
}

bool filter_has_room(const struct filter_call *call, const struct buf *b)
{
	return b->len <= call->reader->room;
}
