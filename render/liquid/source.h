/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cuts the text of a template into text, {{ output }} and {% tags %}; or the
 * markup of {% liquid %} into lines that are tags.
 */
#pragma once

#include <stdbool.h>

#include "render/liquid/tag.h"

enum piece_kind {
	PIECE_END,
	PIECE_TEXT,
	PIECE_OUTPUT,
	PIECE_TAG,
	PIECE_OPEN_OUTPUT, /* "{{" without its end */
	PIECE_OPEN_TAG,    /* "{%" without its end */
	PIECE_NAMELESS,    /* a tag that begins with something else */
};

struct piece {
	enum piece_kind kind;
	struct str all;    /* as written, with its delimiters */
	struct str inside; /* what output or a tag has between them, trimmed */
	struct tag_markup tag;
	bool trims_before; /* "{{-", "{%-" */
	bool trims_after;  /* "-}}", "-%}" */
};

struct source {
	const char *next;
	const char *end;
	bool lines;
};

/* Take the next piece from the front. */
void source_next(struct source *s, struct piece *ret);

/* Move on to where a tag @name begins, whatever stands before it. */
bool source_find_tag(struct source *s, struct str name);
