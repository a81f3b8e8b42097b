/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Shortcodes as they stand in a text: {{< figure src="a.png" >}}.
 */
#pragma once

#include "lib/arena.h"

struct shortcode_arg {
	struct str name; /* empty: it is told by its place */
	struct str value;
};

struct shortcode {
	struct str name;
	const struct shortcode_arg *args;
	size_t args_len;
	bool markdown; /* {{% %}}: what it gives is read as Markdown */
	bool closing;  /* {{< /name >}} */
	bool closed;   /* {{< name />}} */
};

enum shortcode_found {
	SHORTCODE_NONE,
	SHORTCODE_HERE,
	SHORTCODE_COMMENT, /* escaped, and shown as it is */
	SHORTCODE_BROKEN,  /* never ends */
};

/* A place in a text: from byte @start to before byte @end. */
struct shortcode_place {
	size_t start, end;
};

/*
 * Find the first shortcode of @text from byte @from on. The arguments live in
 * @arena and borrow from @text.
 */
enum shortcode_found shortcode_next(struct str text, size_t from,
				    struct arena *arena, struct shortcode *ret,
				    struct shortcode_place *ret_place);

/* What @s gives for argument @name; without one of that name, that at @place.
 * Empty: nothing. */
struct str shortcode_get(const struct shortcode *s, const char *name,
			 size_t place);
