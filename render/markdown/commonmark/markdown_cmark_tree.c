/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/commonmark/markdown_cmark_tree.h"

#include <cmark-gfm-core-extensions.h>

#include "render/markdown/commonmark/commonmark_html.h"

struct reading {
	const struct commonmark *how;
	const struct markdown_code *code;
	struct arena *arena;
	struct doctree_node *at; /* what takes the next node */
	unsigned depth;
	size_t column;      /* of the next cell */
	unsigned notes;     /* footnotes written so far */
	bool has_back_link; /* the footnote now written */
};

static struct str str_made(struct reading *r, const struct buf *b)
{
	return str_of(arena_strdup(r->arena, buf_str(b)));
}

static struct str str_copy(struct reading *r, const char *s)
{
	return s ? str_of(arena_strdup(r->arena, str_of(s)))
		 : (struct str){ "", 0 };
}

static struct doctree_node *add(struct reading *r, enum doctree_kind kind)
{
	struct doctree_node *n = doctree_new(r->arena, kind);

	doctree_append(r->at, n);
	return n;
}

static void add_html(struct reading *r, enum doctree_kind kind,
		     const struct buf *html)
{
	add(r, kind)->text = str_made(r, html);
}

static void enter(struct reading *r, struct doctree_node *n)
{
	r->at = n;
	r->depth++;
}

/* cmark-gfm has no names for footnotes. */
static const char *type_of(cmark_node *n)
{
	const cmark_node_type type = cmark_node_get_type(n);

	if (type == CMARK_NODE_FOOTNOTE_DEFINITION)
		return "footnote_definition";
	if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
		return "footnote_reference";
	return cmark_node_get_type_string(n);
}

static bool has_type(cmark_node *n, const char *name)
{
	return str_is(str_of(type_of(n)), name);
}

/* What the author wrote as HTML, if the site lets it through. */
static void add_raw(struct reading *r, enum doctree_kind kind, cmark_node *n)
{
	const struct str html = str_of(cmark_node_get_literal(n));
	auto_buf struct buf out = { 0 };

	if (!(r->how->options & CMARK_OPT_UNSAFE))
		buf_puts(&out, "<!-- raw HTML omitted -->");
	else if (commonmark_filters(r->how))
		commonmark_html_filter(html, &out);
	else
		buf_add_str(&out, html);
	add_html(r, kind, &out);
}

static void add_code(struct reading *r, cmark_node *n)
{
	auto_buf struct buf out = { 0 };

	commonmark_html_code(str_of(cmark_node_get_fence_info(n)),
			     str_of(cmark_node_get_literal(n)), r->code,
			     r->how->is_for_pages, &out);
	add_html(r, DOCTREE_HTML_BLOCK, &out);
}

static void add_list(struct reading *r, cmark_node *n)
{
	struct doctree_node *list = add(r, DOCTREE_LIST);
	const int start = cmark_node_get_list_start(n);
	auto_buf struct buf number = { 0 };

	list->ordered = cmark_node_get_list_type(n) == CMARK_ORDERED_LIST;
	buf_printf(&number, "%d", start);
	if (list->ordered && start != 1)
		doctree_set_attr(r->arena, list, str_of("start"),
				 str_made(r, &number));
	enter(r, list);
}

static void add_item(struct reading *r, cmark_node *n)
{
	enter(r, add(r, DOCTREE_ITEM));
	if (!has_type(n, "tasklist"))
		return;
	add(r, DOCTREE_HTML)->text = str_of(
		cmark_gfm_extensions_get_tasklist_item_checked(n)
			? "<input type=\"checkbox\" checked=\"\" disabled=\"\" "
			  "/> "
			: "<input type=\"checkbox\" disabled=\"\" /> ");
}

static void add_paragraph(struct reading *r, cmark_node *n)
{
	cmark_node *list = cmark_node_parent(cmark_node_parent(n));
	struct doctree_node *p = add(r, DOCTREE_PARAGRAPH);

	p->bare = list && cmark_node_get_type(list) == CMARK_NODE_LIST &&
		  cmark_node_get_list_tight(list);
	enter(r, p);
}

static void add_heading(struct reading *r, cmark_node *n)
{
	struct doctree_node *heading = add(r, DOCTREE_HEADING);

	heading->number = cmark_node_get_heading_level(n);
	enter(r, heading);
}

static void add_row(struct reading *r, cmark_node *n)
{
	const bool is_head = has_type(n, "table_header");
	struct doctree_node *last = r->at->last;

	if (!last || str_is(last->text, "thead")) {
		last = add(r, DOCTREE_SECTION);
		last->text = str_of(is_head ? "thead" : "tbody");
	}
	r->column = 0;
	r->at = last;
	enter(r, add(r, DOCTREE_ROW));
}

