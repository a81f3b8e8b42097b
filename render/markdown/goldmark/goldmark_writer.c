/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/goldmark/goldmark_writer.h"

#include <inttypes.h>

#include "render/markdown/commonmark/markdown_cmark_goldmark.h"
#include "render/markdown/goldmark/goldmark_spans.h"
#include "render/markdown/html_text.h"

struct writer {
	const struct goldmark_options *options;
	struct goldmark_notes notes;
	struct buf *out;
};

static void write_block(struct writer *w, const struct doctree_node *n);

static void write_blocks(struct writer *w, const struct doctree_node *parent)
{
	for (const struct doctree_node *n = parent->first; n; n = n->next)
		write_block(w, n);
}

static void write_spans(struct writer *w, const struct doctree_node *parent)
{
	goldmark_spans_write(parent, w->options, &w->notes, w->out);
}

static void write_heading(struct writer *w, const struct doctree_node *n)
{
	buf_printf(w->out, "<h%d", n->number);
	html_text_attrs(n, "", w->out);
	buf_putc(w->out, '>');
	write_spans(w, n);
	buf_printf(w->out, "</h%d>\n", n->number);
}

/* The paragraphs of a tight list have no tags. */
static bool is_bare(const struct doctree_node *n)
{
	return n->bare ||
	       (n->parent->kind == DOCTREE_ITEM && n->parent->parent->bare);
}

static void write_paragraph(struct writer *w, const struct doctree_node *n)
{
	if (is_bare(n)) {
		write_spans(w, n);
		if (n->next)
			buf_putc(w->out, '\n');
		return;
	}
	buf_puts(w->out, "<p>");
	write_spans(w, n);
	buf_puts(w->out, "</p>\n");
}

static void write_list(struct writer *w, const struct doctree_node *n)
{
	const char *tag = n->ordered ? "ol" : "ul";

	buf_printf(w->out, "<%s", tag);
	if (n->ordered && n->number != 1)
		buf_printf(w->out, " start=\"%d\"", n->number);
	buf_puts(w->out, ">\n");
	write_blocks(w, n);
	buf_printf(w->out, "</%s>\n", tag);
}

static void write_item(struct writer *w, const struct doctree_node *n)
{
	const bool bare = n->parent->bare && n->first &&
			  n->first->kind == DOCTREE_PARAGRAPH;

	buf_puts(w->out, bare || !n->first ? "<li>" : "<li>\n");
	if (n->number != MARKDOWN_TASK_NONE)
		buf_printf(w->out, "<input %sdisabled=\"\" type=\"checkbox\"> ",
			   n->number == MARKDOWN_DONE ? "checked=\"\" " : "");
	write_blocks(w, n);
	buf_puts(w->out, "</li>\n");
}

/* The language is the first word of what follows a fence; attributes may follow
 * it. */
static void write_code(struct writer *w, const struct doctree_node *n)
{
	const struct str info = str_trim(n->url);
	struct goldmark_code code = { .text = n->text };
	size_t len = 0;

	if (!n->closed) {
		buf_puts(w->out, "<pre><code>");
		html_text_escape(n->text, true, w->out);
		buf_puts(w->out, "</code></pre>\n");
		return;
	}
	while (len < info.len && !strchr(" \t{,", info.data[len]))
		len++;
	code.language = str_n(info.data, len);
	goldmark_code_options(&code, str_from(info, len));
	goldmark_code_write(&code, w->options->highlighter, w->out);
}

static void write_html(struct writer *w, const struct doctree_node *n)
{
	if (w->options->raw_html)
		buf_add_str(w->out, n->text);
	else
		buf_puts(w->out, "<!-- raw HTML omitted -->\n");
}

