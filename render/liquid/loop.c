/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/loop.h"

#include "render/liquid/number.h"
#include "render/liquid/value_read.h"

struct segment segment_of(struct context *c, struct value collection,
			  int64_t from, int64_t limit)
{
	struct segment s = { .collection = collection };
	size_t len = value_len(context_reader(c), collection);

	if (collection.kind == VALUE_STRING) {
		s.len = collection.string.len > 0;
		return s;
	}
	s.first = from < 0 ? 0 : (uint64_t)from < len ? (size_t)from : len;
	s.len = len - s.first;
	if (limit >= 0 && from < 0)
		limit = limit > -from ? limit + from : 0;
	if (limit >= 0 && (uint64_t)limit < s.len)
		s.len = (size_t)limit;
	return s;
}

struct value segment_at(struct context *c, const struct segment *s, size_t i)
{
	if (s->collection.kind == VALUE_STRING)
		return s->collection;
	return value_at(context_reader(c), s->collection, s->first + i);
}

static const struct {
	const char *name;
	enum {
		INDEX,
		INDEX0,
		RINDEX,
		RINDEX0,
		FIRST,
		LAST,
		LENGTH,
		NAME,
		PARENT
	} what;
} fields[] = {
	{ "index", INDEX },     { "index0", INDEX0 }, { "rindex", RINDEX },
	{ "rindex0", RINDEX0 }, { "first", FIRST },   { "last", LAST },
	{ "length", LENGTH },   { "name", NAME },     { "parentloop", PARENT },
};
#define FIELDS (sizeof(fields) / sizeof(*fields))

static struct value field(const struct forloop *f, size_t i)
{
	int64_t index = (int64_t)f->index, len = (int64_t)f->len;

	switch (fields[i].what) {
	case INDEX:
		return value_of_int(index + 1);
	case INDEX0:
		return value_of_int(index);
	case RINDEX:
		return value_of_int(len - index);
	case RINDEX0:
		return value_of_int(len - index - 1);
	case FIRST:
		return value_of_bool(index == 0);
	case LAST:
		return value_of_bool(index == len - 1);
	case LENGTH:
		return value_of_int(len);
	case NAME:
		return value_of_str(f->name);
	default:
		return f->parent ? forloop_value(f->parent)
				 : (struct value){ 0 };
	}
}

static bool get(const void *self, struct value_reader *r,
		const struct value_key *key, struct value *ret)
{
	(void)r;
	for (size_t i = 0; i < FIELDS; i++) {
		if (str_is(key->name, fields[i].name)) {
			*ret = field(self, i);
			return true;
		}
	}
	return false;
}

static size_t len(const void *self, struct value_reader *r)
{
	(void)self;
	(void)r;
	return FIELDS;
}

static struct value at(const void *self, struct value_reader *r, size_t i)
{
	(void)r;
	return field(self, i);
}

static struct str key_at(const void *self, struct value_reader *r, size_t i)
{
	(void)self;
	(void)r;
	return str_of(fields[i].name);
}

/* Printed as it stands it says what it is, as it does in Ruby. */
static struct value text(const void *self, struct value_reader *r)
{
	(void)self;
	(void)r;
	return VALUE_STR("Liquid::ForloopDrop");
}

struct value forloop_value(const struct forloop *f)
{
	static const struct value_ops ops = {
		.shape = VALUE_MAP_SHAPE,
		.by_identity = true,
		.get = get,
		.len = len,
		.at = at,
		.key_at = key_at,
		.text = text,
	};

	return value_of_object(&ops, f);
}

fallible loop_integer(const struct expression *e, struct context *c,
		      int64_t *ret)
{
	struct value v = { 0 };
	struct err *err = e ? expression_eval(e, c, &v) : NULL;

	if (err || v.kind == VALUE_NIL)
		return err;
	if (!number_to_integer(context_reader(c), v, ret))
		return context_error(c, "invalid integer");
	return NULL;
}
