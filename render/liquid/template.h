/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A template, parsed once and rendered any number of times, also by several
 * threads at once: rendering never changes it.
 */
#pragma once

#include <stdatomic.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "render/liquid/dialect.h"
#include "render/liquid/liquid_error.h"
#include "render/liquid/value.h"

struct template;

/* The text of a template, and where it comes from. */
struct template_source {
	const char *name;    /* for messages; NULL: none */
	struct str text;     /* UTF-8 */
	unsigned first_line; /* the line of @name it begins on; 0 means 1 */
};

/*
 * Parse. The template lives in @arena with a copy of the text; @d must outlive
 * it. LIQUID_SYNTAX and LIQUID_LIMIT carry their place.
 */
fallible template_parse(const struct dialect *d,
			const struct template_source *source,
			struct arena *arena, const struct template **ret);

/* What one rendering is given. All zeros is fine. */
struct template_run {
	struct value globals; /* a map: variables that the template finds */

	/* (NULL) The partial that {% include %} or {% render %} names. It must
	 * live as long as the rendering. An error becomes the template's. */
	fallible (*load)(void *host, struct str name,
			 const struct template **ret);

	/* (NULL) An error that was printed inline. Takes @e. */
	void (*report)(void *host, struct err *e);

	/* (NULL: UTC) Seconds east of Greenwich at @seconds, which count in
	 * UTC, or on the local clock when @local; *@ret_name gets "CET". */
	int32_t (*utc_offset)(void *host, int64_t seconds, bool local,
			      const char **ret_name);
	void *host;
	const atomic_bool *too_late; /* (NULL) once true, loops end */
	struct data_time now;        /* what "now" and "today" mean */
};

/* Append what the template prints. On an error @out holds what came before. */
fallible template_render(const struct template *t,
			 const struct template_run *run, struct buf *out);

const char *template_name(const struct template *t);
