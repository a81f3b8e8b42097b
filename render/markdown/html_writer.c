/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/html_writer.h"

#include "render/markdown/code_writer.h"
#include "render/markdown/footnotes.h"
#include "render/markdown/html_text.h"

struct writer {
	struct buf *out;
	const struct markdown_options *options;
	const struct doctree_node *root;
	struct footnotes notes;
};

static void write_node(struct writer *w, const struct doctree_node *n);

/* As in kramdown, blocks with empty lines between them keep one. */
static bool has_gap(const struct doctree_node *n)
{
	return doctree_is_block(n) && n->kind != DOCTREE_FOOTNOTE &&
	       n->previous && n->line > n->previous->end_line + 1;
}

static void write_children(struct writer *w, const struct doctree_node *n)
{
	for (const struct doctree_node *c = n->first; c; c = c->next) {
		if (n->kind == DOCTREE_DOCUMENT && has_gap(c))
			buf_putc(w->out, '\n');
		write_node(w, c);
	}
}

static void open_tag(struct writer *w, const char *tag,
		     const struct doctree_node *n)
{
	buf_printf(w->out, "<%s", tag);
	html_text_attrs(n, "", w->out);
	buf_putc(w->out, '>');
}

static void write_element(struct writer *w, const char *tag,
			  const struct doctree_node *n)
{
	open_tag(w, tag, n);
	write_children(w, n);
	buf_printf(w->out, "</%s>", tag);
}

/* The children on lines of their own. */
static void write_container(struct writer *w, const char *tag,
			    const struct doctree_node *n)
{
	open_tag(w, tag, n);
	buf_putc(w->out, '\n');
	write_children(w, n);
	buf_printf(w->out, "</%s>\n", tag);
}

/* The first paragraph of a tight item stands without its tags. */
static bool is_bare(const struct doctree_node *paragraph)
{
	const struct doctree_node *item = paragraph->parent;

	return item && item->kind == DOCTREE_ITEM && item->tight &&
	       item->first == paragraph;
}

static void write_checkbox(struct writer *w, const struct doctree_node *item)
{
	buf_printf(w->out,
		   "<input type=\"checkbox\" class=\"task-list-item-checkbox\" "
		   "disabled=\"disabled\"%s />",
		   item->checked ? " checked=\"checked\"" : "");
}

static void write_paragraph(struct writer *w, const struct doctree_node *n)
{
	if (is_bare(n)) {
		write_children(w, n);
		if (n->next)
			buf_putc(w->out, '\n');
		return;
	}
	open_tag(w, "p", n);
	if (n->parent && n->parent->task && n->parent->first == n)
		write_checkbox(w, n->parent);
	write_children(w, n);
	buf_puts(w->out, "</p>\n");
}

static void write_heading(struct writer *w, const struct doctree_node *n)
{
	char tag[] = "h0";

	tag[1] = (char)('0' + n->number);
	write_element(w, tag, n);
	buf_putc(w->out, '\n');
}

static bool has_tasks(const struct doctree_node *list)
{
	for (const struct doctree_node *c = list->first; c; c = c->next)
		if (c->task)
			return true;
	return false;
}

static void write_list(struct writer *w, const struct doctree_node *n)
{
	const char *tag = n->ordered ? "ol" : "ul";
	bool tasks = has_tasks(n);

	buf_printf(w->out, "<%s", tag);
	if (tasks)
		html_text_attr("class", str_of("task-list"), w->out);
	html_text_attrs(n, tasks ? "class" : "", w->out);
	buf_puts(w->out, ">\n");
	write_children(w, n);
	buf_printf(w->out, "</%s>\n", tag);
}

static void write_item(struct writer *w, const struct doctree_node *n)
{
	buf_puts(w->out, "<li");
	if (n->task)
		html_text_attr("class", str_of("task-list-item"), w->out);
	html_text_attrs(n, n->task ? "class" : "", w->out);
	buf_putc(w->out, '>');
	if (n->task && n->tight)
		write_checkbox(w, n);
	write_children(w, n);
	buf_puts(w->out, "</li>\n");
}

