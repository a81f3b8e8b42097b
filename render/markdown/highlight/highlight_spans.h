/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tokens on their way into HTML. Neighbours of one class share a span.
 */
#pragma once

#include "lib/buf.h"

/* A short name as "kd"; NUL-terminated. The empty one is plain text. */
struct token_class {
	char name[4];
};

struct highlight_spans {
	struct buf *out;
	struct token_class open;
};

void highlight_spans_add(struct highlight_spans *s, struct token_class class,
			 struct str text);

/* After the last token. */
void highlight_spans_end(struct highlight_spans *s);

bool token_class_eq(struct token_class a, struct token_class b);
