/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <ctype.h>

#include "lib/mem.h"
#include "render/markdown/span/link_target.h"
#include "render/markdown/span/span_text.h"

/* A byte that prints nothing, and may become a backslash. */
#define PLACE '\2'

#define MAX_IMAGES 8 /* in each other */
#define MAX_ID 1000  /* bytes */

static bool take_footnote(struct span_text *t)
{
	struct str rest = span_text_rest(t), name;
	size_t len;

	if (!str_starts(rest, "[^"))
		return false;
	name = str_from(rest, 2);
	len = attribute_list_name_len(name);
	if (!len || len == name.len || name.data[len] != ']')
		return false;
	name.len = len;
	if (name_table_find(&t->reader->definitions->footnotes, name))
		span_text_put(t, len + 3, DOCTREE_FOOTNOTE_REF)->text = name;
	else
		span_text_put_text(t, len + 3, str_n(rest.data, len + 3));
	return true;
}

bool span_text_take_bracket(struct span_text *t)
{
	struct str rest = span_text_rest(t);
	bool is_image = rest.data[0] == '!';
	size_t len = is_image ? 2 : 1;

	if (take_footnote(t))
		return true;
	if (rest.len <= len || rest.data[len - 1] != '[' ||
	    rest.data[len] == '^' || (is_image && t->open_images == MAX_IMAGES))
		return false;
	t->open_images += is_image;
	t->brackets = mem_grow(t->brackets, t->brackets_len, &t->brackets_cap,
			       sizeof *t->brackets);
	t->brackets[t->brackets_len++] =
		(struct span_bracket){ .out = t->out.len,
				       .from = t->at + len,
				       .elements = t->elements_len,
				       .is_image = is_image };
	buf_putc(&t->out, PLACE);
	buf_add(&t->out, rest.data, len);
	t->at += len;
	t->plain = t->at;
	return true;
}

/* The bracket is text after all. */
static void put_literal(struct span_text *t, const struct span_bracket *b)
{
	char *at = t->out.data + b->out;

	if (b->is_image) {
		at[0] = '!';
		at[1] = '\\';
	} else {
		at[0] = '\\';
	}
	buf_puts(&t->out, "\\]");
	t->at++;
}

/* @raw with what backslashes hide bare. */
static struct str unescape(struct arena *a, struct str raw)
{
	auto_buf struct buf out = { 0 };

	if (str_find_char(raw, '\\') == raw.len)
		return raw;
	for (size_t i = 0; i < raw.len; i++) {
		if (raw.data[i] == '\\' && i + 1 < raw.len &&
		    strchr("\\.*_+`<>()[]{}#!:|\"'$=-", raw.data[i + 1]))
			i++;
		buf_putc(&out, raw.data[i]);
	}
	return str_of(arena_strdup(a, buf_str(&out)));
}

/* An image has no spans: what was made of its text is forgotten. */
static void put_image(struct span_text *t, const struct span_bracket *b,
		      struct str text, const struct doctree_node *target,
		      size_t n)
{
	struct doctree_node *image;

	buf_truncate(&t->out, b->out);
	if (t->elements_len > b->elements)
		t->elements_len = b->elements;
	image = span_text_put(t, n, DOCTREE_IMAGE);
	image->url = target->url;
	image->title = target->title;
	image->ials = target->ials;
	image->text = text;
}

static void put_link(struct span_text *t, const struct doctree_node *target,
		     size_t n)
{
	struct doctree_node *link;
	size_t at = t->out.len;

	link = span_text_put(t, n, DOCTREE_LINK);
	link->url = target->url;
	link->title = target->title;
	link->ials = target->ials;
	buf_truncate(&t->out, at);
	buf_printf(&t->out, "](%zu)", t->given_len - 1);
	t->dead_links = t->brackets_len;
}

bool span_text_take_close(struct span_text *t)
{
	struct doctree_node target = { 0 };
	struct str text = { 0 }, raw;
	struct span_bracket b;
	size_t len;
	bool is_dead;

	if (!t->brackets_len)
		return false;
	b = t->brackets[--t->brackets_len];
	is_dead = !b.is_image && t->brackets_len < t->dead_links;
	if (t->dead_links > t->brackets_len)
		t->dead_links = t->brackets_len;
	t->open_images -= b.is_image;
	raw = str_n(t->s.data + b.from, t->at - b.from);
	if (b.is_image || raw.len <= MAX_ID)
		text = unescape(t->reader->arena, raw);
	if (is_dead || !link_target_read(str_from(t->s, t->at + 1), text,
					 t->reader->definitions, &t->budget,
					 &target, &len)) {
		put_literal(t, &b);
		return true;
	}
	if (b.is_image)
		put_image(t, &b, text, &target, len + 1);
	else
		put_link(t, &target, len + 1);
	return true;
}
