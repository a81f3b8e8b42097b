/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/output/html_writer.h"

#include "render/markdown/html_tag.h"
#include "render/markdown/html_text.h"
#include "render/markdown/output/code_writer.h"
#include "render/markdown/output/footnote_writer.h"
#include "render/markdown/output/span_writer.h"

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

void html_writer_element(struct html_writer *w, struct str tag,
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
	html_writer_element(w, tag, n);
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
	if (!n->bare && n->first && n->first == n->last &&
	    n->first->kind == DOCTREE_IMAGE &&
	    doctree_refers_to(n->first, "standalone")) {
		span_writer_figure(w, n);
		return;
	}
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
	const int level = n->number + w->options->heading_offset;
	char tag[] = "h0";

	tag[1] = (char)('0' + (level < 1 ? 1 : level > 6 ? 6 : level));
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

static void write_list(struct html_writer *w, const struct doctree_node *n)
{
	if (!w->has_notes_place && doctree_refers_to(n, "footnotes")) {
		w->has_notes_place = true;
		w->notes_place = w->out->len;
		return;
	}
	write_container(w, str_of(n->ordered ? "ol" : "ul"), n);
}

static void write_rule(struct html_writer *w, const struct doctree_node *n)
{
	html_writer_indent(w);
	buf_puts(w->out, "<hr");
	html_text_attrs(n, "", w->out);
	buf_puts(w->out, " />\n");
}

/* A block with nothing to it but a tag. */
static const char *const container_tags[] = {
	[DOCTREE_QUOTE] = "blockquote", [DOCTREE_TABLE] = "table",
	[DOCTREE_ROW] = "tr",           [DOCTREE_DEFINITIONS] = "dl",
	[DOCTREE_CELL] = NULL,
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
		span_writer_math(w, n);
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

void html_writer_node(struct html_writer *w, const struct doctree_node *n)
{
	if (doctree_is_block(n))
		write_block(w, n);
	else
		span_writer_write(w, n);
}

/* The footnotes, at the end or in place of the list marked {:footnotes}. */
static void write_notes(struct html_writer *w)
{
	auto_buf struct buf after = { 0 };

	if (w->has_notes_place) {
		buf_add_str(&after, str_from(buf_str(w->out), w->notes_place));
		buf_truncate(w->out, w->notes_place);
	}
	footnote_writer_list(w);
	buf_add_str(w->out, buf_str(&after));
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
	write_notes(&w);
	footnotes_release(&w.notes);
}
