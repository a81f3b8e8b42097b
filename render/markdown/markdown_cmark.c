/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/markdown_cmark.h"

#include <assert.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <cmark-gfm/node.h>
#include <pthread.h>

static const char *const extensions[] = { "table", "strikethrough",
					  "tasklist" };

/* Attaching extensions changes tables of the library that every parse reads:
 * parsing two texts at once gives wrong HTML. */
static pthread_mutex_t library = PTHREAD_MUTEX_INITIALIZER;

static cmark_node *parse(struct str text, int options)
{
	cmark_parser *parser;
	cmark_node *root;

	(void)pthread_mutex_lock(&library);
	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new(options);
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
		cmark_syntax_extension *x =
			cmark_find_syntax_extension(extensions[i]);

		if (x)
			cmark_parser_attach_syntax_extension(parser, x);
	}
	cmark_parser_feed(parser, text.data, text.len);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	(void)pthread_mutex_unlock(&library);
	return root;
}

static const struct {
	cmark_node_type type;
	enum doctree_kind kind;
} core_kinds[] = {
	{ CMARK_NODE_DOCUMENT, DOCTREE_DOCUMENT },
	{ CMARK_NODE_BLOCK_QUOTE, DOCTREE_QUOTE },
	{ CMARK_NODE_LIST, DOCTREE_LIST },
	{ CMARK_NODE_ITEM, DOCTREE_ITEM },
	{ CMARK_NODE_CODE_BLOCK, DOCTREE_CODE_BLOCK },
	{ CMARK_NODE_HTML_BLOCK, DOCTREE_HTML_BLOCK },
	{ CMARK_NODE_PARAGRAPH, DOCTREE_PARAGRAPH },
	{ CMARK_NODE_HEADING, DOCTREE_HEADING },
	{ CMARK_NODE_THEMATIC_BREAK, DOCTREE_RULE },
	{ CMARK_NODE_FOOTNOTE_DEFINITION, DOCTREE_FOOTNOTE },
	{ CMARK_NODE_TEXT, DOCTREE_TEXT },
	{ CMARK_NODE_SOFTBREAK, DOCTREE_SOFT_BREAK },
	{ CMARK_NODE_LINEBREAK, DOCTREE_LINE_BREAK },
	{ CMARK_NODE_CODE, DOCTREE_CODE },
	{ CMARK_NODE_HTML_INLINE, DOCTREE_HTML },
	{ CMARK_NODE_EMPH, DOCTREE_EMPHASIS },
	{ CMARK_NODE_STRONG, DOCTREE_STRONG },
	{ CMARK_NODE_LINK, DOCTREE_LINK },
	{ CMARK_NODE_IMAGE, DOCTREE_IMAGE },
	{ CMARK_NODE_FOOTNOTE_REFERENCE, DOCTREE_FOOTNOTE_REF },
};

/* Nodes of extensions have types made at run time, but names. */
static const struct {
	const char *name;
	enum doctree_kind kind;
} extension_kinds[] = {
	{ "table", DOCTREE_TABLE },          { "table_header", DOCTREE_ROW },
	{ "table_row", DOCTREE_ROW },        { "table_cell", DOCTREE_CELL },
	{ "strikethrough", DOCTREE_STRIKE },
};

static enum doctree_kind kind_of(cmark_node *n)
{
	const cmark_node_type type = cmark_node_get_type(n);
	const char *name;

	for (size_t i = 0; i < sizeof core_kinds / sizeof *core_kinds; i++)
		if (core_kinds[i].type == type)
			return core_kinds[i].kind;
	name = cmark_node_get_type_string(n);
	for (size_t i = 0; i < sizeof extension_kinds / sizeof *extension_kinds;
	     i++)
		if (!strcmp(extension_kinds[i].name, name))
			return extension_kinds[i].kind;
	return DOCTREE_TEXT;
}

static struct str copy(struct arena *a, const char *s)
{
	return s && *s ? str_of(arena_strdup(a, str_of(s)))
		       : (struct str){ "", 0 };
}

static enum doctree_align align_of(cmark_node *cell, size_t column)
{
	cmark_node *table = cmark_node_parent(cmark_node_parent(cell));
	const uint8_t *all = cmark_gfm_extensions_get_table_alignments(table);

	if (!all || column >= cmark_gfm_extensions_get_table_columns(table))
		return DOCTREE_ALIGN_NONE;
	switch (all[column]) {
	case 'l':
		return DOCTREE_ALIGN_LEFT;
	case 'c':
		return DOCTREE_ALIGN_CENTER;
	case 'r':
		return DOCTREE_ALIGN_RIGHT;
	default:
		return DOCTREE_ALIGN_NONE;
	}
}

