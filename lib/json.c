/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/json.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/json_scalar.h"
#include "lib/mem.h"

#define DEPTH_MAX 2048 /* lists and maps within each other */
#define FEW_KEYS 16    /* that are compared each with each */

struct reader {
	struct json_reader text;
	unsigned depth;
	/* What has been read of the lists and maps that are still open; of
	 * the latter each key, whose column is its offset, and its value. */
	struct data *open;
	size_t open_len;
	size_t open_cap;
};

static void reader_release(struct reader *r)
{
	free(r->open);
}

static void skip_space(struct json_reader *t)
{
	const char *at = t->at;

	while (at < t->end &&
	       (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r'))
		at++;
	t->at = at;
}

/* Step over @c and the white space before it, if it is next. */
static bool take(struct reader *r, char c)
{
	struct json_reader *t = &r->text;

	skip_space(t);
	if (t->at == t->end || *t->at != c)
		return false;
	t->at++;
	return true;
}

static void push(struct reader *r, const struct data *d)
{
	r->open =
		mem_grow(r->open, r->open_len, &r->open_cap, sizeof(*r->open));
	r->open[r->open_len++] = *d;
}

static fallible read_value(struct reader *r, struct data *ret);

static fallible read_list(struct reader *r, struct data *ret)
{
	size_t first = r->open_len, len;
	struct data *items;
	struct data item;

	if (!take(r, ']')) {
		do {
			struct err *e = read_value(r, &item);

			if (e)
				return e;
			push(r, &item);
		} while (take(r, ','));
		if (!take(r, ']'))
			return json_expected(&r->text, "',' or ']'");
	}
	len = r->open_len - first;
	items = arena_copy(r->text.arena, len ? &r->open[first] : NULL, len,
			   sizeof(*items));
	r->open_len = first;
	ret->kind = DATA_LIST;
	ret->list.items = items;
	ret->list.len = len;
	return NULL;
}

static int compare_keys(const void *a, const void *b)
{
	const struct data *x = *(const struct data *const *)a;
	const struct data *y = *(const struct data *const *)b;
	int order = str_cmp(x->string, y->string);

	return order ? order
		     : (x->column > y->column) - (x->column < y->column);
}

static const struct data *find_among_few(const struct data *pairs, size_t len)
{
	for (size_t i = 1; i < len; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(pairs[2 * i].string, pairs[2 * k].string))
				return &pairs[2 * i];
	return NULL;
}

/* The later one of two equal keys among @pairs; NULL if there are none. */
static const struct data *find_duplicate(const struct data *pairs, size_t len)
{
	auto_free const struct data **keys = NULL;
	const struct data *found = NULL;

	if (len <= FEW_KEYS)
		return find_among_few(pairs, len);
	keys = mem_alloc_array(len, sizeof(*keys));
	for (size_t i = 0; i < len; i++)
		keys[i] = &pairs[2 * i];
	qsort(keys, len, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < len && !found; i++)
		if (str_eq(keys[i - 1]->string, keys[i]->string))
			found = keys[i];
	return found;
}

/* A key, a colon, a value. */
static fallible read_pair(struct reader *r)
{
	struct data key = { .kind = DATA_STRING }, value;
	struct err *e;

	if (!take(r, '"'))
		return json_expected(&r->text, "a string or '}'");
	key.column = (unsigned)(r->text.at - 1 - r->text.begin);
	e = json_read_string(&r->text, &key.string);
	if (e)
		return e;
	if (memchr(key.string.data, '\0', key.string.len))
		return json_fault(&r->text, r->text.begin + key.column,
				  "NUL in a key");
	if (!take(r, ':'))
		return json_expected(&r->text, "':'");
	e = read_value(r, &value);
	if (e)
		return e;
	push(r, &key);
	push(r, &value);
	return NULL;
}

static fallible read_map(struct reader *r, struct data *ret)
{
	size_t first = r->open_len, len;
	const struct data *pairs, *twice;
	struct data_entry *entries;

	if (!take(r, '}')) {
		do {
			struct err *e = read_pair(r);

			if (e)
				return e;
		} while (take(r, ','));
		if (!take(r, '}'))
			return json_expected(&r->text, "',' or '}'");
	}
	len = (r->open_len - first) / 2;
	pairs = len ? &r->open[first] : NULL;
	twice = find_duplicate(pairs, len);
	if (twice)
		return json_fault(&r->text, r->text.begin + twice->column,
				  "duplicate object key '%s'",
				  twice->string.data);
	entries = arena_alloc_array(r->text.arena, len, sizeof(*entries));
	for (size_t i = 0; i < len; i++) {
		entries[i].key = pairs[2 * i].string;
		entries[i].value = pairs[2 * i + 1];
	}
	r->open_len = first;
	ret->kind = DATA_MAP;
	ret->map.entries = entries;
	ret->map.len = len;
	return NULL;
}

static fallible read_nested(struct reader *r, bool list, struct data *ret)
{
	struct err *e;

	if (++r->depth > DEPTH_MAX)
		return json_fault(&r->text, r->text.at - 1,
				  "more than %d levels", DEPTH_MAX);
	e = list ? read_list(r, ret) : read_map(r, ret);
	r->depth--;
	return e;
}

/* *@ret is set as a whole. */
static fallible read_value(struct reader *r, struct data *ret)
{
	struct json_reader *t = &r->text;

	*ret = (struct data){ 0 };
	if (take(r, '{'))
		return read_nested(r, false, ret);
	if (take(r, '['))
		return read_nested(r, true, ret);
	if (take(r, '"')) {
		ret->kind = DATA_STRING;
		return json_read_string(t, &ret->string);
	}
	if (t->at < t->end &&
	    (*t->at == '-' || (*t->at >= '0' && *t->at <= '9')))
		return json_read_number(t, ret);
	return json_read_word(t, ret);
}

fallible json_parse(struct str text, const char *file, struct arena *arena,
		    struct data *ret)
{
	const char *begin = text.len ? text.data : "";
	__attribute__((cleanup(reader_release))) struct reader r = {
		.text = { .begin = begin,
			  .at = begin,
			  .end = begin + text.len,
			  .file = file,
			  .arena = arena },
	};
	struct data value;
	struct err *e;

	if (text.len > JSON_MAX_BYTES)
		return err_new_in((struct err_place){ .file = file },
				  &ERR_INPUT, "more than %u bytes of JSON",
				  JSON_MAX_BYTES);
	e = read_value(&r, &value);
	if (e)
		return e;
	skip_space(&r.text);
	if (r.text.at < r.text.end)
		return json_expected(&r.text, "end of file");
	*ret = value;
	return NULL;
}