static void add_cell(struct reading *r, cmark_node *n)
{
	const uint8_t *aligns = cmark_gfm_extensions_get_table_alignments(
		cmark_node_parent(cmark_node_parent(n)));
	struct doctree_node *cell = add(r, DOCTREE_CELL);
	const size_t column = r->column++;
	const char *align = "";

	if (aligns && aligns[column] == 'l')
		align = "left";
	else if (aligns && aligns[column] == 'c')
		align = "center";
	else if (aligns && aligns[column] == 'r')
		align = "right";
	if (*align)
		doctree_set_attr(r->arena, cell, str_of("align"),
				 str_of(align));
	enter(r, cell);
	/* An empty cell stays empty. */
	add(r, DOCTREE_TEXT);
}

static void add_title(struct reading *r, struct doctree_node *to, cmark_node *n)
{
	const char *title = cmark_node_get_title(n);

	if (title && *title)
		doctree_set_attr(r->arena, to, str_of("title"),
				 str_copy(r, title));
}

static void add_link(struct reading *r, cmark_node *n)
{
	struct doctree_node *link = add(r, DOCTREE_LINK);
	auto_buf struct buf url = { 0 };

	commonmark_html_url(str_of(cmark_node_get_url(n)), &url);
	link->url = str_made(r, &url);
	add_title(r, link, n);
	enter(r, link);
}

/* An image has no children: its text is what text is in it. */
static void add_image(struct reading *r, cmark_node *n)
{
	struct doctree_node *image = add(r, DOCTREE_IMAGE);
	auto_buf struct buf url = { 0 };

	commonmark_html_url(str_of(cmark_node_get_url(n)), &url);
	image->url = str_made(r, &url);
	add_title(r, image, n);
	enter(r, image);
}

/* Within an image. */
static void add_alt(struct reading *r, cmark_node *n)
{
	auto_buf struct buf alt = { 0 };

	buf_add_str(&alt, r->at->text);
	if (cmark_node_get_type(n) == CMARK_NODE_TEXT)
		buf_puts(&alt, cmark_node_get_literal(n));
	else if (cmark_node_get_type(n) == CMARK_NODE_SOFTBREAK)
		buf_puts(&alt, r->how->options & CMARK_OPT_HARDBREAKS
				       ? "<br />\n"
				       : "\n");
	r->at->text = str_made(r, &alt);
}

static void add_text(struct reading *r, cmark_node *n)
{
	add(r, DOCTREE_TEXT)->text = str_copy(r, cmark_node_get_literal(n));
}

static void add_soft_break(struct reading *r, cmark_node *n)
{
	(void)n;
	if (r->how->options & CMARK_OPT_HARDBREAKS)
		add(r, DOCTREE_LINE_BREAK);
	else if (r->how->options & CMARK_OPT_NOBREAKS)
		add(r, DOCTREE_TEXT)->text = str_of(" ");
	else
		add(r, DOCTREE_SOFT_BREAK);
}

static void add_line_break(struct reading *r, cmark_node *n)
{
	(void)n;
	add(r, DOCTREE_LINE_BREAK);
}

static void add_rule(struct reading *r, cmark_node *n)
{
	(void)n;
	add(r, DOCTREE_RULE);
}

static void add_code_span(struct reading *r, cmark_node *n)
{
	add(r, DOCTREE_CODE)->text = str_copy(r, cmark_node_get_literal(n));
}

static void add_html_block(struct reading *r, cmark_node *n)
{
	add_raw(r, DOCTREE_HTML_BLOCK, n);
}

static void add_html_span(struct reading *r, cmark_node *n)
{
	add_raw(r, DOCTREE_HTML, n);
}

static void add_note_mark(struct reading *r, cmark_node *n)
{
	const char *number = cmark_node_get_literal(n);
	auto_buf struct buf html = { 0 };

	buf_printf(&html,
		   "<sup class=\"footnote-ref\"><a href=\"#fn%s\" "
		   "id=\"fnref%s\">%s</a></sup>",
		   number, number, number);
	add_html(r, DOCTREE_HTML, &html);
}

/* The notes stand at the end of the text, one after the other. */
static void add_note(struct reading *r, cmark_node *n)
{
	auto_buf struct buf html = { 0 };

	(void)n;
	if (!r->notes++)
		buf_puts(&html, "<section class=\"footnotes\">\n<ol>\n");
	buf_printf(&html, "<li id=\"fn%u\">", r->notes);
	add_html(r, DOCTREE_HTML_BLOCK, &html);
	r->has_back_link = false;
}

