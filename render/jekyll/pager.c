/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/pager.h"

#include "render/liquid/value_read.h"

#define FIELDS 15

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

static struct value stop_value(const struct pager_stop *s, struct arena *arena)
{
	struct fields f = { arena_alloc_array(arena, 3, sizeof *f.entries), 0 };

	add(&f, "num", value_of_int((int64_t)s->number));
	add(&f, "path", value_of_str(s->path));
	add(&f, "title", value_of_data(s->title));
	return value_of_entries(arena, f.entries, f.len);
}

static struct value trail_value(const struct pager *p, struct arena *arena)
{
	struct value *items =
		arena_alloc_array(arena, p->trail_len, sizeof *items);

	for (size_t i = 0; i < p->trail_len; i++)
		items[i] = stop_value(&p->trail[i], arena);
	return value_of_list(items, p->trail_len);
}

/* What version 2 tells beside. */
static void add_ends(struct fields *f, const struct pager *p,
		     struct arena *arena)
{
	add(f, "page_path", value_of_str(p->path));
	add(f, "first_page", value_of_int(1));
	add(f, "first_page_path", value_of_str(p->first_path));
	add(f, "last_page", value_of_int((int64_t)p->total_pages));
	add(f, "last_page_path", value_of_str(p->last_path));
	if (p->trail_len)
		add(f, "page_trail", trail_value(p, arena));
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
	if (p->path.len)
		add_ends(&f, p, arena);
	return value_of_entries(arena, f.entries, f.len);
}
