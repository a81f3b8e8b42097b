/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree a template is parsed into, for those who make it and walk it.
 */
#pragma once

#include "render/liquid/tag.h"
#include "render/liquid/template.h"

struct expression;

enum node_kind { NODE_TEXT, NODE_OUTPUT, NODE_TAG };

struct node {
	enum node_kind kind;
	const char *at; /* where it begins in the template's text */
	union {
		struct str text;
		const struct expression *output;
		struct {
			const struct tag *tag;
			const void *self;
			bool blank;
		} tag;
	};
};

struct block {
	struct node *nodes;
	size_t len;
	bool blank; /* prints nothing but white space */
};

struct template
{
	const char *name; /* NULL: none */
	struct str text;
	unsigned first_line;
	const uint32_t *lines; /* where each begins in the text */
	size_t lines_len;
	const struct dialect *dialect;
	struct block *body;
};

/* The file, line and column of @at, a byte of the template's text. */
struct err_place template_place(const struct template *t, const char *at);
