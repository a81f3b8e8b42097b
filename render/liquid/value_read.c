/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/value_read.h"

#include "render/liquid/liquid_error.h"
#include "render/liquid/text.h"

struct value_key value_key_of(struct str name)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.data[i]) * 16777619u;
	return (struct value_key){ name, hash };
}

void value_fail(struct value_reader *r, struct err *e)
{
	if (r->err)
		err_drop(e);
	else
		r->err = e;
}

bool value_charge(struct value_reader *r, size_t bytes)
{
	if (bytes > r->room) {
		value_fail(r, err_new(&LIQUID_LIMIT,
				      "the template takes too much memory"));
		return false;
	}
	r->room -= bytes;
	return true;
}

struct value *value_make_list(struct value_reader *r, size_t len)
{
	if (len > r->room / sizeof(struct value))
		len = r->room; /* too much for sure, and no overflow */
	if (!value_charge(r, len * sizeof(struct value)))
		return NULL;
	return arena_alloc_array(r->arena, len, sizeof(struct value));
}

struct value value_of_object(const struct value_ops *ops, const void *self)
{
	return (struct value){ .kind = VALUE_OBJECT, .object = { ops, self } };
}

static size_t data_len(const void *self, struct value_reader *r)
{
	const struct data *d = self;

	(void)r;
	return d->kind == DATA_MAP ? d->map.len : d->list.len;
}

static struct value data_list_at(const void *self, struct value_reader *r,
				 size_t i)
{
	const struct data *d = self;

	(void)r;
	return value_of_data(&d->list.items[i]);
}

static bool data_map_get(const void *self, struct value_reader *r,
			 const struct value_key *key, struct value *ret)
{
	const struct data *d = self;

	(void)r;
	for (size_t i = 0; i < d->map.len; i++) {
		if (str_eq(d->map.entries[i].key, key->name)) {
			*ret = value_of_data(&d->map.entries[i].value);
			return true;
		}
	}
	return false;
}

static struct value data_map_at(const void *self, struct value_reader *r,
				size_t i)
{
	const struct data *d = self;

	(void)r;
	return value_of_data(&d->map.entries[i].value);
}

static struct str data_map_key_at(const void *self, struct value_reader *r,
				  size_t i)
{
	const struct data *d = self;

	(void)r;
	return d->map.entries[i].key;
}

static const struct value_ops data_list_ops = {
	.shape = VALUE_LIST_SHAPE,
	.len = data_len,
	.at = data_list_at,
};

static const struct value_ops data_map_ops = {
	.shape = VALUE_MAP_SHAPE,
	.get = data_map_get,
	.len = data_len,
	.at = data_map_at,
	.key_at = data_map_key_at,
};

struct value value_of_data(const struct data *d)
{
	if (!d)
		return (struct value){ 0 };
	switch (d->kind) {
	case DATA_BOOL:
		return value_of_bool(d->boolean);
	case DATA_INT:
		return value_of_int(d->integer);
	case DATA_FLOAT:
		return value_of_float(d->number);
	case DATA_STRING:
		return value_of_str(d->string);
	case DATA_TIME:
		return (struct value){ .kind = VALUE_TIME, .time = &d->time };
	case DATA_LIST:
		return value_of_object(&data_list_ops, d);
	case DATA_MAP:
		return value_of_object(&data_map_ops, d);
	case DATA_NULL:
		break;
	}
	return (struct value){ 0 };
}

struct entries {
	const struct value_entry *items;
	size_t len;
};

static bool entries_get(const void *self, struct value_reader *r,
			const struct value_key *key, struct value *ret)
{
	const struct entries *e = self;

	(void)r;
	for (size_t i = 0; i < e->len; i++) {
		if (e->items[i].key.hash == key->hash &&
		    str_eq(e->items[i].key.name, key->name)) {
			*ret = e->items[i].value;
			return true;
		}
	}
	return false;
}

static size_t entries_len(const void *self, struct value_reader *r)
{
	(void)r;
	return ((const struct entries *)self)->len;
}

static struct value entries_at(const void *self, struct value_reader *r,
			       size_t i)
{
	(void)r;
	return ((const struct entries *)self)->items[i].value;
}

static struct str entries_key_at(const void *self, struct value_reader *r,
				 size_t i)
{
	(void)r;
	return ((const struct entries *)self)->items[i].key.name;
}