static void write_cell(struct writer *w, const struct doctree_node *n)
{
	static const char *const aligns[] = {
		[DOCTREE_ALIGN_LEFT] = "left",
		[DOCTREE_ALIGN_CENTER] = "center",
		[DOCTREE_ALIGN_RIGHT] = "right",
	};
	const char *tag = n->parent->closed ? "th" : "td";

	buf_printf(w->out, "<%s", tag);
	if (n->align != DOCTREE_ALIGN_NONE)
		buf_printf(w->out, " style=\"text-align:%s\"",
			   aligns[n->align]);
	buf_putc(w->out, '>');
	write_spans(w, n);
	buf_printf(w->out, "</%s>\n", tag);
}

static void write_row(struct writer *w, const struct doctree_node *n)
{
	if (n->closed)
		buf_puts(w->out, "<thead>\n");
	buf_puts(w->out, "<tr>\n");
	for (const struct doctree_node *c = n->first; c; c = c->next)
		write_cell(w, c);
	buf_puts(w->out, "</tr>\n");
	if (n->closed)
		buf_puts(w->out, "</thead>\n");
	if (n->closed && n->next)
		buf_puts(w->out, "<tbody>\n");
	if (!n->closed && !n->next)
		buf_puts(w->out, "</tbody>\n");
}

static void write_note(struct writer *w, const struct doctree_node *n)
{
	const struct doctree_node *last = n->last;
	const bool joined = last && last->kind == DOCTREE_PARAGRAPH;

	if (!n->previous || n->previous->kind != DOCTREE_FOOTNOTE)
		buf_puts(w->out, "<div class=\"footnotes\""
				 " role=\"doc-endnotes\">\n<hr>\n<ol>\n");
	buf_printf(w->out, "<li id=\"fn:%d\">\n", n->number);
	for (const struct doctree_node *c = n->first; c; c = c->next) {
		if (c == last && joined)
			break;
		write_block(w, c);
	}
	if (joined) {
		buf_puts(w->out, "<p>");
		write_spans(w, last);
	}
	goldmark_spans_lead_back(&w->notes, n->number, w->out);
	buf_puts(w->out, joined ? "</p>\n</li>\n" : "</li>\n");
	if (!n->next)
		buf_puts(w->out, "</ol>\n</div>\n");
}

static void write_wrapped(struct writer *w, const struct doctree_node *n,
			  const char *tag)
{
	buf_printf(w->out, "<%s>\n", tag);
	write_blocks(w, n);
	buf_printf(w->out, "</%s>\n", tag);
}

static void write_meaning(struct writer *w, const struct doctree_node *n,
			  const char *tag)
{
	buf_printf(w->out, "<%s>", tag);
	if (n->kind == DOCTREE_TERM)
		write_spans(w, n);
	else
		write_blocks(w, n);
	buf_printf(w->out, "</%s>\n", tag);
}

static void write_block(struct writer *w, const struct doctree_node *n)
{
	switch (n->kind) {
	case DOCTREE_HEADING:
		write_heading(w, n);
		break;
	case DOCTREE_QUOTE:
		write_wrapped(w, n, "blockquote");
		break;
	case DOCTREE_LIST:
		write_list(w, n);
		break;
	case DOCTREE_ITEM:
		write_item(w, n);
		break;
	case DOCTREE_CODE_BLOCK:
		write_code(w, n);
		break;
	case DOCTREE_HTML_BLOCK:
		write_html(w, n);
		break;
	case DOCTREE_RULE:
		buf_puts(w->out, "<hr>\n");
		break;
	case DOCTREE_TABLE:
		write_wrapped(w, n, "table");
		break;
	case DOCTREE_ROW:
		write_row(w, n);
		break;
	case DOCTREE_FOOTNOTE:
		write_note(w, n);
		break;
	case DOCTREE_DEFINITIONS:
		write_wrapped(w, n, "dl");
		break;
	case DOCTREE_TERM:
		write_meaning(w, n, "dt");
		break;
	case DOCTREE_MEANING:
		write_meaning(w, n, "dd");
		break;
	default:
		write_paragraph(w, n);
	}
}

void goldmark_writer_write(const struct doctree_node *root,
			   const struct goldmark_options *o, struct buf *out)
{
	struct writer w = { .options = o, .out = out };

	write_blocks(&w, root);
	goldmark_notes_release(&w.notes);
}