static void add_back_link(struct reading *r, enum doctree_kind kind)
{
	auto_buf struct buf html = { 0 };

	buf_printf(&html,
		   "%s<a href=\"#fnref%u\" class=\"footnote-backref\">"
		   "\u21a9</a>",
		   kind == DOCTREE_HTML ? " " : "", r->notes);
	add_html(r, kind, &html);
	r->has_back_link = true;
}

static void leave_note(struct reading *r)
{
	if (!r->has_back_link)
		add_back_link(r, DOCTREE_HTML_BLOCK);
	add(r, DOCTREE_HTML_BLOCK)->text = str_of("</li>");
}

static void leave(struct reading *r, cmark_node *n)
{
	cmark_node *parent = cmark_node_parent(n);

	if (r->at->kind == DOCTREE_PARAGRAPH && !cmark_node_next(n) &&
	    cmark_node_get_type(parent) == CMARK_NODE_FOOTNOTE_DEFINITION)
		add_back_link(r, DOCTREE_HTML);
	if (r->at->kind == DOCTREE_ROW)
		r->at = r->at->parent;
	r->at = r->at->parent;
	r->depth--;
}

/* By the names that cmark-gfm gives its kinds of nodes. What has only a kind is
 * entered. */
static const struct {
	const char *type;
	enum doctree_kind kind;
	void (*add)(struct reading *, cmark_node *);
	bool is_leaf;
} types[] = {
	{ "block_quote", DOCTREE_QUOTE, NULL, false },
	{ "list", DOCTREE_LIST, add_list, false },
	{ "item", DOCTREE_ITEM, add_item, false },
	{ "tasklist", DOCTREE_ITEM, add_item, false },
	{ "code_block", DOCTREE_HTML_BLOCK, add_code, true },
	{ "html_block", DOCTREE_HTML_BLOCK, add_html_block, true },
	{ "paragraph", DOCTREE_PARAGRAPH, add_paragraph, false },
	{ "heading", DOCTREE_HEADING, add_heading, false },
	{ "thematic_break", DOCTREE_RULE, add_rule, true },
	{ "footnote_definition", DOCTREE_HTML_BLOCK, add_note, true },
	{ "table", DOCTREE_TABLE, NULL, false },
	{ "table_header", DOCTREE_ROW, add_row, false },
	{ "table_row", DOCTREE_ROW, add_row, false },
	{ "table_cell", DOCTREE_CELL, add_cell, false },
	{ "text", DOCTREE_TEXT, add_text, true },
	{ "softbreak", DOCTREE_SOFT_BREAK, add_soft_break, true },
	{ "linebreak", DOCTREE_LINE_BREAK, add_line_break, true },
	{ "code", DOCTREE_CODE, add_code_span, true },
	{ "html_inline", DOCTREE_HTML, add_html_span, true },
	{ "emph", DOCTREE_EMPHASIS, NULL, false },
	{ "strong", DOCTREE_STRONG, NULL, false },
	{ "strikethrough", DOCTREE_STRIKE, NULL, false },
	{ "link", DOCTREE_LINK, add_link, false },
	{ "image", DOCTREE_IMAGE, add_image, false },
	{ "footnote_reference", DOCTREE_HTML, add_note_mark, true },
};

static void visit(struct reading *r, cmark_node *n, bool is_entered)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (!has_type(n, types[i].type))
			continue;
		if (r->at->kind == DOCTREE_IMAGE && types[i].add != add_image) {
			if (is_entered)
				add_alt(r, n);
		} else if (!is_entered) {
			if (types[i].add == add_note)
				leave_note(r);
			else if (!types[i].is_leaf)
				leave(r, n);
		} else if (types[i].add) {
			types[i].add(r, n);
		} else {
			enter(r, add(r, types[i].kind));
		}
		return;
	}
}

bool markdown_cmark_tree_convert(cmark_node *root, const struct commonmark *c,
				 const struct markdown_code *code,
				 struct arena *a, struct doctree_node *to)
{
	struct reading reading = {
		.how = c, .code = code, .arena = a, .at = to
	};
	struct reading *r = &reading;
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE &&
	       r->depth <= MARKDOWN_MAX_DEPTH)
		visit(r, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
	if (r->notes)
		add(r, DOCTREE_HTML_BLOCK)->text = str_of("</ol>\n</section>");
	return event == CMARK_EVENT_DONE;
}
