/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/output/footnote_writer.h"

#include "render/markdown/html_text.h"

/* "name", and ":1" for its second use. */
static void write_id(struct html_writer *w, struct str name, unsigned use)
{
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
	html_text_escape(n->text, true, w->out);
	buf_printf(w->out,
		   "\" class=\"footnote\" rel=\"footnote\">%zu</a></sup>",
		   i + 1);
}

static void write_back_links(struct html_writer *w, const struct footnote *note,
			     bool after_text)
{
	for (unsigned i = 0; i < note->uses; i++) {
		if (i || after_text)
			buf_puts(w->out, "\u00a0");
		buf_puts(w->out, "<a href=\"#fnref:");
		write_id(w, note->name, i);
		buf_puts(w->out, "\" class=\"reversefootnote\" "
				 "role=\"doc-backlink\">&#8617;");
		if (i)
			buf_printf(w->out, "<sup>%u</sup>", i + 1);
		buf_puts(w->out, "</a>");
	}
}

/* Write the note's blocks; the links back stand in the last paragraph. */
static void write_note(struct html_writer *w, size_t i)
{
	const struct doctree_node *body = name_table_find(
		&w->definitions->footnotes, w->notes.items[i].name);
	const struct doctree_node *last = body->last;
	bool in_last = last && last->kind == DOCTREE_PARAGRAPH;

	buf_puts(w->out, "    <li id=\"fn:");
	html_text_escape(w->notes.items[i].name, true, w->out);
	buf_puts(w->out, "\" role=\"doc-endnote\">\n");
	for (const struct doctree_node *c = body->first; c; c = c->next)
		if (c != last || !in_last)
			html_writer_node(w, c);
	html_writer_indent(w);
	buf_puts(w->out, "<p>");
	if (in_last)
		html_writer_children(w, last);
	write_back_links(w, &w->notes.items[i], in_last);
	buf_puts(w->out, "</p>\n    </li>\n");
}

void footnote_writer_list(struct html_writer *w)
{
	if (!w->notes.len)
		return;
	buf_puts(w->out, "<div class=\"footnotes\" role=\"doc-endnotes\">\n"
			 "  <ol>\n");
	w->indent = 6; /* in an item of the list */
	/* A note may be the first to use another. */
	for (size_t i = 0; i < w->notes.len; i++)
		write_note(w, i);
	buf_puts(w->out, "  </ol>\n</div>\n");
}
