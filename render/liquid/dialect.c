/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/dialect.h"

#include <assert.h>

#include "lib/mem.h"
#include "render/liquid/standard.h"
#include "render/liquid/value_read.h"

#define SLOTS 512 /* a power of two, well above the number of names */
#define MAX_NAMES 256

/* Names, and what they stand for, by the hash of the name. */
struct index {
	struct {
		const char *name;
		const void *what;
	} slots[SLOTS];
	size_t len;
};

struct dialect {
	struct dialect_config config;
	struct index tags;
	struct index filters;
};

static size_t find_slot(const struct index *x, struct str name)
{
	size_t i = value_key_of(name).hash & (SLOTS - 1);

	while (x->slots[i].name && !str_is(name, x->slots[i].name))
		i = (i + 1) & (SLOTS - 1);
	return i;
}

static void put(struct index *x, const char *name, const void *what)
{
	size_t i = find_slot(x, str_of(name));

	if (!x->slots[i].name)
		x->len++;
	assert(x->len <= MAX_NAMES);
	x->slots[i].name = name;
	x->slots[i].what = what;
}

static void set_default(size_t *limit, size_t usual)
{
	if (!*limit)
		*limit = usual;
}

static void set_defaults(struct dialect_limits *l)
{
	set_default(&l->source_bytes, (size_t)8 << 20);
	set_default(&l->markup_bytes, (size_t)64 << 10);
	set_default(&l->output_bytes, (size_t)64 << 20);
	set_default(&l->memory_bytes, (size_t)128 << 20);
	set_default(&l->iterations, 10000000);
	if (!l->depth)
		l->depth = 100;
}

static void put_standard(struct dialect *d)
{
	static const struct tag *const tags[] = {
		STANDARD_TAGS_ASSIGN,  STANDARD_TAGS_CONDITION,
		STANDARD_TAGS_LOOP,    STANDARD_TAGS_TABLEROW,
		STANDARD_TAGS_CYCLE,   STANDARD_TAGS_TEXT,
		STANDARD_TAGS_PARTIAL,
	};
	static const struct filter *const filters[] = {
		STANDARD_FILTERS_TEXT,   STANDARD_FILTERS_REPLACE,
		STANDARD_FILTERS_ENCODE, STANDARD_FILTERS_MATH,
		STANDARD_FILTERS_LIST,   STANDARD_FILTERS_SELECT,
		STANDARD_FILTERS_SORT,   STANDARD_FILTERS_DATE,
	};

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		for (const struct tag *t = tags[i]; t->name; t++)
			put(&d->tags, t->name, t);
	for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++)
		for (const struct filter *f = filters[i]; f->name; f++)
			put(&d->filters, f->name, f);
}

struct dialect *dialect_new(const struct dialect_config *cfg)
{
	struct dialect *d = mem_alloc(sizeof(*d));

	d->config = *cfg;
	set_defaults(&d->config.limits);
	put_standard(d);
	for (size_t i = 0; i < cfg->tags_len; i++)
		put(&d->tags, cfg->tags[i].name, &cfg->tags[i]);
	for (size_t i = 0; i < cfg->filters_len; i++)
		put(&d->filters, cfg->filters[i].name, &cfg->filters[i]);
	return d;
}

void dialect_free(struct dialect *d)
{
	free(d);
}

const struct filter *dialect_filter(const struct dialect *d, struct str name)
{
	return d->filters.slots[find_slot(&d->filters, name)].what;
}

const struct tag *dialect_tag(const struct dialect *d, struct str name)
{
	return d->tags.slots[find_slot(&d->tags, name)].what;
}

static void try_names(const struct index *x, struct nearest *n)
{
	for (size_t i = 0; i < SLOTS; i++)
		if (x->slots[i].name)
			nearest_try(n, str_of(x->slots[i].name));
}

void dialect_try_tags(const struct dialect *d, struct nearest *n)
{
	try_names(&d->tags, n);
}

void dialect_try_filters(const struct dialect *d, struct nearest *n)
{
	try_names(&d->filters, n);
}

const struct dialect_config *dialect_config(const struct dialect *d)
{
	return &d->config;
}
