/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/layouts.h"

#include "lib/fs.h"
#include "lib/mem.h"
#include "render/model/page_url.h"

#define MAX_DEPTH 16

struct search {
	struct website *site;
	int dir;
	const char *folder; /* with "/", before the name */
	bool in_theme;
};

static void add(const struct search *f, const char *path)
{
	struct website *s = f->site;
	struct layout_file l = { .in_theme = f->in_theme };
	struct str name;

	l.path = arena_strdup(&s->arena, str_of(path));
	name = str_from(str_of(l.path), strlen(f->folder));
	l.name = str_n(name.data, page_url_ext_start(name));
	if (website_layout(s, l.name))
		return;
	s->layouts =
		mem_grow(s->layouts, s->layouts_len, &s->layouts_cap, sizeof l);
	s->layouts[s->layouts_len++] = l;
}

static fallible search(const struct search *f, const char *path, unsigned depth)
{
	auto_fs_list struct fs_list list = { 0 };
	struct err *e;

	e = fs_list_at(f->dir, path, &list);
	if (e)
		return e;
	for (size_t i = 0; i < list.len; i++) {
		const struct fs_entry *entry = &list.entries[i];
		auto_free char *below = mem_printf("%s/%s", path, entry->name);

		if (S_ISREG(entry->stat.st_mode) && strchr(entry->name, '.'))
			add(f, below);
		if (!S_ISDIR(entry->stat.st_mode) || depth > MAX_DEPTH)
			continue;
		e = search(f, below, depth + 1);
		if (e)
			return e;
	}
	return NULL;
}

static fallible search_if_there(const struct search *f, const char *path)
{
	struct err *e = search(f, path, 0);

	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}

fallible layouts_has_own(int dir, const struct config *c, bool *ret)
{
	auto_fs_list struct fs_list list = { 0 };
	struct err *e = fs_list_at(dir, c->layouts_dir.data, &list);

	if (e && !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	*ret = list.len;
	return NULL;
}

fallible layouts_find(struct website *s)
{
	auto_free char *folder = mem_printf("%s/", s->config.layouts_dir.data);
	struct search f = { s, s->source.dir, folder, false };
	struct err *e;

	e = search_if_there(&f, s->config.layouts_dir.data);
	if (e || s->theme < 0)
		return e;
	f = (struct search){ s, s->theme, "_layouts/", true };
	return search_if_there(&f, "_layouts");
}
