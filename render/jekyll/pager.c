/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/pager.h"

#include "render/liquid/value_read.h"

#define FIELDS 9

struct fields {
	struct value_entry *entries;
	size_t len;
};

static void add(struct fields *f, const char *name, struct value v)
{
	f->entries[f->len].key = value_key_of(str_of(name));
	f->entries[f->len].value = v;
	f->len++;
}

static void add_neighbour(struct fields *f, const char *name, size_t number,
			  const char *path_name, struct str path)
{
	const struct value nil = { .kind = VALUE_NIL };

	add(f, name, path.len ? value_of_int((int64_t)number) : nil);
	add(f, path_name, path.len ? value_of_str(path) : nil);
}

struct value pager_value(const struct pager *p, struct arena *arena)
{
	struct fields f = { 0 };

	if (!p)
		return (struct value){ .kind = VALUE_NIL };
	f.entries = arena_alloc_array(arena, FIELDS, sizeof *f.entries);
	add(&f, "page", value_of_int((int64_t)p->number));
	add(&f, "per_page", value_of_int((int64_t)p->per_page));
	add(&f, "posts", page_list_value(&p->posts));
	add(&f, "total_posts", value_of_int((int64_t)p->total_posts));
	add(&f, "total_pages", value_of_int((int64_t)p->total_pages));
	add_neighbour(&f, "previous_page", p->number - 1, "previous_page_path",
		      p->previous_path);
	add_neighbour(&f, "next_page", p->number + 1, "next_page_path",
		      p->next_path);
	return value_of_entries(arena, f.entries, f.len);
}
