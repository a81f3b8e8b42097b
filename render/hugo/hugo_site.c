/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/hugo_site.h"

#include "render/hugo/body.h"
#include "render/hugo/config_files.h"
#include "render/hugo/content_lists.h"
#include "render/hugo/content_reader.h"
#include "render/hugo/content_resources.h"
#include "render/hugo/hugo_feeds.h"
#include "render/hugo/hugo_pages.h"
#include "render/model/node.h"
#include "render/model/reader.h"

bool hugo_site_is_there(int dir)
{
	return config_files_are_there(dir);
}

/* The files of static/ and the theme, which give way to those of the content.
 */
static fallible read_files(struct content_tree *t)
{
	const struct data *dirs = t->config->static_dirs;
	struct err *e = NULL;

	for (size_t i = 0; !e && i < dirs->list.len; i++)
		if (node_as_text(&dirs->list.items[i]).len)
			e = content_resources_add_root(
				t->site,
				node_as_text(&dirs->list.items[i]).data);
	return e ? e : reader_read_assets(t->site, t->report);
}

/* How the bodies of @t's pages are written; in the arena of its site. */
static fallible make_writer(const struct content_tree *t,
			    const struct page_writer **ret)
{
	struct arena *arena = &t->site->arena;
	struct body_rules *rules = arena_alloc(arena, sizeof *rules);
	struct page_writer *writer = arena_alloc(arena, sizeof *writer);

	*rules = (struct body_rules){
		.config = t->config,
		.model = &t->site->config,
		.markdown = body_markdown(t->config),
		.references = references_make(t),
	};
	*writer = (struct page_writer){ .write = body_write, .self = rules };
	*ret = writer;
	return shortcodes_read(t->site, &rules->shortcodes);
}

static fallible read_content(struct content_tree *t)
{
	const struct page_writer *writer;
	struct err *e = content_reader_read(t);

	if (!e)
		e = content_lists_fill(t);
	if (!e)
		e = read_files(t);
	if (!e)
		e = make_writer(t, &writer);
	if (e)
		return e;
	hugo_pages_add(t, writer);
	return hugo_feeds_add(t);
}

/* What explains itself to nobody who knows Jekyll. */
static void leave_out(struct website *s)
{
	static const struct {
		const char *path, *why;
	} parts[] = {
		{ "layouts", "Hugo's templates do not run here; the default "
			     "theme is used" },
		{ "layouts/shortcodes", "it is a part of how pages are made" },
		{ "themes", "Hugo's themes do not run here; the default theme "
			    "is used" },
		{ "assets", "Hugo's asset pipes do not run here" },
		{ "archetypes", "it is for new content" },
		{ "data", "only Hugo's templates, which do not run here, could "
			  "use it" },
		{ "i18n", "only Hugo's templates, which do not run here, could "
			  "use it" },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		website_leave_out(s, parts[i].path, parts[i].why);
}

static fallible read_into(struct website *s, struct build_report *report)
{
	struct hugo_config *config = arena_alloc(&s->arena, sizeof *config);
	auto_content_tree struct content_tree tree = {
		.site = s,
		.config = config,
		.report = report,
	};
	struct err *e;

	e = hugo_config_read(s->source.dir, report, &s->arena, config);
	if (!e)
		e = hugo_config_as_model(config, &s->arena, &s->config);
	if (!e)
		e = website_prepare(s, report);
	if (e)
		return e;
	s->bare = false;
	s->data = (struct data){ .kind = DATA_MAP };
	leave_out(s);
	return read_content(&tree);
}

fallible hugo_site_read(const struct website_source *source,
			struct build_report *report, struct website **ret)
{
	auto_website struct website *s = website_new(source);
	struct err *e = read_into(s, report);

	if (e)
		return e;
	*ret = s;
	s = NULL;
	return NULL;
}