static void write_cell(struct writer *w, const struct doctree_node *n)
{
	static const char *const names[] = { "", "left", "center", "right" };
	const char *tag = n->parent->header ? "th" : "td";

	buf_printf(w->out, "<%s", tag);
	if (n->align != DOCTREE_ALIGN_NONE)
		buf_printf(w->out, " style=\"text-align: %s\"",
			   names[n->align]);
	html_text_attrs(n, "", w->out);
	buf_putc(w->out, '>');
	write_children(w, n);
	if (!n->first)
		buf_puts(w->out, "\u00a0");
	buf_printf(w->out, "</%s>\n", tag);
}

static void write_table(struct writer *w, const struct doctree_node *n)
{
	const struct doctree_node *row = n->first;

	open_tag(w, "table", n);
	buf_puts(w->out, "\n<thead>\n");
	for (; row && row->header; row = row->next)
		write_node(w, row);
	buf_puts(w->out, "</thead>\n");
	if (row)
		buf_puts(w->out, "<tbody>\n");
	for (const struct doctree_node *r = row; r; r = r->next)
		write_node(w, r);
	if (row)
		buf_puts(w->out, "</tbody>\n");
	buf_puts(w->out, "</table>\n");
}

/* "name", and ":1" for its second use. */
static void write_note_id(struct writer *w, struct str name, unsigned use)
{
	html_text_escape(name, true, w->out);
	if (use)
		buf_printf(w->out, ":%u", use);
}

static void write_footnote_ref(struct writer *w, const struct doctree_node *n)
{
	size_t i = footnotes_use(&w->notes, n->text);

	buf_puts(w->out, "<sup id=\"fnref:");
	write_note_id(w, n->text, w->notes.items[i].uses - 1);
	buf_puts(w->out, "\" role=\"doc-noteref\"><a href=\"#fn:");
	html_text_escape(n->text, true, w->out);
	buf_printf(w->out,
		   "\" class=\"footnote\" rel=\"footnote\">%zu</a></sup>",
		   i + 1);
}

static const struct doctree_node *find_footnote(const struct writer *w,
						struct str name)
{
	for (const struct doctree_node *n = w->root->last; n; n = n->previous)
		if (n->kind == DOCTREE_FOOTNOTE && str_eq(n->text, name))
			return n;
	return NULL;
}

static void write_back_links(struct writer *w, const struct footnote *note,
			     bool after_text)
{
	for (unsigned i = 0; i < note->uses; i++) {
		if (i || after_text)
			buf_puts(w->out, "\u00a0");
		buf_puts(w->out, "<a href=\"#fnref:");
		write_note_id(w, note->name, i);
		buf_puts(w->out, "\" class=\"reversefootnote\" "
				 "role=\"doc-backlink\">\u21a9");
		if (i)
			buf_printf(w->out, "<sup>%u</sup>", i + 1);
		buf_puts(w->out, "</a>");
	}
}

/* Write the note's blocks; the links back stand in the last paragraph. */
static void write_footnote(struct writer *w, size_t i)
{
	const struct doctree_node *body =
		find_footnote(w, w->notes.items[i].name);
	const struct doctree_node *last = body ? body->last : NULL;
	bool in_last = last && last->kind == DOCTREE_PARAGRAPH;

	buf_puts(w->out, "<li id=\"fn:");
	html_text_escape(w->notes.items[i].name, true, w->out);
	buf_puts(w->out, "\" role=\"doc-endnote\">\n");
	for (const struct doctree_node *c = body ? body->first : NULL; c;
	     c = c->next)
		if (c != last || !in_last)
			write_node(w, c);
	buf_puts(w->out, "<p>");
	if (in_last)
		write_children(w, last);
	write_back_links(w, &w->notes.items[i], in_last);
	buf_puts(w->out, "</p>\n</li>\n");
}

static void write_footnotes(struct writer *w)
{
	if (!w->notes.len)
		return;
	buf_puts(w->out, "<div class=\"footnotes\" role=\"doc-endnotes\">\n"
			 "<ol>\n");
	/* A note may be the first to use another. */
	for (size_t i = 0; i < w->notes.len; i++)
		write_footnote(w, i);
	buf_puts(w->out, "</ol>\n</div>\n");
}

static void write_link(struct writer *w, const struct doctree_node *n)
{
	buf_puts(w->out, "<a");
	html_text_attr("href", n->url, w->out);
	if (n->title.len)
		html_text_attr("title", n->title, w->out);
	html_text_attrs(n, "", w->out);
	buf_putc(w->out, '>');
	write_children(w, n);
	buf_puts(w->out, "</a>");
}

