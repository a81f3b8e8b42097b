/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Layouts and includes, each read and parsed once in a build. Thread-safe.
 */
#pragma once

#include "lib/nearest.h"
#include "render/jekyll/build.h"

struct templates;

struct template_file {
	const struct template *template;
	struct data data; /* a layout's front matter; map */
};

/* Of @b's site and dialect; @b must outlive it. */
struct templates *templates_new(struct build *b);

/* NULL is fine. */
void templates_free(struct templates *t);

/* ERR_NOT_FOUND when there is no layout @name. Results live as long as @t. */
fallible templates_layout(struct templates *t, struct str name,
			  const struct template_file **ret);

/* What {% include @name %} means: a file of the site's includes folder or of
 * the theme's. ERR_NOT_FOUND. */
fallible templates_include(struct templates *t, struct str name,
			   const struct template_file **ret);

/* Try the files that @n's name could mean to {% include %}; they live as long
 * as @arena. */
void templates_try_includes(const struct templates *t, struct arena *arena,
			    struct nearest *n);

/* A file of the source by its path. ERR_NOT_FOUND. */
fallible templates_file(struct templates *t, struct str path,
			const struct template_file **ret);
