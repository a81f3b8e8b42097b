/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * YAML as Ruby's Psych reads it (YAML 1.1 scalars: yes/no/on/off, octal,
 * underscores, timestamps), because that is what Jekyll's users write. Anchors,
 * aliases and merge keys (<<) are understood. Not understood: tags that would
 * construct objects. Limits keep hostile input cheap.
 */
#pragma once

#include "lib/data.h"

/*
 * Told of what Psych takes in silence though it is likely a mistake: a key that
 * is there twice, of which the last counts, and what follows the first
 * document, which nobody reads.
 */
typedef void (*conf_doubt)(void *host, struct err_place place,
			   const char *text);

/* Where a text comes from. */
struct conf_origin {
	const char *file;    /* its name in messages; borrowed */
	unsigned first_line; /* of the file, where the text begins */
	conf_doubt doubt;    /* NULL: such things are errors */
	void *host;
};

#define CONF_MAX_BYTES (16u << 20)
#define CONF_MAX_DEPTH 64
#define CONF_MAX_NODES (1u << 20) /* after aliases are expanded */

/*
 * The tree lives in @arena. An empty text is DATA_NULL. Strings are copied;
 * @text may go. Errors are ERR_INPUT with their place.
 */
fallible conf_parse(struct str text, const struct conf_origin *from,
		    struct arena *arena, struct data *ret);
