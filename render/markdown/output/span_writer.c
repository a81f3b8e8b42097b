/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/output/span_writer.h"

#include "lib/unicode.h"
#include "render/markdown/html_text.h"
#include "render/markdown/output/code_writer.h"
#include "render/markdown/output/footnote_writer.h"

/* For what script there may be: "$...$", its HTML as it stands. */
static void write_math_source(struct html_writer *w,
			      const struct doctree_node *n, bool is_block)
{
	const struct doctree_attr *class = doctree_attr(n, "class");

	buf_puts(w->out, is_block ? "<div" : "<span");
	html_text_attrs(n, w->options->no_math_engine ? "class" : "", w->out);
	if (w->options->no_math_engine) {
		buf_puts(w->out, " class=\"");
		if (class)
			html_text_escape(class->value, true, w->out);
		buf_puts(w->out, class ? " kdmath\"" : "kdmath\"");
	}
	buf_puts(w->out, is_block ? ">$$\n" : ">$");
	buf_add_str(w->out, n->text);
	buf_puts(w->out, is_block ? "\n$$</div>\n" : "$</span>");
}

void span_writer_math(struct html_writer *w, const struct doctree_node *n)
{
	const bool is_block = n->kind == DOCTREE_MATH_BLOCK;

	if (w->options->no_math_engine || (n->attrs && !is_block)) {
		write_math_source(w, n, is_block);
		return;
	}
	if (n->attrs) {
		buf_puts(w->out, "<div");
		html_text_attrs(n, "", w->out);
		buf_putc(w->out, '>');
	}
	buf_puts(w->out, is_block ? "\\[" : "\\(");
	html_text_escape(n->text, false, w->out);
	buf_puts(w->out, is_block ? "\\]\n" : "\\)");
	if (n->attrs)
		buf_puts(w->out, "</div>\n");
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

/* Do characters of Chinese or Japanese stand on both sides? */
static bool is_within_cjk(const struct doctree_node *n)
{
	const struct doctree_node *before = n->previous, *after = n->next;
	uint32_t c;
	size_t at;

	if (!before || before->kind != DOCTREE_TEXT || !before->text.len ||
	    !after || after->kind != DOCTREE_TEXT || !after->text.len)
		return false;
	at = before->text.len - 1;
	while (at && ((unsigned char)before->text.data[at] & 0xc0) == 0x80)
		at--;
	(void)unicode_next(str_from(before->text, at), &c);
	if (!unicode_is_cjk(c))
		return false;
	(void)unicode_next(after->text, &c);
	return unicode_is_cjk(c);
}

static void write_break(struct html_writer *w, const struct doctree_node *n)
{
	if (w->options->join_cjk_lines && n->kind == DOCTREE_SOFT_BREAK &&
	    !w->options->hard_wrap && is_within_cjk(n))
		return;
	if (n->kind == DOCTREE_LINE_BREAK || w->options->hard_wrap)
		buf_puts(w->out, "<br />");
	buf_putc(w->out, '\n');
}

/* What @from has and @n has not. */
static void add_missing(const struct doctree_node *n,
			const struct doctree_node *from, const char *key,
			struct buf *out)
{
	const struct doctree_attr *a = doctree_attr(from, key);

	if (a && !doctree_attr(n, key))
		html_text_attr(key, a->value, out);
}

/* The attributes of @from that add_missing() does not give to @n. */
static void add_others(const struct doctree_node *n,
		       const struct doctree_node *from, struct buf *out)
{
	for (const struct doctree_attr *a = from->attrs; a; a = a->next) {
		if ((str_is(a->key, "class") && !doctree_attr(n, "class")) ||
		    (str_is(a->key, "id") && !doctree_attr(n, "id")))
			continue;
		buf_putc(out, ' ');
		buf_add_str(out, a->key);
		buf_puts(out, "=\"");
		html_text_escape(a->value, true, out);
		buf_putc(out, '"');
	}
}

void span_writer_figure(struct html_writer *w, const struct doctree_node *n)
{
	const struct doctree_node *image = n->first;

	html_writer_indent(w);
	buf_puts(w->out, "<figure");
	html_text_attrs(n, "", w->out);
	add_missing(n, image, "class", w->out);
	add_missing(n, image, "id", w->out);
	buf_puts(w->out, "><img");
	html_text_attr("src", image->url, w->out);
	html_text_attr("alt", image->text, w->out);
	if (image->title.len)
		html_text_attr("title", image->title, w->out);
	add_others(n, image, w->out);
	buf_puts(w->out, " /><figcaption>");
	buf_add_str(w->out, image->text);
	buf_puts(w->out, "</figcaption></figure>\n");
}

static const char *const span_tags[] = {
	[DOCTREE_EMPHASIS] = "em",
	[DOCTREE_STRONG] = "strong",
	[DOCTREE_STRIKE] = "del",
};

void span_writer_write(struct html_writer *w, const struct doctree_node *n)
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
		span_writer_math(w, n);
		break;
	case DOCTREE_ABBREVIATION:
		write_abbreviation(w, n);
		break;
	case DOCTREE_FOOTNOTE_REF:
		footnote_writer_mark(w, n);
		break;
	default:
		html_writer_element(w, str_of(span_tags[n->kind]), n);
	}
}