/* The text below @n without any mark-up. */
static void add_plain(const struct doctree_node *n, struct buf *out)
{
	buf_add_str(out, n->kind == DOCTREE_HTML ? (struct str){ NULL, 0 }
						 : n->text);
	if (n->kind == DOCTREE_SOFT_BREAK || n->kind == DOCTREE_LINE_BREAK)
		buf_putc(out, ' ');
	for (const struct doctree_node *c = n->first; c; c = c->next)
		add_plain(c, out);
}

static void write_image(struct writer *w, const struct doctree_node *n)
{
	auto_buf struct buf alt = { 0 };

	add_plain(n, &alt);
	buf_puts(w->out, "<img");
	html_text_attr("src", n->url, w->out);
	html_text_attr("alt", buf_str(&alt), w->out);
	if (n->title.len)
		html_text_attr("title", n->title, w->out);
	html_text_attrs(n, "", w->out);
	buf_puts(w->out, " />");
}

static void write_block(struct writer *w, const struct doctree_node *n)
{
	switch (n->kind) {
	case DOCTREE_PARAGRAPH:
		write_paragraph(w, n);
		break;
	case DOCTREE_HEADING:
		write_heading(w, n);
		break;
	case DOCTREE_QUOTE:
		write_container(w, "blockquote", n);
		break;
	case DOCTREE_LIST:
		write_list(w, n);
		break;
	case DOCTREE_ITEM:
		write_item(w, n);
		break;
	case DOCTREE_CODE_BLOCK:
		code_writer_block(n, w->options->highlighter, w->out);
		break;
	case DOCTREE_HTML_BLOCK:
		buf_add_str(w->out, n->text);
		if (!str_ends(n->text, "\n"))
			buf_putc(w->out, '\n');
		break;
	case DOCTREE_RULE:
		open_tag(w, "hr", n);
		buf_putc(w->out, '\n');
		break;
	case DOCTREE_TABLE:
		write_table(w, n);
		break;
	case DOCTREE_ROW:
		write_container(w, "tr", n);
		break;
	case DOCTREE_CELL:
		write_cell(w, n);
		break;
	case DOCTREE_FOOTNOTE:
		break;
	default:
		write_children(w, n);
	}
}

static void write_break(struct writer *w, const struct doctree_node *n)
{
	if (n->kind == DOCTREE_LINE_BREAK || w->options->hard_wrap)
		buf_puts(w->out, "<br />");
	buf_putc(w->out, '\n');
}

static const char *const span_tags[] = {
	[DOCTREE_EMPHASIS] = "em",
	[DOCTREE_STRONG] = "strong",
	[DOCTREE_STRIKE] = "del",
};

static void write_span(struct writer *w, const struct doctree_node *n)
{
	switch (n->kind) {
	case DOCTREE_TEXT:
		html_text_escape(n->text, false, w->out);
		break;
	case DOCTREE_SOFT_BREAK:
	case DOCTREE_LINE_BREAK:
		write_break(w, n);
		break;
	case DOCTREE_CODE:
		code_writer_span(n, w->options->highlighter, w->out);
		break;
	case DOCTREE_HTML:
		buf_add_str(w->out, n->text);
		break;
	case DOCTREE_EMPHASIS:
	case DOCTREE_STRONG:
	case DOCTREE_STRIKE:
		write_element(w, span_tags[n->kind], n);
		break;
	case DOCTREE_LINK:
		write_link(w, n);
		break;
	case DOCTREE_IMAGE:
		write_image(w, n);
		break;
	case DOCTREE_FOOTNOTE_REF:
		write_footnote_ref(w, n);
		break;
	default:
		write_children(w, n);
	}
}

static void write_node(struct writer *w, const struct doctree_node *n)
{
	if (doctree_is_block(n))
		write_block(w, n);
	else
		write_span(w, n);
}

void html_writer_write(const struct doctree_node *root,
		       const struct markdown_options *o, struct buf *out)
{
	struct writer w = { .out = out, .options = o, .root = root };

	write_children(&w, root);
	write_footnotes(&w);
	footnotes_release(&w.notes);
}
