/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/output/footnote_writer.h"

#include "render/markdown/html_text.h"

/* "name", and ":1" for its second use. */
static void write_id(struct html_writer *w, struct str name, unsigned use)
{
	html_text_escape(w->options->footnote_prefix, true, w->out);
	html_text_escape(name, true, w->out);
	if (use)
		buf_printf(w->out, ":%u", use);
}

void footnote_writer_mark(struct html_writer *w, const struct doctree_node *n)
{
	size_t i = footnotes_use(&w->notes, n->text);

	buf_puts(w->out, "<sup id=\"fnref:");
	write_id(w, n->text, w->notes.items[i].uses - 1);
	buf_puts(w->out, "\" role=\"doc-noteref\"><a href=\"#fn:");
	write_id(w, n->text, 0);
	buf_printf(w->out,
		   "\" class=\"footnote\" rel=\"footnote\">%lld</a></sup>",
		   (long long)i + 1 + w->options->first_footnote);
}

static void add_back_links(const struct html_writer *w,
			   const struct footnote *note, bool after_text,
			   struct buf *out)
{
	struct html_writer links = { .out = out, .options = w->options };
	const struct str text = w->options->back_link;

	if (text.data && !text.len)
		return;
	for (unsigned i = 0; i < note->uses; i++) {
		if (i || after_text)
			buf_puts(out, "\u00a0");
		buf_puts(out, "<a href=\"#fnref:");
		write_id(&links, note->name, i);
		buf_puts(out, "\" class=\"reversefootnote\" "
			      "role=\"doc-backlink\">");
		if (text.data)
			html_text_escape_marks(text, out);
		else
			buf_puts(out, "&#8617;");
		if (i)
			buf_printf(out, "<sup>%u</sup>", i + 1);
		buf_puts(out, "</a>");
	}
}

static bool takes_links(const struct doctree_node *n, bool inner)
{
	return n->kind == DOCTREE_PARAGRAPH ||
	       (inner && n->kind == DOCTREE_HEADING);
}

static bool is_nothing(const struct doctree_node *n)
{
	return n->kind == DOCTREE_BLANK || n->kind == DOCTREE_BOUNDARY;
}

/* The paragraph at the end of @body that the links back stand in, or NULL. */
static struct doctree_node *last_paragraph(struct doctree_node *body,
					   bool inner)
{
	struct doctree_node *n = body->last;

	while (inner && n && doctree_is_block(n) && !takes_links(n, inner))
		n = is_nothing(n) ? n->previous : n->last;
	return n && takes_links(n, inner) ? n : NULL;
}

static void write_note(struct html_writer *w, size_t i)
{
	struct arena *arena = w->definitions->attributes.arena;
	struct doctree_node *body = name_table_find(&w->definitions->footnotes,
						    w->notes.items[i].name);
	struct doctree_node *last =
		last_paragraph(body, w->options->inner_back_links);
	struct doctree_node *links = doctree_new(arena, DOCTREE_HTML);
	auto_buf struct buf html = { 0 };

	add_back_links(w, &w->notes.items[i], last, &html);
	links->text = str_of(arena_strdup(arena, buf_str(&html)));
	if (last)
		doctree_append(last, links);
	buf_puts(w->out, "    <li id=\"fn:");
	write_id(w, w->notes.items[i].name, 0);
	buf_puts(w->out, "\" role=\"doc-endnote\">\n");
	for (const struct doctree_node *c = body->first; c; c = c->next)
		html_writer_node(w, c);
	if (!last)
		buf_printf(w->out, "      <p>%s</p>\n", links->text.data);
	buf_puts(w->out, "    </li>\n");
}

void footnote_writer_list(struct html_writer *w)
{
	if (!w->notes.len)
		return;
	buf_puts(w->out, "<div class=\"footnotes\" role=\"doc-endnotes\">\n");
	if (w->options->first_footnote)
		buf_printf(w->out, "  <ol start=\"%d\">\n",
			   w->options->first_footnote + 1);
	else
		buf_puts(w->out, "  <ol>\n");
	w->indent = 6; /* in an item of the list */
	/* A note may be the first to use another. */
	for (size_t i = 0; i < w->notes.len; i++)
		write_note(w, i);
	buf_puts(w->out, "  </ol>\n</div>\n");
}
