/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One build of a site: the site as read, and what rendering its pages shares.
 * Threads render pages at the same time; nothing here changes meanwhile but
 * what guards itself.
 */
#pragma once

#include "lib/build_report.h"
#include "render/jekyll/deadline.h"
#include "render/liquid/dialect.h"
#include "render/liquid/template.h"
#include "render/markdown/markdown.h"
#include "render/model/website.h"

struct bodies;
struct page_failures;
struct page_lists;
struct templates;

struct build {
	const struct website *site;
	struct arena arena; /* of the dialect */
	struct dialect *dialect;
	struct templates *templates;
	struct bodies *bodies;
	struct page_lists *lists;
	struct markdown_options markdown;
	struct deadline_config limit; /* of each page */
	struct build_notes *notes;
	struct page_failures *failures;
};

/*
 * One page being rendered by one thread: the host of its values and templates.
 * A page that reads another's content has that one rendered within itself.
 */
struct rendering {
	const struct build *build;
	const struct page *page;
	struct rendering *outer;   /* whose rendering asked for this one */
	struct deadline *deadline; /* of the outermost */
	int part; /* enum body_part; -1: the whole page, with layouts */
};

/* Takes nothing of @site, which must outlive the build; warnings and errors go
 * to @report. The limit of each page may be changed before the first. */
fallible build_new(struct website *site, struct build_report *report,
		   struct build **ret);

/* NULL is fine. */
void build_free(struct build *b);
DEFINE_FREEP(build)
#define auto_build __attribute__((cleanup(build_freep)))

/* What rendering @r's page gives a template: site, page, layout, ... */
struct template_run build_run(struct rendering *r, struct value globals);

/* Report to the author, with a hint or NULL; thread-safe. build_doubt() is
 * build_warn() as a conf_doubt, build_doubt_template() the same for a dialect;
 * build_fail() takes @e. */
void build_warn(const struct build *b, struct err_place place, const char *text,
		const char *hint);
void build_doubt(void *build, struct err_place place, const char *text);
void build_doubt_template(void *build, struct err_place place, const char *text,
			  const char *hint);
void build_fail(const struct build *b, struct err *e);
