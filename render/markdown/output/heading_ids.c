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
	auto_buf struct buf whole = { 0 };
	struct str own;

	if (plain)
		add_plain_id(text, &id);
	if (plain && !id.len)
		buf_puts(&id, "section");
	if (!plain)
		add_id(text, &id);
	own = unique(ids->arena, plain ? &ids->used_plain : &ids->used,
		     str_of(arena_strdup(ids->arena, buf_str(&id))));
	if (ids->prefix.len) {
		buf_add_str(&whole, ids->prefix);
		buf_add_str(&whole, own);
		own = str_of(arena_strdup(ids->arena, buf_str(&whole)));
	}
	doctree_set_attr(ids->arena, n, str_of("id"), own);
}

static void name(struct heading_ids *ids, struct doctree_node *n,
		 bool in_element)
{
	auto_buf struct buf text = { 0 };

	if (ids->of_source)
		buf_add_str(&text, n->text);
	else
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

void heading_ids_assign(struct arena *a, const struct markdown_options *o,
			struct doctree_node *root)
{
	struct heading_ids ids = { .arena = a,
				   .prefix = o->id_prefix,
				   .of_source =
					   o->is_kramdown && !o->ids_of_text };

	assign(&ids, root, o->is_kramdown);
	heading_ids_release(&ids);
}

/* Among words with spaces behind; what is after "auto_ids-" goes to *@ret. */
static bool find_auto_ids(struct str words, struct str *ret)
{
	static const char key[] = "auto_ids";
	struct str word;

	while (str_split(&words, ' ', &word)) {
		if (!str_starts(word, key))
			continue;
		*ret = str_from(word, strlen(key));
		if (str_starts(*ret, "-"))
			*ret = str_from(*ret, 1);
		return true;
	}
	return false;
}

static void name_term(struct arena *a, struct doctree_node *n,
		      struct str prefix)
{
	auto_buf struct buf id = { 0 };

	if (n->kind != DOCTREE_TERM || doctree_attr(n, "id"))
		return;
	buf_add_str(&id, prefix);
	add_plain_id(n->text, &id);
	doctree_set_attr(a, n, str_of("id"),
			 str_of(arena_strdup(a, buf_str(&id))));
}

void heading_ids_name_terms(struct arena *a, struct doctree_node *root)
{
	struct str prefix;

	if (root->kind == DOCTREE_DEFINITIONS &&
	    find_auto_ids(root->references, &prefix))
		for (struct doctree_node *c = root->first; c; c = c->next)
			name_term(a, c, prefix);
	for (struct doctree_node *c = root->first; c && doctree_is_block(root);
	     c = c->next)
		heading_ids_name_terms(a, c);
}
