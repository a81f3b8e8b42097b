/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/output/html_writer.h"

#include "render/markdown/html_tag.h"
#include "render/markdown/html_text.h"
#include "render/markdown/output/code_writer.h"
#include "render/markdown/output/footnote_writer.h"

void html_writer_indent(struct html_writer *w)
{
	for (int i = 0; i < w->indent; i++)
		buf_putc(w->out, ' ');
}

void html_writer_children(struct html_writer *w, const struct doctree_node *n)
{
	w->indent += HTML_WRITER_STEP;
	for (const struct doctree_node *c = n->first; c; c = c->next)
		html_writer_node(w, c);
	w->indent -= HTML_WRITER_STEP;
}

static void open_tag(struct html_writer *w, struct str tag,
		     const struct doctree_node *n)
{
	buf_putc(w->out, '<');
	buf_add_str(w->out, tag);
	html_text_attrs(n, "", w->out);
	buf_putc(w->out, '>');
}

static void close_tag(struct html_writer *w, struct str tag)
{
	buf_puts(w->out, "</");
	buf_add_str(w->out, tag);
	buf_putc(w->out, '>');
}

static void write_element(struct html_writer *w, struct str tag,
			  const struct doctree_node *n)
{
	open_tag(w, tag, n);
	html_writer_children(w, n);
	close_tag(w, tag);
}

/* On a line of its own. */
static void write_line(struct html_writer *w, struct str tag,
		       const struct doctree_node *n)
{
	html_writer_indent(w);
	write_element(w, tag, n);
	buf_putc(w->out, '\n');
}

/* The children on lines of their own. */
static void write_container(struct html_writer *w, struct str tag,
			    const struct doctree_node *n)
{
	html_writer_indent(w);
	open_tag(w, tag, n);
	buf_putc(w->out, '\n');
	html_writer_children(w, n);
	html_writer_indent(w);
	close_tag(w, tag);
	buf_putc(w->out, '\n');
}

static void write_paragraph(struct html_writer *w, const struct doctree_node *n)
{
	if (!n->bare) {
		write_line(w, str_of("p"), n);
		return;
	}
	html_writer_children(w, n);
	if (n->next && n->next->kind != DOCTREE_BLANK)
		buf_putc(w->out, '\n');
}

static void write_heading(struct html_writer *w, const struct doctree_node *n)
{
	char tag[] = "h0";

	tag[1] = (char)('0' + n->number);
	write_line(w, str_of(tag), n);
}

static void write_item(struct html_writer *w, struct str tag,
		       const struct doctree_node *n)
{
	html_writer_indent(w);
	open_tag(w, tag, n);
	if (n->first && !n->first->bare)
		buf_putc(w->out, '\n');
	html_writer_children(w, n);
	if (str_ends(buf_str(w->out), "\n"))
		html_writer_indent(w);
	close_tag(w, tag);
	buf_putc(w->out, '\n');
}

static void write_cell(struct html_writer *w, const struct doctree_node *n)
{
	static const char *const names[] = { "", "left", "center", "right" };
	const struct doctree_node *section = n->parent->parent;
	const char *tag = str_is(section->text, "thead") ? "th" : "td";

	html_writer_indent(w);
	buf_printf(w->out, "<%s", tag);
	if (n->align != DOCTREE_ALIGN_NONE)
		buf_printf(w->out, " style=\"text-align: %s\"",
			   names[n->align]);
	html_text_attrs(n, "", w->out);
	buf_putc(w->out, '>');
	html_writer_children(w, n);
	if (!n->first)
		buf_puts(w->out, "\u00a0");
	buf_printf(w->out, "</%s>\n", tag);
}

static bool is_in_raw(const struct doctree_node *n)
{
	return n->parent && n->parent->kind == DOCTREE_ELEMENT &&
	       n->parent->number == DOCTREE_RAW;
}

static void write_html_element(struct html_writer *w,
			       const struct doctree_node *n)
{
	const struct html_element *e = html_tag_element(n->text);
	size_t before;

	if (!is_in_raw(n))
		html_writer_indent(w);
	buf_putc(w->out, '<');
	buf_add_str(w->out, n->text);
	buf_add_str(w->out, n->url);
	html_text_attrs(n, "", w->out);
	buf_puts(w->out, n->number == DOCTREE_BLOCKS ? ">\n" : ">");
	before = w->out->len;
	html_writer_children(w, n);
	if (w->out->len == before &&
	    ((n->closed && n->number == DOCTREE_RAW) || (e && e->is_void))) {
		buf_truncate(w->out,
			     before - 1 - (n->number == DOCTREE_BLOCKS));
		buf_puts(w->out, " />");
	} else {
		if (n->number == DOCTREE_BLOCKS && w->out->len > before)
			html_writer_indent(w);
		close_tag(w, n->text);
	}
	if (!is_in_raw(n))
		buf_putc(w->out, '\n');
}

static void write_html(struct html_writer *w, const struct doctree_node *n)
{
	if (!is_in_raw(n))
		html_writer_indent(w);
	buf_add_str(w->out, n->text);
	if (!is_in_raw(n))
		buf_putc(w->out, '\n');
}

static void write_math(struct html_writer *w, const struct doctree_node *n)
{
	bool is_block = n->kind == DOCTREE_MATH_BLOCK;

	buf_puts(w->out, is_block ? "\\[" : "\\(");
	html_text_escape(n->text, false, w->out);
	buf_puts(w->out, is_block ? "\\]\n" : "\\)");
}