static const struct value_ops entries_ops = {
	.shape = VALUE_MAP_SHAPE,
	.get = entries_get,
	.len = entries_len,
	.at = entries_at,
	.key_at = entries_key_at,
};

struct value value_of_entries(struct arena *a,
			      const struct value_entry *entries, size_t len)
{
	struct entries *e = arena_alloc(a, sizeof(*e));

	*e = (struct entries){ entries, len };
	return value_of_object(&entries_ops, e);
}

bool value_is_map(struct value v)
{
	return v.kind == VALUE_OBJECT && v.object.ops->shape == VALUE_MAP_SHAPE;
}

bool value_is_list(struct value v)
{
	return v.kind == VALUE_LIST || v.kind == VALUE_RANGE ||
	       (v.kind == VALUE_OBJECT &&
		v.object.ops->shape == VALUE_LIST_SHAPE);
}

bool value_is_truthy(struct value v)
{
	return v.kind != VALUE_NIL && (v.kind != VALUE_BOOL || v.boolean);
}

struct value value_get(struct value_reader *r, struct value v,
		       const struct value_key *key)
{
	struct value found;

	if (value_is_map(v) && v.object.ops->get(v.object.self, r, key, &found))
		return found;
	return (struct value){ 0 };
}

struct value value_get_name(struct value_reader *r, struct value v,
			    const char *name)
{
	struct value_key key = value_key_of(str_of(name));

	return value_get(r, v, &key);
}

static size_t range_len(struct value v)
{
	if (v.range.last < v.range.first)
		return 0;
	return (size_t)((uint64_t)v.range.last - (uint64_t)v.range.first) + 1;
}

size_t value_len(struct value_reader *r, struct value v)
{
	if (v.kind == VALUE_LIST)
		return v.list.len;
	if (v.kind == VALUE_RANGE)
		return range_len(v);
	if (v.kind == VALUE_OBJECT)
		return v.object.ops->len(v.object.self, r);
	return 0;
}

static struct value pair_at(struct value_reader *r, struct value v, size_t i)
{
	struct value *pair = value_make_list(r, 2);
	const struct value_ops *ops = v.object.ops;

	if (!pair)
		return (struct value){ 0 };

	pair[0] = value_of_str(ops->key_at(v.object.self, r, i));
	pair[1] = ops->at(v.object.self, r, i);
	return value_of_list(pair, 2);
}

struct value value_at(struct value_reader *r, struct value v, size_t i)
{
	if (v.kind == VALUE_LIST)
		return v.list.items[i];
	if (v.kind == VALUE_RANGE)
		return value_of_int(v.range.first + (int64_t)i);
	if (value_is_map(v))
		return pair_at(r, v, i);
	return v.object.ops->at(v.object.self, r, i);
}

static struct value element(struct value_reader *r, struct value v, int64_t i)
{
	int64_t len = (int64_t)value_len(r, v);

	if (i < 0)
		i += len;
	if (i < 0 || i >= len)
		return (struct value){ 0 };
	return value_at(r, v, (size_t)i);
}

/* What v.size, v.first and v.last are where v has no such field. */
static struct value command(struct value_reader *r, struct value v,
			    struct str name)
{
	bool list = value_is_list(v) || value_is_map(v);

	if (str_is(name, "size")) {
		if (v.kind == VALUE_STRING)
			return value_of_int((int64_t)text_length(v.string));
		if (v.kind == VALUE_INT)
			return value_of_int(8);
		if (list)
			return value_of_int((int64_t)value_len(r, v));
	} else if (str_is(name, "first") && list) {
		return element(r, v, 0);
	} else if (str_is(name, "last") && value_is_list(v)) {
		return element(r, v, -1);
	}
	return (struct value){ 0 };
}

bool value_lookup(struct value_reader *r, struct value v, struct value key,
		  const struct value_key *name, bool dotted, struct value *ret)
{
	if (key.kind == VALUE_INT && v.kind != VALUE_RANGE &&
	    value_is_list(v)) {
		*ret = element(r, v, key.integer);
		return true;
	}
	if (key.kind != VALUE_STRING)
		return false;
	if (value_is_map(v) && v.object.ops->get(v.object.self, r, name, ret))
		return true;
	if (!dotted)
		return false;
	*ret = command(r, v, name->name);
	return ret->kind != VALUE_NIL;
}
