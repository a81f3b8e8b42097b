/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the configuration of a Hugo site says, over Hugo's defaults.
 */
#pragma once

#include "lib/build_report.h"
#include "lib/data.h"
#include "render/model/config.h"

/* Strings and trees live as long as the arena given to hugo_config_read(). */
struct hugo_config {
	struct data all;  /* all that is written, with keys in lower case */
	const char *file; /* the first that says something */
	struct str title;
	struct str url;     /* of the base URL: scheme and host */
	struct str baseurl; /* and its path, without a slash at its end */
	struct str language_code;
	struct str language; /* "en": files of others are left out */
	struct str time_zone;
	struct str content_dir;
	const struct data *static_dirs; /* list */
	const struct data *taxonomies;  /* singular -> plural */
	const struct data *permalinks;  /* section -> template; or NULL */
	const struct data *ugly_urls; /* a bool, or section -> bool; or NULL */
	const struct data *languages; /* or NULL */
	const struct data *params;    /* or NULL */
	bool build_drafts, build_future, build_expired;
	bool keep_case;     /* of paths */
	bool strip_accents; /* of paths */
	bool plain_titles;  /* of lists: not in the plural */
	bool cjk;           /* words are characters */
	bool no_aliases;
	bool robots;
	uint64_t summary_words;
	uint64_t feed_items; /* 0: all */
};

/* ERR_INPUT with its place for what cannot be read. What has no meaning here is
 * told to @report. */
fallible hugo_config_read(int dir, struct build_report *report,
			  struct arena *arena, struct hugo_config *ret);

/* Is @kind, as "section" or "rss", not wanted? */
bool hugo_config_lacks(const struct hugo_config *c, const char *kind);

/* The same as the model has it: what a theme finds as `site`. */
fallible hugo_config_as_model(const struct hugo_config *c, struct arena *arena,
			      struct config *ret);
