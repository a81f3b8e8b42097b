/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a site's _config.yml says, over Jekyll's defaults.
 */
#pragma once

#include "lib/build_report.h"
#include "lib/data.h"

#define CONFIG_FILE "_config.yml"

/* Strings and trees live as long as the arena given to config_parse(). */
struct config {
	struct data all; /* every key with its default: `site.KEY` */
	struct str url;
	struct str baseurl;
	struct str permalink; /* a style's name or a template */
	struct str excerpt_separator;
	struct str timezone;      /* a name of the tz database, or empty: UTC */
	struct str markdown_ext;  /* "markdown,md,...", without dots */
	struct str theme_plugins; /* that the theme needs: a name a line */
	struct str collections_dir;
	struct str layouts_dir, includes_dir, data_dir;
	const struct data *collections; /* name -> metadata; posts is there */
	const struct data *include;     /* lists of patterns */
	const struct data *exclude;
	const struct data *defaults; /* front matter defaults, or NULL */
	bool future;
	bool unpublished;
	bool show_drafts;
	uint64_t limit_posts; /* 0: all */
};

/*
 * @text is the whole of the file, which may be empty. ERR_INPUT with its place
 * for what is not YAML or of the wrong kind. What is doubtful becomes a
 * warning, or, when @report is NULL, an error. The tree lives in @arena.
 */
fallible config_parse(struct str text, struct build_report *report,
		      struct arena *arena, struct config *ret);

/* The same of @given, a map that is read already, which the result borrows. */
fallible config_from_data(const struct data *given, struct arena *arena,
			  struct config *ret);

/* Is @name in the list of plugins (or in `gems`, its old name), or one that the
 * theme needs? */
bool config_has_plugin(const struct config *c, const char *name);

/* Is @ext, with its dot, that of a Markdown file? */
bool config_is_markdown(const struct config *c, struct str ext);

/*
 * The front matter defaults for the file @path (relative to the source) of
 * @type ("pages", "posts", "drafts", or a collection's name): a map in @arena.
 * The longer scope path wins, then the one with a type, then the later one.
 */
struct data config_defaults_for(const struct config *c, struct str path,
				const char *type, struct arena *arena);
