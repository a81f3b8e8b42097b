/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/build.h"

#include <pthread.h>

#include "lib/mem.h"
#include "render/jekyll/bodies.h"
#include "render/jekyll/generated_pages.h"
#include "render/jekyll/heading_titles.h"
#include "render/jekyll/jekyll_dialect.h"
#include "render/jekyll/markdown_config.h"
#include "render/jekyll/page_failures.h"
#include "render/jekyll/page_lists.h"
#include "render/jekyll/plugins.h"
#include "render/jekyll/relative_links.h"
#include "render/jekyll/templates.h"
#include "render/model/node.h"

/* Of processor time: what is worth having takes a thousandth. */
#define PAGE_LIMIT_MS 20000
#define PAGE_GRACE_MS 5000

struct build_notes {
	pthread_mutex_t lock; /* guards the report */
	struct build_report *report;
};

static void note(const struct build *b, enum build_severity severity,
		 struct err_place at, const char *text, const char *hint)
{
	(void)pthread_mutex_lock(&b->notes->lock);
	build_report_suggest(b->notes->report, severity, at, text, hint);
	(void)pthread_mutex_unlock(&b->notes->lock);
}

void build_warn(const struct build *b, struct err_place place, const char *text,
		const char *hint)
{
	note(b, BUILD_WARNING, place, text, hint);
}

void build_doubt(void *build, struct err_place place, const char *text)
{
	build_warn(build, place, text, NULL);
}

void build_doubt_template(void *build, struct err_place place, const char *text,
			  const char *hint)
{
	build_warn(build, place, text, hint);
}

void build_fail(const struct build *b, struct err *e)
{
	auto_buf struct buf text = { 0 };

	err_describe(e, &text);
	note(b, BUILD_ERROR, err_where(e), buf_str(&text).data, err_hint(e));
	err_drop(e);
}

static fallible load_partial(void *host, struct str name,
			     const struct template **ret)
{
	struct rendering *r = host;
	const struct template_file *file;
	struct err *e = templates_include(r->build->templates, name, &file);

	if (!e)
		*ret = file->template;
	return e;
}

static int32_t utc_offset(void *host, int64_t seconds, bool local,
			  const char **ret_name)
{
	const struct rendering *r = host;

	return zone_offset(r->build->site->zone, seconds, local, ret_name);
}

struct template_run build_run(struct rendering *r, struct value globals)
{
	const struct website *s = r->build->site;

	return (struct template_run){
		.globals = globals,
		.load = load_partial,
		.utc_offset = utc_offset,
		.host = r,
		.too_late = &r->deadline->passed,
		.now = zone_localize(s->zone,
				     (struct data_time){ .seconds = s->time,
							 .has_zone = true }),
	};
}

void build_free(struct build *b)
{
	if (!b)
		return;
	bodies_free(b->bodies);
	page_lists_free(b->lists);
	templates_free(b->templates);
	dialect_free(b->dialect);
	arena_release(&b->arena);
	page_failures_free(b->failures);
	if (b->notes)
		(void)pthread_mutex_destroy(&b->notes->lock);
	free(b->notes);
	free(b);
}

fallible build_new(struct website *site, struct build_report *report,
		   struct build **ret)
{
	auto_build struct build *b = mem_alloc(sizeof *b);
	struct err *e;

	plugins_check(site, report);
	e = generated_pages_add(site, report);
	if (e)
		return e;
	relative_links_turn(site);
	b->site = site;
	b->notes = mem_alloc(sizeof *b->notes);
	(void)pthread_mutex_init(&b->notes->lock, NULL);
	b->notes->report = report;
	b->failures = page_failures_new();
	b->dialect = jekyll_dialect_new(b);
	b->templates = templates_new(b);
	b->lists = page_lists_new(site);
	b->bodies = bodies_new(website_number_pages(site));
	e = markdown_config_read(&site->config, &b->arena, report,
				 &b->markdown);
	if (e)
		return e;
	b->limit = (struct deadline_config){
		.limit_ms = PAGE_LIMIT_MS,
		.grace_ms = PAGE_GRACE_MS,
	};
	e = heading_titles_take(site, b);
	if (!e)
		*ret = take_ptr(&b);
	return e;
}