static void take_list(cmark_node *n, struct doctree_node *d)
{
	d->ordered = cmark_node_get_list_type(n) == CMARK_ORDERED_LIST;
	d->tight = cmark_node_get_list_tight(n);
	d->number = cmark_node_get_list_start(n);
}

static void take_item(cmark_node *n, struct doctree_node *d)
{
	d->task = !strcmp(cmark_node_get_type_string(n), "tasklist");
	d->checked =
		d->task && cmark_gfm_extensions_get_tasklist_item_checked(n);
}

/* The name of the footnote that @n defines or refers to. The library has no
 * function that tells, and a reference's own text is its number. */
static struct str footnote_name(struct arena *a, cmark_node *n)
{
	const cmark_node *named =
		n->parent_footnote_def ? n->parent_footnote_def : n;
	const cmark_chunk *name = &named->as.literal;

	return str_of(arena_strdup(
		a, str_n((const char *)name->data, (size_t)name->len)));
}

static void take_fields(struct arena *a, cmark_node *n, struct doctree_node *d)
{
	switch (d->kind) {
	case DOCTREE_LIST:
		take_list(n, d);
		break;
	case DOCTREE_ITEM:
		take_item(n, d);
		break;
	case DOCTREE_HEADING:
		d->number = cmark_node_get_heading_level(n);
		break;
	case DOCTREE_ROW:
		d->header = cmark_gfm_extensions_get_table_row_is_header(n);
		break;
	case DOCTREE_LINK:
	case DOCTREE_IMAGE:
		d->url = copy(a, cmark_node_get_url(n));
		d->title = copy(a, cmark_node_get_title(n));
		break;
	case DOCTREE_FOOTNOTE:
	case DOCTREE_FOOTNOTE_REF:
		d->text = footnote_name(a, n);
		break;
	case DOCTREE_CODE_BLOCK:
		d->url = copy(a, cmark_node_get_fence_info(n));
		d->text = copy(a, cmark_node_get_literal(n));
		break;
	default:
		d->text = copy(a, cmark_node_get_literal(n));
	}
}

/* The library's iterator says when it leaves a node, but not for these. */
static bool is_leaf(const struct doctree_node *d)
{
	switch (d->kind) {
	case DOCTREE_HTML_BLOCK:
	case DOCTREE_RULE:
	case DOCTREE_CODE_BLOCK:
	case DOCTREE_TEXT:
	case DOCTREE_SOFT_BREAK:
	case DOCTREE_LINE_BREAK:
	case DOCTREE_CODE:
	case DOCTREE_HTML:
		return true;
	default:
		return false;
	}
}

static struct doctree_node *convert_node(struct arena *a, cmark_node *n,
					 struct doctree_node *parent)
{
	struct doctree_node *d = doctree_new(a, kind_of(n));

	d->line = (unsigned)cmark_node_get_start_line(n);
	d->end_line = (unsigned)cmark_node_get_end_line(n);
	take_fields(a, n, d);
	if (d->kind == DOCTREE_CELL) {
		size_t column = 0;

		assert(parent);
		for (const struct doctree_node *c = parent->last; c;
		     c = c->previous)
			column++;
		d->align = align_of(n, column);
	}
	if (parent)
		doctree_append(parent, d);
	return d;
}

static fallible convert(struct arena *a, cmark_node *root,
			struct doctree_node **ret)
{
	cmark_iter *iter = cmark_iter_new(root);
	struct doctree_node *at = NULL;
	struct doctree_node *top = NULL;
	struct err *e = NULL;
	cmark_event_type event;
	size_t depth = 0;

	while (!e && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(iter);
		struct doctree_node *d;

		if (event == CMARK_EVENT_EXIT) {
			assert(at);
			at = at->parent;
			depth--;
			continue;
		}
		d = convert_node(a, n, at);
		if (!top)
			top = d;
		if (!is_leaf(d)) {
			at = d;
			depth++;
		}
		if (depth > MARKDOWN_MAX_DEPTH)
			e = err_new_in(((struct err_place){ NULL, d->line, 0 }),
				       &ERR_INPUT, "nested too deeply");
	}
	cmark_iter_free(iter);
	if (!e)
		*ret = top;
	return e;
}

fallible markdown_cmark_parse(struct str text, const struct markdown_options *o,
			      struct arena *arena, struct doctree_node **ret)
{
	int options = CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE |
		      (o->plain_quotes ? 0 : CMARK_OPT_SMART);
	cmark_node *root = parse(text, options);
	struct err *e;

	cmark_consolidate_text_nodes(root);
	e = convert(arena, root, ret);
	cmark_node_free(root);
	return e;
}
