/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/json_filters.h"

#include "lib/json.h"
#include "render/jekyll/page_value.h"
#include "render/liquid/liquid_error.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

#define MAX_DEPTH 32

/* What a page shows inside another would never end. */
static const char *const heavy_fields[] = { "content", "output", "excerpt",
					    "previous", "next" };

static bool is_heavy(struct str key)
{
	for (size_t i = 0; i < sizeof heavy_fields / sizeof *heavy_fields; i++)
		if (str_is(key, heavy_fields[i]))
			return true;
	return false;
}

static fallible write_value(struct value_reader *r, struct value v,
			    unsigned depth, struct buf *out);

static fallible write_list(struct value_reader *r, struct value v,
			   unsigned depth, struct buf *out)
{
	const size_t len = value_len(r, v);

	buf_putc(out, '[');
	for (size_t i = 0; i < len; i++) {
		struct err *e;

		if (i)
			buf_putc(out, ',');
		e = write_value(r, value_at(r, v, i), depth + 1, out);
		if (e)
			return e;
	}
	buf_putc(out, ']');
	return NULL;
}

static fallible write_map(struct value_reader *r, struct value v,
			  unsigned depth, struct buf *out)
{
	const struct value_ops *ops = v.object.ops;
	const size_t len = ops->len(v.object.self, r);
	const bool brief = page_of_value(v) && depth >= 2;
	bool first = true;

	buf_putc(out, '{');
	for (size_t i = 0; i < len; i++) {
		struct str key = ops->key_at(v.object.self, r, i);
		struct err *e;

		if (brief && is_heavy(key))
			continue;
		if (!first)
			buf_putc(out, ',');
		first = false;
		json_quote(out, key);
		buf_putc(out, ':');
		e = write_value(r, ops->at(v.object.self, r, i), depth + 1,
				out);
		if (e)
			return e;
	}
	buf_putc(out, '}');
	return NULL;
}

static fallible write_value(struct value_reader *r, struct value v,
			    unsigned depth, struct buf *out)
{
	if (depth > MAX_DEPTH)
		return err_new(&LIQUID_ARGUMENT, "jsonify: nested too deeply");
	if (value_is_list(v) && v.kind != VALUE_RANGE)
		return write_list(r, v, depth, out);
	if (value_is_map(v))
		return write_map(r, v, depth, out);
	switch (v.kind) {
	case VALUE_NIL:
		buf_puts(out, "null");
		break;
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT:
	case VALUE_BIG:
		value_write(r, v, out);
		break;
	default:
		json_quote(out, value_text(r, v));
	}
	return NULL;
}

static fallible jsonify(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf out = { 0 };
	struct err *e;

	e = write_value(call->reader, call->input, 0, &out);
	if (e)
		return e;
	*ret = filter_take(call, &out);
	return NULL;
}

const struct filter json_filters[] = { { "jsonify", 0, 0, jsonify } };
const size_t json_filters_len = sizeof json_filters / sizeof *json_filters;
