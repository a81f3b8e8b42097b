/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/cascade.h"

#include <fnmatch.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/model/node.h"

static void add_items(struct node_list *l, const struct data *d)
{
	for (size_t i = 0; d && d->kind == DATA_LIST && i < d->list.len; i++)
		node_list_add(l, d->list.items[i]);
	if (d && d->kind == DATA_MAP && d->map.len)
		node_list_add(l, *d);
}

void cascade_add(struct data *all, const struct data *front,
		 struct arena *arena)
{
	const struct data *own = data_get(front, "cascade");
	struct node_list l = { .arena = arena };

	if (!own)
		return;
	add_items(&l, all);
	add_items(&l, own);
	*all = node_list_data(&l);
}

static bool is_kind(struct str wanted, enum content_kind kind)
{
	static const char *const names[] = {
		[CONTENT_PAGE] = "page",       [CONTENT_HOME] = "home",
		[CONTENT_SECTION] = "section", [CONTENT_TAXONOMY] = "taxonomy",
		[CONTENT_TERM] = "term",
	};

	return str_is(wanted, names[kind]);
}

/* Does `_target` of one part mean the file? Its path is below the content
 * folder, with stars for anything. */
static bool is_meant(const struct data *part, struct str path,
		     enum content_kind kind)
{
	const struct data *target = data_get(part, "_target");
	struct str of_kind = node_as_text(data_get(target, "kind"));
	struct str pattern = node_as_text(data_get(target, "path"));
	const size_t slash = str_find_char(path, '/');
	auto_free char *glob = NULL;

	if (of_kind.len && !is_kind(of_kind, kind))
		return false;
	if (!pattern.len)
		return true;
	glob = mem_strndup(pattern.data, pattern.len);
	return !fnmatch(glob, path.data + (slash < path.len ? slash : 0), 0);
}

struct data cascade_for(const struct data *all, struct str path,
			enum content_kind kind, struct arena *arena)
{
	struct data ret = { .kind = DATA_MAP };
	struct node_map m = { .arena = arena };

	for (size_t i = 0; all->kind == DATA_LIST && i < all->list.len; i++)
		if (is_meant(&all->list.items[i], path, kind))
			ret = node_merge(arena, &ret, &all->list.items[i]);
	for (size_t i = 0; i < ret.map.len; i++)
		if (!str_is(ret.map.entries[i].key, "_target"))
			node_map_set(&m, ret.map.entries[i].key,
				     ret.map.entries[i].value);
	return node_map_data(&m);
}
