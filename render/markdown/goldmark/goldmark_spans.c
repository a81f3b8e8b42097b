/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/goldmark/goldmark_spans.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/markdown/html_text.h"

struct spans {
	const struct goldmark_options *options;
	struct goldmark_notes *notes;
	struct buf *out;
};

void goldmark_notes_release(struct goldmark_notes *n)
{
	free(n->uses);
	*n = (struct goldmark_notes){ .uses = NULL };
}

static void write_all(struct spans *s, const struct doctree_node *parent);

/* Printers' marks that cmark-gfm does not know. */
static void write_text(struct spans *s, struct str text)
{
	static const struct {
		const char *from, *to;
	} marks[] = {
		{ "<<", "\u00ab" },
		{ ">>", "\u00bb" },
		{ "\u2018n\u2019", "\u2019n\u2019" },
	};

	while (!s->options->plain_quotes && text.len) {
		size_t at = text.len, which = 0;

		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			const size_t here =
				str_find(text, str_of(marks[i].from));

			if (here < at) {
				at = here;
				which = i;
			}
		}
		if (at == text.len)
			break;
		html_text_escape(str_n(text.data, at), true, s->out);
		buf_puts(s->out, marks[which].to);
		text = str_from(text, at + strlen(marks[which].from));
	}
	html_text_escape(text, true, s->out);
}

/* The text alone, as an image needs it. */
static void write_plain(struct spans *s, const struct doctree_node *parent)
{
	for (const struct doctree_node *n = parent->first; n; n = n->next) {
		if (n->kind == DOCTREE_TEXT || n->kind == DOCTREE_CODE)
			html_text_escape(n->text, true, s->out);
		else if (n->kind == DOCTREE_SOFT_BREAK ||
			 n->kind == DOCTREE_LINE_BREAK)
			buf_putc(s->out, ' ');
		else
			write_plain(s, n);
	}
}

/* Does it do something rather than lead somewhere? */
static bool is_dangerous(struct str url)
{
	static const char *const images[] = { "png;", "gif;", "jpeg;", "webp;",
					      "svg+xml;" };
	static const char *const schemes[] = { "javascript:", "vbscript:",
					       "file:", "data:" };
	auto_free char *all = mem_strndup(url.data, url.len);

	if (!strncasecmp(all, "data:image/", 11))
		for (size_t i = 0; i < sizeof images / sizeof *images; i++)
			if (!strncasecmp(all + 11, images[i],
					 strlen(images[i])))
				return false;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (!strncasecmp(all, schemes[i], strlen(schemes[i])))
			return true;
	return false;
}

static void write_url(struct spans *s, struct str url)
{
	auto_buf struct buf safe = { 0 };

	if (!s->options->raw_html && is_dangerous(url))
		return;
	for (size_t i = 0; i < url.len; i++) {
		const unsigned char c = (unsigned char)url.data[i];

		if (isalnum(c) || (c && strchr("-_.!~*'();/?:@&=+$,#%", c)))
			buf_putc(&safe, (char)c);
		else
			buf_printf(&safe, "%%%02X", c);
	}
	html_text_escape(buf_str(&safe), true, s->out);
}

static void write_title(struct spans *s, const struct doctree_node *n)
{
	if (n->title.len)
		html_text_attr("title", n->title, s->out);
}

/* Is it an address that was written without a scheme? */
static bool is_bare_address(const struct doctree_node *n)
{
	return n->first && !n->first->next && n->first->kind == DOCTREE_TEXT &&
	       str_starts(n->url, "http://") &&
	       str_starts(n->first->text, "www.") &&
	       str_eq(str_from(n->url, 7), n->first->text);
}

static void write_link(struct spans *s, const struct doctree_node *n)
{
	buf_puts(s->out, "<a href=\"");
	if (is_bare_address(n))
		buf_puts(s->out, "https://");
	write_url(s, str_from(n->url, is_bare_address(n) ? 7 : 0));
	buf_putc(s->out, '"');
	write_title(s, n);
	buf_putc(s->out, '>');
	write_all(s, n);
	buf_puts(s->out, "</a>");
}

