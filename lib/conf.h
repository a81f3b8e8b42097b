/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * YAML as Ruby's Psych reads it (YAML 1.1 scalars: yes/no/on/off, octal,
 * underscores, timestamps), because that is what Jekyll's users write. Anchors,
 * aliases and merge keys (<<) are understood. Not understood: more than one
 * document, tags that would construct objects. Limits keep hostile input cheap.
 */
#pragma once

#include "lib/data.h"

#define CONF_MAX_BYTES (16u << 20)
#define CONF_MAX_DEPTH 64
#define CONF_MAX_NODES (1u << 20) /* after aliases are expanded */

/*
 * Parse @text, called @file in messages, whose first line is line
 * @first_line of that file. The tree lives in @arena. An empty text is
 * DATA_NULL. Strings are copied; @text may go. Errors are ERR_INPUT with their
 * place. A duplicate key is an error.
 */
fallible conf_parse(struct str text, const char *file, unsigned first_line,
		    struct arena *arena, struct data *ret);
