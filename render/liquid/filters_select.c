/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/number.h"
#include "render/liquid/property.h"
#include "render/liquid/standard.h"
#include "render/liquid/table.h"
#include "render/liquid/value_compare.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

/* Items of the input, and which of them a filter is looking for. */
struct selection {
	const struct value *items;
	size_t len;
	bool *matches;
	bool undone; /* an item cannot be asked: the filter gives nil */
};

/* Does @item have the property, or with a second argument that value in it? */
static enum property_outcome match(const struct filter_call *call,
				   struct value item, bool *ret)
{
	struct value wanted = filter_arg(call, 1), found;
	enum property_outcome o =
		property_read(call->reader, item, filter_arg(call, 0), &found);

	*ret = wanted.kind == VALUE_NIL
		       ? value_is_truthy(found)
		       : value_equals(call->reader, found, wanted);
	return o;
}

static fallible select_items(const struct filter_call *call,
			     struct selection *ret)
{
	struct value list = filter_input_list(call);
	struct selection s = { list.list.items, list.list.len, NULL, false };

	if (!value_charge(call->reader, s.len)) {
		ret->len = 0;
		return NULL;
	}
	s.matches = arena_alloc_array(call->reader->arena, s.len,
				      sizeof(*s.matches));
	for (size_t i = 0; i < s.len && !s.undone; i++) {
		enum property_outcome o =
			match(call, s.items[i], &s.matches[i]);

		if (o == PROPERTY_WRONG)
			return property_error(call, filter_arg(call, 0));
		s.undone = o == PROPERTY_NO_WAY;
	}
	*ret = s;
	return NULL;
}

/* The items that match, or those that don't. */
static fallible keep(const struct filter_call *call, bool matching,
		     struct value *ret)
{
	struct selection s = { 0 };
	struct value *kept;
	size_t len = 0;
	struct err *e = select_items(call, &s);

	if (e || s.undone)
		return e;
	kept = value_make_list(call->reader, s.len);
	for (size_t i = 0; kept && i < s.len; i++)
		if (s.matches[i] == matching)
			kept[len++] = s.items[i];
	*ret = value_of_list(kept, len);
	return NULL;
}

static fallible where(const struct filter_call *call, struct value *ret)
{
	return keep(call, true, ret);
}

static fallible reject(const struct filter_call *call, struct value *ret)
{
	return keep(call, false, ret);
}

/* Where the first match is; @s.len when there is none. An item that cannot be
 * asked counts only if it comes before. */
static fallible find_first(const struct filter_call *call,
			   struct selection *ret, size_t *ret_at)
{
	struct err *e = select_items(call, ret);

	*ret_at = 0;
	while (!e && *ret_at < ret->len && !ret->matches[*ret_at])
		++*ret_at;
	return e;
}

static fallible find(const struct filter_call *call, struct value *ret)
{
	struct selection s = { 0 };
	size_t at;
	struct err *e = find_first(call, &s, &at);

	if (!e && at < s.len)
		*ret = s.items[at];
	return e;
}

static fallible find_index(const struct filter_call *call, struct value *ret)
{
	struct selection s = { 0 };
	size_t at;
	struct err *e = find_first(call, &s, &at);

	if (!e && at < s.len)
		*ret = value_of_int((int64_t)at);
	return e;
}

static fallible has(const struct filter_call *call, struct value *ret)
{
	struct selection s = { 0 };
	size_t at;
	struct err *e = find_first(call, &s, &at);

	if (!e && !(s.undone && at == s.len))
		*ret = value_of_bool(at < s.len);
	return e;
}

static fallible map(const struct filter_call *call, struct value *ret)
{
	struct value list = filter_input_list(call);
	struct value *found = value_make_list(call->reader, list.list.len);
	struct value property = filter_arg(call, 0);

	if (!found)
		return NULL;
	for (size_t i = 0; i < list.list.len; i++)
		if (property_read(call->reader, list.list.items[i], property,
				  &found[i]) == PROPERTY_WRONG)
			return property_error(call, property);
	*ret = value_of_list(found, list.list.len);
	return NULL;
}

/* The item itself, or the property of it that the filter goes by. */
static fallible facet(const struct filter_call *call, struct value item,
		      struct value *ret, bool *ret_undone)
{
	enum property_outcome o = PROPERTY_READ;
	struct value property = filter_arg(call, 0);

	*ret = item;
	if (property.kind != VALUE_NIL)
		o = property_read(call->reader, item, property, ret);
	*ret_undone = o == PROPERTY_NO_WAY;
	return o == PROPERTY_WRONG ? property_error(call, property) : NULL;
}

static fallible compact(const struct filter_call *call, struct value *ret)
{
	struct value list = filter_input_list(call), v;
	struct value *kept = value_make_list(call->reader, list.list.len);
	size_t len = 0;
	bool undone;
	struct err *e;

	for (size_t i = 0; kept && i < list.list.len; i++) {
		e = facet(call, list.list.items[i], &v, &undone);
		if (e || undone)
			return e;
		if (v.kind != VALUE_NIL)
			kept[len++] = list.list.items[i];
	}
	*ret = value_of_list(kept, len);
	return NULL;
}

/* Two values are one to "uniq" when they look the same to Ruby's inspect. */
static bool is_new(struct value_reader *r, struct table *seen, struct value v)
{
	auto_buf struct buf b = { 0 };
	struct value_key key;
	size_t len = seen->len;

	value_inspect(r, v, &b);
	key = value_key_of(value_take(r, &b).string);
	(void)table_put(seen, r->arena, &key);
	return seen->len > len;
}

static fallible uniq(const struct filter_call *call, struct value *ret)
{
	struct value list = filter_input_list(call), v;
	struct value *kept = value_make_list(call->reader, list.list.len);
	struct table seen = { 0 };
	size_t len = 0;
	bool undone;
	struct err *e;

	if (list.list.len < 2) {
		*ret = list;
		return NULL;
	}
	for (size_t i = 0; kept && i < list.list.len; i++) {
		e = facet(call, list.list.items[i], &v, &undone);
		if (e || undone)
			return e;
		if (is_new(call->reader, &seen, v))
			kept[len++] = list.list.items[i];
	}
	*ret = value_of_list(kept, len);
	return NULL;
}

static fallible sum(const struct filter_call *call, struct value *ret)
{
	auto_arena struct arena scratch = { 0 };
	struct value list = filter_input_list(call), v;
	struct number total = { .exact_int = true }, n;
	bool undone;
	struct err *e;

	for (size_t i = 0; i < list.list.len; i++) {
		e = facet(call, list.list.items[i], &v, &undone);
		if (e)
			return e;
		if (undone)
			continue;
		if (!number_of_value(&scratch, v, &n))
			return filter_error(call, "the number is not finite");
		total.exact_int = total.exact_int && n.exact_int;
		total.value = decimal_add(&scratch, total.value, n.value);
	}
	*ret = number_to_value(call->reader->arena, total);
	return NULL;
}

const struct filter STANDARD_FILTERS_SELECT[] = {
	{ "where", 1, 2, where },     { "reject", 1, 2, reject },
	{ "find", 1, 2, find },       { "find_index", 1, 2, find_index },
	{ "has", 1, 2, has },         { "map", 1, 1, map },
	{ "compact", 0, 1, compact }, { "uniq", 0, 1, uniq },
	{ "sum", 0, 1, sum },         { 0 },
};
