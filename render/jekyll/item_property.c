/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/item_property.h"

#include <stdlib.h>

#include "lib/num.h"
#include "render/jekyll/page_value.h"
#include "render/liquid/value_compare.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

static struct value as_number(struct value v)
{
	int64_t integer;
	double number;

	if (v.kind != VALUE_STRING)
		return v;
	if (num_parse_int(str_trim(v.string), INT64_MIN, INT64_MAX, &integer))
		return value_of_int(integer);
	if (num_parse_double(str_trim(v.string), &number))
		return value_of_float(number);
	return v;
}

struct value item_property(struct value_reader *r, struct value item,
			   struct str name)
{
	struct str rest = name;
	struct str part;

	while (str_split(&rest, '.', &part)) {
		const struct value_key key = value_key_of(part);

		item = value_get(r, item, &key);
	}
	return as_number(item);
}

bool item_property_is(struct value_reader *r, struct value item,
		      struct str name, struct value target)
{
	struct value v = item_property(r, item, name);
	struct str wanted;

	if (target.kind == VALUE_NIL)
		return v.kind == VALUE_NIL;
	if (target.kind == VALUE_EMPTY || target.kind == VALUE_BLANK)
		return value_equals(r, v, target);
	wanted = value_text(r, target);
	if (!value_is_list(v))
		return v.kind != VALUE_NIL && str_eq(value_text(r, v), wanted);
	for (size_t i = 0; i < value_len(r, v); i++)
		if (str_eq(value_text(r, value_at(r, v, i)), wanted))
			return true;
	return false;
}

struct keyed {
	struct value key;
	struct value item;
	size_t place;
};

struct order {
	struct value_reader *reader;
	int nils; /* where they go: -1 first, 1 last */
};

/* Documents compare by date, then by path. */
static int compare_pages(const struct page *a, const struct page *b)
{
	if (a->date.seconds != b->date.seconds)
		return a->date.seconds < b->date.seconds ? -1 : 1;
	return strcmp(a->path, b->path);
}

/* Lists, such as the entries of a map, compare by their first elements. */
static int compare_keys(const struct order *o, struct value a, struct value b)
{
	int order = 0;

	if (a.kind == VALUE_NIL || b.kind == VALUE_NIL)
		return ((a.kind == VALUE_NIL) - (b.kind == VALUE_NIL)) *
		       o->nils;
	if (page_of_value(a) && page_of_value(b))
		return compare_pages(page_of_value(a), page_of_value(b));
	if (value_is_list(a) && value_is_list(b) && value_len(o->reader, a) &&
	    value_len(o->reader, b))
		return compare_keys(o, value_at(o->reader, a, 0),
				    value_at(o->reader, b, 0));
	if (value_order(a, b, &order))
		return order;
	return str_cmp(value_text(o->reader, a), value_text(o->reader, b));
}

static int compare(const void *left, const void *right, void *order)
{
	const struct keyed *a = left;
	const struct keyed *b = right;
	int n = compare_keys(order, a->key, b->key);

	if (n)
		return n;
	return a->place < b->place ? -1 : a->place > b->place;
}

void item_property_sort(struct value_reader *r, struct value *items, size_t len,
			struct str name, bool nils_last)
{
	struct order order = { r, nils_last ? 1 : -1 };
	struct keyed *all = arena_alloc_array(r->arena, len + 1, sizeof *all);

	for (size_t i = 0; i < len; i++)
		all[i] = (struct keyed){
			name.data ? item_property(r, items[i], name) : items[i],
			items[i],
			i,
		};
	qsort_r(all, len, sizeof *all, compare, &order);
	for (size_t i = 0; i < len; i++)
		items[i] = all[i].item;
}
