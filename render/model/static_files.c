/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/static_files.h"

#include "lib/mem.h"
#include "render/model/page_url.h"

static struct str output_of(struct website *s, const struct static_source *from,
			    struct str path)
{
	if (from->output.len)
		return str_of(arena_strdup(&s->arena, from->output));
	if (!from->collection)
		return path;
	return str_from(path, str_find(path, from->collection->folder) + 1);
}

void static_files_add(struct website *s, const struct static_source *from)
{
	struct static_file f = { .in_theme = from->in_theme,
				 .changed = from->stat->st_mtim };
	auto_free char *url = NULL;
	size_t slash;

	f.path = arena_strdup(&s->arena, str_of(from->path));
	if (from->collection)
		f.collection = from->collection->label;
	f.output = output_of(s, from, str_of(f.path));
	url = mem_printf("/%s", f.output.data);
	slash = strlen(f.path);
	while (slash && f.path[slash - 1] != '/')
		slash--;
	f.name = str_from(str_of(f.path), slash);
	f.ext = str_from(f.name, page_url_ext_start(f.name));
	f.basename = str_of(arena_strdup(
		&s->arena, str_n(f.name.data, f.name.len - f.ext.len)));
	f.url = str_of(arena_strdup(&s->arena, str_of(url)));
	f.modified = zone_localize(
		s->zone,
		(struct data_time){
			.seconds = website_modified_time(
				s, from->path, from->in_theme, from->stat),
			.has_zone = true });
	s->static_files = mem_grow(s->static_files, s->static_files_len,
				   &s->static_files_cap, sizeof f);
	s->static_files[s->static_files_len++] = f;
}