static void write_image(struct spans *s, const struct doctree_node *n)
{
	buf_puts(s->out, "<img src=\"");
	write_url(s, n->url);
	buf_puts(s->out, "\" alt=\"");
	write_plain(s, n);
	buf_putc(s->out, '"');
	write_title(s, n);
	buf_putc(s->out, '>');
}

/* "fnref:2" for the first reference, "fnref1:2" for the second. */
static void write_reference_id(int number, int use, struct buf *out)
{
	buf_puts(out, "fnref");
	if (use)
		buf_printf(out, "%d", use);
	buf_printf(out, ":%d", number);
}

static void write_reference(struct spans *s, const struct doctree_node *n)
{
	struct goldmark_notes *notes = s->notes;

	while (notes->len < (size_t)n->number) {
		notes->uses = mem_grow(notes->uses, notes->len, &notes->cap,
				       sizeof *notes->uses);
		notes->uses[notes->len++] = 0;
	}
	if (n->number < 1)
		return;
	buf_puts(s->out, "<sup id=\"");
	write_reference_id(n->number, notes->uses[n->number - 1]++, s->out);
	buf_printf(s->out,
		   "\"><a href=\"#fn:%d\" class=\"footnote-ref\""
		   " role=\"doc-noteref\">%d</a></sup>",
		   n->number, n->number);
}

void goldmark_spans_lead_back(const struct goldmark_notes *notes, int number,
			      struct buf *out)
{
	if (number < 1 || (size_t)number > notes->len)
		return;
	for (int i = 0; i < notes->uses[number - 1]; i++) {
		buf_puts(out, "&#160;<a href=\"#");
		write_reference_id(number, i, out);
		buf_puts(out, "\" class=\"footnote-backref\""
			      " role=\"doc-backlink\">&#x21a9;&#xfe0e;</a>");
	}
}

static void write_wrapped(struct spans *s, const struct doctree_node *n,
			  const char *tag)
{
	buf_printf(s->out, "<%s>", tag);
	write_all(s, n);
	buf_printf(s->out, "</%s>", tag);
}

static void write_one(struct spans *s, const struct doctree_node *n)
{
	switch (n->kind) {
	case DOCTREE_SOFT_BREAK:
		buf_puts(s->out, s->options->hard_wraps ? "<br>\n" : "\n");
		break;
	case DOCTREE_LINE_BREAK:
		buf_puts(s->out, "<br>\n");
		break;
	case DOCTREE_CODE:
		buf_puts(s->out, "<code>");
		html_text_escape(n->text, true, s->out);
		buf_puts(s->out, "</code>");
		break;
	case DOCTREE_HTML:
		if (s->options->raw_html)
			buf_add_str(s->out, n->text);
		else
			buf_puts(s->out, "<!-- raw HTML omitted -->");
		break;
	case DOCTREE_EMPHASIS:
		write_wrapped(s, n, "em");
		break;
	case DOCTREE_STRONG:
		write_wrapped(s, n, "strong");
		break;
	case DOCTREE_STRIKE:
		write_wrapped(s, n, "del");
		break;
	case DOCTREE_LINK:
		write_link(s, n);
		break;
	case DOCTREE_IMAGE:
		write_image(s, n);
		break;
	case DOCTREE_FOOTNOTE_REF:
		write_reference(s, n);
		break;
	default:
		write_text(s, n->text);
	}
}

static void write_all(struct spans *s, const struct doctree_node *parent)
{
	for (const struct doctree_node *n = parent->first; n; n = n->next)
		write_one(s, n);
}

void goldmark_spans_write(const struct doctree_node *parent,
			  const struct goldmark_options *o,
			  struct goldmark_notes *notes, struct buf *out)
{
	struct spans s = { o, notes, out };

	write_all(&s, parent);
}
