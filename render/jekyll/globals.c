/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/globals.h"

#include "render/jekyll/page_value.h"
#include "render/jekyll/pager.h"
#include "render/jekyll/site_value.h"
#include "render/liquid/value_read.h"

/* The Jekyll whose ways we follow, for templates that ask. */
#define JEKYLL_VERSION "4.3.1"

#define MAX_GLOBALS 8

struct globals {
	struct value_entry *entries;
	size_t len;
};

static void add(struct globals *g, const char *name, struct value v)
{
	g->entries[g->len].key = value_key_of(str_of(name));
	g->entries[g->len].value = v;
	g->len++;
}

static struct value jekyll_value(struct arena *arena)
{
	struct value_entry *entries =
		arena_alloc_array(arena, 2, sizeof *entries);
	struct globals g = { entries, 0 };

	add(&g, "version", VALUE_STR(JEKYLL_VERSION));
	add(&g, "environment", VALUE_STR("production"));
	return value_of_entries(arena, g.entries, g.len);
}

static struct globals common(const struct rendering *r, struct arena *arena)
{
	struct globals g = {
		arena_alloc_array(arena, MAX_GLOBALS,
				  sizeof(struct value_entry)),
		0,
	};

	add(&g, "site", site_value(r->build));
	add(&g, "page", page_value(r->page));
	add(&g, "paginator", pager_value(r->page->pager, arena));
	add(&g, "jekyll", jekyll_value(arena));
	return g;
}

struct value globals_of_page(const struct rendering *r, struct arena *arena)
{
	struct globals g = common(r, arena);

	return value_of_entries(arena, g.entries, g.len);
}

struct value globals_of_layout(const struct rendering *r, struct arena *arena,
			       struct str content, const struct data *layout)
{
	struct globals g = common(r, arena);

	add(&g, "content", value_of_str(content));
	add(&g, "layout", value_of_data(layout));
	return value_of_entries(arena, g.entries, g.len);
}
