/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names fit for URLs, by Jekyll's rules.
 */
#pragma once

#include "lib/buf.h"

enum slug_mode {
	SLUG_NONE,    /* only the case changes */
	SLUG_RAW,     /* white space becomes hyphens */
	SLUG_DEFAULT, /* all but letters, marks and digits becomes hyphens */
	SLUG_PRETTY,  /* ._~!$&'()+,;=@ stay too */
	SLUG_ASCII,   /* only A-Z, a-z and 0-9 stay */
	SLUG_LATIN,   /* accents go, then as SLUG_DEFAULT */
};

/* By its name in Liquid; SLUG_NONE for one that is unknown. */
enum slug_mode slug_mode_named(struct str name);

/* Append the slug of @s, which is UTF-8, in lower case unless @cased. */
void slug_make(struct str s, enum slug_mode mode, bool cased, struct buf *out);

/* Append @s in lower case, by Unicode's simple rules. */
void slug_lower(struct str s, struct buf *out);
