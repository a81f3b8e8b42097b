/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/heading_ids.h"

#include "lib/unicode.h"

/* How often an id was wanted. */
struct used {
	struct str id;
	unsigned times;
	struct used *next;
};

static void add_text(const struct doctree_node *n, struct buf *out)
{
	if (n->kind == DOCTREE_IMAGE)
		return;
	if (n->kind == DOCTREE_TEXT || n->kind == DOCTREE_CODE)
		buf_add_str(out, n->text);
	if (n->kind == DOCTREE_SOFT_BREAK)
		buf_putc(out, ' ');
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

static struct str unique(struct arena *a, struct used **all, struct str id)
{
	auto_buf struct buf numbered = { 0 };
	struct used *u = *all;

	while (u && !str_eq(u->id, id))
		u = u->next;
	if (!u) {
		u = arena_alloc(a, sizeof *u);
		*u = (struct used){ .id = id, .next = *all };
		*all = u;
		return id;
	}
	buf_printf(&numbered, "%.*s-%u", STR_FMT(id), ++u->times);
	return str_of(arena_strdup(a, buf_str(&numbered)));
}

static void assign(struct arena *a, struct doctree_node *n, struct used **all)
{
	auto_buf struct buf text = { 0 };
	auto_buf struct buf id = { 0 };

	if (n->kind == DOCTREE_HEADING && !doctree_attr(n, "id")) {
		add_text(n, &text);
		add_id(buf_str(&text), &id);
		doctree_set_attr(
			a, n, str_of("id"),
			unique(a, all, str_of(arena_strdup(a, buf_str(&id)))));
	}
	if (n->kind != DOCTREE_HEADING && doctree_is_block(n))
		for (struct doctree_node *c = n->first; c; c = c->next)
			assign(a, c, all);
}

void heading_ids_assign(struct arena *a, struct doctree_node *root)
{
	struct used *all = NULL;

	assign(a, root, &all);
}
