/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Renders a site from its source to where it is published, once or whenever
 * the source changes. While a source is wrong, what was published stays.
 */
#pragma once

#include "lib/build_report.h"
#include "lib/cleanup.h"
#include "render/markdown/highlight/highlight.h"
#include "render/publish/publisher.h"
#include "render/watch/watch.h"

struct renderer;

struct renderer_config {
	const char *volume; /* a source volume, or */
	const char *folder; /* a plain folder */
	const char *public; /* a public volume, or */
	const char *output; /* a plain folder */
	const char *theme;  /* the default theme's folder; NULL: none */
	const char *themes; /* a folder of others, by name; NULL: none */
	bool strict;        /* warnings, too, keep the site from going out */
	unsigned threads;   /* 0: as many as there are processors */
};

/* What the renderer asks of the world. The watch is released with it. */
struct renderer_deps {
	struct watch watch;   /* of the source; none: only renderer_build() */
	int64_t (*now)(void); /* seconds since the epoch */
	const struct highlighter *highlighter; /* NULL: code is plain */
	int page_limit_ms; /* of processor time; 0: the usual */
};

/* The strings of @cfg must outlive the renderer. Takes @deps, whatever the
 * outcome. */
fallible renderer_wire_with(const struct renderer_config *cfg,
			    struct renderer_deps deps, struct renderer **ret);

/* The same with the real ones; watches if @watching. In wire.c. */
fallible renderer_wire(const struct renderer_config *cfg, bool watching,
		       struct renderer **ret);

/* NULL is fine. */
void renderer_free(struct renderer *r);
DEFINE_FREEP(renderer)
#define auto_renderer __attribute__((cleanup(renderer_freep)))

/* The source volume has nothing whole to render yet. */
extern const struct err_tag RENDERER_NOT_READY;

/*
 * Build once. What is wrong with the site is in *@ret, which is written in any
 * case (and, in a public volume, as build.json); the site was published only if
 * @ret->published. Errors are those that are no fault of the site.
 */
fallible renderer_build(struct renderer *r, struct build_report *ret);

/* Append what becomes of the file at @path of the source, and why.
 * ERR_NOT_FOUND: there is none. */
fallible renderer_explain(struct renderer *r, const char *path,
			  struct buf *out);

/*
 * Build now and after each change, until @stop_fd can be read. Logs a line for
 * each build.
 */
fallible renderer_run(struct renderer *r, int stop_fd);
