/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/output/heading_ids.h"

#include <ctype.h>

#include "lib/unicode.h"

static void add_text(const struct doctree_node *n, struct buf *out)
{
	if (n->kind == DOCTREE_TEXT || n->kind == DOCTREE_CODE ||
	    n->kind == DOCTREE_MATH ||
	    (n->kind == DOCTREE_HTML && !str_starts(n->text, "<")))
		buf_add_str(out, n->text);
	for (const struct doctree_node *c = n->first; c; c = c->next)
		add_text(c, out);
}

static void add_id(struct str text, struct buf *out)
{
	while (text.len) {
		uint32_t c;

		text = str_from(text, unicode_next(text, &c));
		if (c == ' ' || c == '\t' || c == '-')
			buf_putc(out, '-');
		else if (unicode_is_word(c) || unicode_is_connector(c))
			unicode_put(unicode_lower(c), out);
	}
}

/* @id, with a number behind when it was wanted before. */
static struct str unique(struct arena *a, struct name_table *used,
			 struct str id)
{
	auto_buf struct buf numbered = { 0 };
	unsigned **times = (unsigned **)name_table_at(used, id);

	if (!*times) {
		*times = arena_alloc(a, sizeof **times);
		return id;
	}
	buf_printf(&numbered, "%.*s-%u", STR_FMT(id), ++**times);
	return str_of(arena_strdup(a, buf_str(&numbered)));
}

static void add_plain_id(struct str text, struct buf *out)
{
	size_t at = 0;

	while (at < text.len && !isalpha((unsigned char)text.data[at]))
		at++;
	for (; at < text.len; at++) {
		unsigned char c = (unsigned char)text.data[at];

		if (c == ' ' || c == '-')
			buf_putc(out, '-');
		else if (isalnum(c))
			buf_putc(out, (char)tolower(c));
	}
	if (!out->len)
		buf_puts(out, "section");
}

void heading_ids_release(struct heading_ids *ids)
{
	name_table_release(&ids->used);
	name_table_release(&ids->used_plain);
}

void heading_ids_give(struct heading_ids *ids, struct doctree_node *n,
		      struct str text, bool plain)
{
	auto_buf struct buf id = { 0 };

	if (plain)
		add_plain_id(text, &id);
	else
		add_id(text, &id);
	doctree_set_attr(
		ids->arena, n, str_of("id"),
		unique(ids->arena, plain ? &ids->used_plain : &ids->used,
		       str_of(arena_strdup(ids->arena, buf_str(&id)))));
}

static void name(struct heading_ids *ids, struct doctree_node *n,
		 bool in_element)
{
	auto_buf struct buf text = { 0 };

	add_text(n, &text);
	heading_ids_give(ids, n, buf_str(&text), in_element);
}

static void assign(struct heading_ids *ids, struct doctree_node *n,
		   bool in_element)
{
	in_element = in_element || n->kind == DOCTREE_ELEMENT;
	if (n->kind == DOCTREE_HEADING) {
		if (!doctree_attr(n, "id"))
			name(ids, n, in_element);
		return;
	}
	if (!doctree_is_block(n))
		return;
	for (struct doctree_node *c = n->first; c; c = c->next)
		assign(ids, c, in_element);
}

void heading_ids_assign(struct arena *a, struct doctree_node *root)
{
	struct heading_ids ids = { .arena = a };

	assign(&ids, root, false);
	heading_ids_release(&ids);
}
