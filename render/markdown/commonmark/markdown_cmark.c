/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/commonmark/markdown_cmark.h"

#include <assert.h>
#include <cmark-gfm.h>
#include <cmark-gfm/inlines.h>
#include <cmark-gfm/parser.h>
#include <stdlib.h>

#include "lib/mem.h"
#include "lib/num.h"

/* No extension is attached, so nothing that parsers share is changed, and texts
 * may be read at the same time. */
struct markdown_cmark {
	struct arena *arena;
	cmark_parser *parser;
	struct doctree_node *const *given;
};

static const struct {
	cmark_node_type type;
	enum doctree_kind kind;
} kinds[] = {
	{ CMARK_NODE_TEXT, DOCTREE_TEXT },
	{ CMARK_NODE_SOFTBREAK, DOCTREE_SOFT_BREAK },
	{ CMARK_NODE_LINEBREAK, DOCTREE_LINE_BREAK },
	{ CMARK_NODE_EMPH, DOCTREE_EMPHASIS },
	{ CMARK_NODE_STRONG, DOCTREE_STRONG },
	{ CMARK_NODE_LINK, DOCTREE_LINK },
	{ CMARK_NODE_HTML_INLINE, DOCTREE_HTML },
};

static enum doctree_kind kind_of(cmark_node *n)
{
	const cmark_node_type type = cmark_node_get_type(n);

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].type == type)
			return kinds[i].kind;
	return DOCTREE_TEXT;
}

/* @s without the bytes 1 and 2. */
static struct str copy(struct arena *a, const char *s)
{
	char *all = arena_strdup(a, str_of(s)), *to = all;

	for (const char *from = all; *from; from++)
		if (*from != 1 && *from != 2)
			*to++ = *from;
	return str_n(all, (size_t)(to - all));
}

/* The node whose number @s, which is ours, begins with. */
static struct doctree_node *given(const struct markdown_cmark *m, const char *s)
{
	uint64_t i = 0;
	bool ok = num_parse_uint(str_n(s, strspn(s, "0123456789")), UINT64_MAX,
				 &i);

	assert(ok);
	(void)ok;
	return m->given[i];
}

static struct doctree_node *convert_one(struct markdown_cmark *m, cmark_node *n)
{
	struct doctree_node *d = doctree_new(m->arena, kind_of(n));
	const struct doctree_node *g;

	switch (d->kind) {
	case DOCTREE_HTML:
		return given(m, cmark_node_get_literal(n) + 2);
	case DOCTREE_LINK:
		g = given(m, cmark_node_get_url(n));
		d->url = g->url;
		d->title = g->title;
		d->ials = g->ials;
		return d;
	case DOCTREE_TEXT:
		d->text = copy(m->arena, cmark_node_get_literal(n));
		return d;
	default:
		return d;
	}
}

/* Copy what is below @from to below @to. Without recursion: spans in each other
 * are as deep as the author likes. */
static bool convert(struct markdown_cmark *m, cmark_node *from,
		    struct doctree_node *to)
{
	cmark_node *n = cmark_node_first_child(from);
	struct doctree_node *at = to;
	size_t depth = 0;

	while (n && depth <= MARKDOWN_MAX_DEPTH) {
		struct doctree_node *d = convert_one(m, n);
		cmark_node *first = cmark_node_first_child(n);

		/* Bytes that print nothing leave nothing behind. */
		if (d->kind != DOCTREE_TEXT || d->text.len)
			doctree_append(at, d);
		if (first) {
			depth++;
			at = d;
			n = first;
			continue;
		}
		while (n != from && !cmark_node_next(n)) {
			n = cmark_node_parent(n);
			if (n != from) {
				at = at->parent;
				depth--;
			}
		}
		n = n == from ? NULL : cmark_node_next(n);
	}
	return !n;
}

void markdown_cmark_free(struct markdown_cmark *m)
{
	if (!m)
		return;
	cmark_parser_free(m->parser);
	free(m);
}

struct markdown_cmark *markdown_cmark_new(struct arena *a)
{
	struct markdown_cmark *m = mem_alloc(sizeof *m);

	m->arena = a;
	m->parser = cmark_parser_new(CMARK_OPT_UNSAFE);
	return m;
}

bool markdown_cmark_spans(struct markdown_cmark *m, struct buf *text,
			  struct doctree_node *const *given,
			  struct doctree_node *parent)
{
	cmark_node *leaf = cmark_node_new(CMARK_NODE_PARAGRAPH);
	bool ok;

	buf_putc(text, '\0');
	m->given = given;
	(void)cmark_node_set_string_content(leaf, text->data);
	cmark_parse_inlines(m->parser, leaf, m->parser->refmap,
			    CMARK_OPT_UNSAFE);
	cmark_consolidate_text_nodes(leaf);
	ok = convert(m, leaf, parent);
	cmark_node_free(leaf);
	return ok;
}
