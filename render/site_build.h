/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One build of a source, from reading to publishing. Where a page is broken it
 * begins again with what can be done about that (render/model/broken_pages.h),
 * so what is published is whole.
 */
#pragma once

#include "lib/build_report.h"
#include "render/renderer.h"
#include "render/tree_source.h"

struct site_build {
	const struct renderer_config *config;
	const struct renderer_deps *deps;
	const struct tree_source *source;
	int public; /* the public volume; -1: a folder */
	int theme;  /* -1: none */
	int themes; /* -1: none */
	int stop_fd;

	/* A page takes too long; does not return. Gets @host. */
	void (*over)(void *host, struct err *e);
	void *host;

	int64_t next_due; /* set; as in struct website */
};

/* What is told of @source's site. Borrowed from @b. */
struct website_source site_build_source(const struct site_build *b);

/*
 * Publish, unless something is wrong that is no single page's, or the site is
 * strict and anything is. What is wrong is in @report; errors are those that
 * are no fault of a page.
 */
fallible site_build_run(struct site_build *b, struct build_report *report);