static void write_list(struct html_writer *w, const struct doctree_node *n)
{
	write_container(w, str_of(n->ordered ? "ol" : "ul"), n);
}

static void write_rule(struct html_writer *w, const struct doctree_node *n)
{
	html_writer_indent(w);
	buf_puts(w->out, "<hr");
	html_text_attrs(n, "", w->out);
	buf_puts(w->out, " />\n");
}

static void write_link(struct html_writer *w, const struct doctree_node *n)
{
	buf_puts(w->out, "<a");
	html_text_attr("href", n->url, w->out);
	if (n->title.len)
		html_text_attr("title", n->title, w->out);
	html_text_attrs(n, "", w->out);
	buf_putc(w->out, '>');
	html_writer_children(w, n);
	buf_puts(w->out, "</a>");
}

static void write_image(struct html_writer *w, const struct doctree_node *n)
{
	buf_puts(w->out, "<img");
	html_text_attr("src", n->url, w->out);
	html_text_attr("alt", n->text, w->out);
	if (n->title.len)
		html_text_attr("title", n->title, w->out);
	html_text_attrs(n, "", w->out);
	buf_puts(w->out, " />");
}

static void write_abbreviation(struct html_writer *w,
			       const struct doctree_node *n)
{
	buf_puts(w->out, "<abbr");
	if (n->title.len)
		html_text_attr("title", n->title, w->out);
	html_text_attrs(n, "", w->out);
	buf_putc(w->out, '>');
	html_text_escape(n->text, false, w->out);
	buf_puts(w->out, "</abbr>");
}

static void write_break(struct html_writer *w, const struct doctree_node *n)
{
	if (n->kind == DOCTREE_LINE_BREAK || w->options->hard_wrap)
		buf_puts(w->out, "<br />");
	buf_putc(w->out, '\n');
}

/* A block with nothing to it but a tag. */
static const char *const container_tags[] = {
	[DOCTREE_QUOTE] = "blockquote", [DOCTREE_TABLE] = "table",
	[DOCTREE_ROW] = "tr",           [DOCTREE_DEFINITIONS] = "dl",
	[DOCTREE_CELL] = NULL,
};

static const char *const span_tags[] = {
	[DOCTREE_EMPHASIS] = "em",
	[DOCTREE_STRONG] = "strong",
	[DOCTREE_STRIKE] = "del",
};

static void write_block(struct html_writer *w, const struct doctree_node *n)
{
	switch (n->kind) {
	case DOCTREE_PARAGRAPH:
		write_paragraph(w, n);
		break;
	case DOCTREE_LOOSE_TEXT:
		html_writer_children(w, n);
		buf_putc(w->out, '\n');
		break;
	case DOCTREE_HEADING:
		write_heading(w, n);
		break;
	case DOCTREE_LIST:
		write_list(w, n);
		break;
	case DOCTREE_ITEM:
		write_item(w, str_of("li"), n);
		break;
	case DOCTREE_MEANING:
		write_item(w, str_of("dd"), n);
		break;
	case DOCTREE_TERM:
		write_line(w, str_of("dt"), n);
		break;
	case DOCTREE_CODE_BLOCK:
		code_writer_block(n, &w->options->code, w->indent, w->out);
		break;
	case DOCTREE_HTML_BLOCK:
		write_html(w, n);
		break;
	case DOCTREE_ELEMENT:
		write_html_element(w, n);
		break;
	case DOCTREE_RULE:
		write_rule(w, n);
		break;
	case DOCTREE_SECTION:
		write_container(w, n->text, n);
		break;
	case DOCTREE_CELL:
		write_cell(w, n);
		break;
	case DOCTREE_MATH_BLOCK:
		write_math(w, n);
		break;
	case DOCTREE_BLANK:
		buf_putc(w->out, '\n');
		break;
	case DOCTREE_FOOTNOTE:
	case DOCTREE_BOUNDARY:
		break;
	default:
		write_container(w, str_of(container_tags[n->kind]), n);
	}
}

static void write_span(struct html_writer *w, const struct doctree_node *n)
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
		code_writer_span(n, &w->options->code, w->out);
		break;
	case DOCTREE_HTML:
		buf_add_str(w->out, n->text);
		break;
	case DOCTREE_LINK:
		write_link(w, n);
		break;
	case DOCTREE_IMAGE:
		write_image(w, n);
		break;
	case DOCTREE_MATH:
		write_math(w, n);
		break;
	case DOCTREE_ABBREVIATION:
		write_abbreviation(w, n);
		break;
	case DOCTREE_FOOTNOTE_REF:
		footnote_writer_mark(w, n);
		break;
	default:
		write_element(w, str_of(span_tags[n->kind]), n);
	}
}

void html_writer_node(struct html_writer *w, const struct doctree_node *n)
{
	if (doctree_is_block(n))
		write_block(w, n);
	else
		write_span(w, n);
}

void html_writer_write(const struct doctree_node *root,
		       const struct definitions *d,
		       const struct markdown_options *o, struct buf *out)
{
	struct html_writer w = { .out = out,
				 .definitions = d,
				 .options = o,
				 .indent = -HTML_WRITER_STEP };

	html_writer_children(&w, root);
	footnote_writer_list(&w);
	footnotes_release(&w.notes);
}
