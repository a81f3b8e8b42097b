/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/heading_ids.h"

#include <utf8proc.h>

#include "lib/buf.h"

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

/* Letters, marks, digits and connectors stay. */
static bool is_word(utf8proc_int32_t c)
{
	const utf8proc_category_t k = utf8proc_category(c);

	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME) ||
	       k == UTF8PROC_CATEGORY_ND || k == UTF8PROC_CATEGORY_PC;
}

static void add_id(struct str text, struct buf *out)
{
	for (size_t i = 0; i < text.len;) {
		utf8proc_uint8_t bytes[4];
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate(
			(const utf8proc_uint8_t *)text.data + i,
			(utf8proc_ssize_t)(text.len - i), &c);

		i += n > 0 ? (size_t)n : 1;
		if (n <= 0)
			continue;
		if (c == ' ' || c == '\t' || c == '-') {
			buf_putc(out, '-');
		} else if (is_word(c)) {
			n = utf8proc_encode_char(utf8proc_tolower(c), bytes);
			buf_add(out, bytes, (size_t)n);
		}
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
