/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/property.h"
#include "render/liquid/standard.h"
#include "render/liquid/text.h"
#include "render/liquid/value_compare.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

/* An item and what it is sorted by. */
struct keyed {
	struct value item;
	struct value key;
};

/* False when the two have no order. */
typedef bool ordering(struct value_reader *r, struct value a, struct value b,
		      int *ret);

/* nil comes last. */
static bool order_nil(struct value a, struct value b, int *ret)
{
	if (a.kind != VALUE_NIL && b.kind != VALUE_NIL)
		return false;
	*ret = (a.kind == VALUE_NIL) - (b.kind == VALUE_NIL);
	return true;
}

static bool order_lists(struct value_reader *r, struct value a, struct value b,
			int *ret)
{
	size_t m = value_len(r, a), n = value_len(r, b);

	for (size_t i = 0; i < m && i < n; i++) {
		struct value x = value_at(r, a, i), y = value_at(r, b, i);

		if (value_equals(r, x, y))
			continue;
		return value_order(x, y, ret);
	}
	*ret = m < n ? -1 : m > n;
	return true;
}

static bool order_values(struct value_reader *r, struct value a, struct value b,
			 int *ret)
{
	if (value_order(a, b, ret))
		return true;
	if (a.kind != VALUE_RANGE && b.kind != VALUE_RANGE &&
	    value_is_list(a) && value_is_list(b))
		return order_lists(r, a, b, ret);
	*ret = 0;
	return value_equals(r, a, b) || order_nil(a, b, ret);
}

static bool order_caseless(struct value_reader *r, struct value a,
			   struct value b, int *ret)
{
	if (!order_nil(a, b, ret))
		*ret = text_compare_caseless(value_text(r, a),
					     value_text(r, b));
	return true;
}

/* Merge sort, which keeps equal items in their order. @room is as long. */
static bool sort_keyed(struct value_reader *r, ordering *order,
		       struct keyed *items, size_t len, struct keyed *room)
{
	size_t half = len / 2, left = 0, right = half, n = 0;
	int o;

	if (len < 2)
		return true;
	if (!sort_keyed(r, order, items, half, room) ||
	    !sort_keyed(r, order, items + half, len - half, room))
		return false;
	while (left < half && right < len) {
		if (!order(r, items[left].key, items[right].key, &o))
			return false;
		room[n++] = o <= 0 ? items[left++] : items[right++];
	}
	while (left < half)
		room[n++] = items[left++];
	memcpy(items, room, n * sizeof(*items));
	return true;
}

/* Can every item be asked for a property? */
static bool have_properties(struct value_reader *r, struct value list,
			    struct value property)
{
	struct value ignored;

	for (size_t i = 0; i < list.list.len; i++)
		if (property_read(r, list.list.items[i], property, &ignored) ==
		    PROPERTY_NO_WAY)
			return false;
	return true;
}

/* Look up what the items are sorted by; a lone one is not looked at. */
static fallible set_keys(const struct filter_call *call, struct keyed *items,
			 size_t len, bool text)
{
	struct value property = filter_arg(call, 0);

	for (size_t i = 0; len > 1 && i < len; i++) {
		items[i].key = items[i].item;
		if (property.kind != VALUE_NIL &&
		    property_read(call->reader, items[i].item, property,
				  &items[i].key) == PROPERTY_WRONG)
			return property_error(call, property);
		if (text && items[i].key.kind != VALUE_NIL)
			items[i].key = value_of_str(
				value_text(call->reader, items[i].key));
	}
	return NULL;
}

static fallible sort_by(const struct filter_call *call, bool natural,
			struct value *ret)
{
	struct value list = filter_input_list(call);
	struct value_reader *r = call->reader;
	size_t len = list.list.len;
	struct keyed *items;
	struct value *sorted;
	struct err *e;

	if (filter_arg(call, 0).kind != VALUE_NIL &&
	    !have_properties(r, list, filter_arg(call, 0)))
		return NULL;
	sorted = value_make_list(r, len);
	if (!sorted || !value_charge(r, 2 * len * sizeof(*items)))
		return NULL;
	items = arena_alloc_array(r->arena, 2 * len, sizeof(*items));
	for (size_t i = 0; i < len; i++)
		items[i].item = list.list.items[i];
	e = set_keys(call, items, len, natural);
	if (e)
		return e;
	if (!sort_keyed(r, natural ? order_caseless : order_values, items, len,
			items + len))
		return filter_error(call, "cannot sort values of incompatible "
					  "types");
	for (size_t i = 0; i < len; i++)
		sorted[i] = items[i].item;
	*ret = value_of_list(sorted, len);
	return NULL;
}

static fallible sort(const struct filter_call *call, struct value *ret)
{
	return sort_by(call, false, ret);
}

static fallible sort_natural(const struct filter_call *call, struct value *ret)
{
	return sort_by(call, true, ret);
}

const struct filter STANDARD_FILTERS_SORT[] = {
	{ "sort", 0, 1, sort },
	{ "sort_natural", 0, 1, sort_natural },
	{ 0 },
};
