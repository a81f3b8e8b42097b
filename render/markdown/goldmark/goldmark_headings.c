/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/goldmark/goldmark_headings.h"

#include <ctype.h>

#include "lib/unicode.h"
#include "render/markdown/name_table.h"

struct naming {
	struct arena *arena;
	const struct goldmark_options *options;
	struct name_table taken;
};

/* Append what may stand in an id: letters, digits, "_" and "-". */
static void add_id(const struct naming *n, struct str text, struct buf *out)
{
	auto_buf struct buf plain = { 0 };

	if (n->options->ascii_ids) {
		unicode_strip_marks(text, &plain);
		text = buf_str(&plain);
	}
	while (text.len) {
		uint32_t c;
		const size_t size = unicode_next(text, &c);

		text = str_from(text, size);
		if (n->options->ascii_ids && size > 1)
			continue;
		if (c == '-' || c == ' ')
			buf_putc(out, '-');
		else if (c == '_' || unicode_is_word(c))
			unicode_put(unicode_lower(c), out);
	}
}

/* Note that @id, which lives as long as the arena, is taken. Returns where the
 * number of the next one like it is kept. */
static int *take(struct naming *n, struct str id)
{
	void **slot = name_table_at(&n->taken, id);

	if (!*slot)
		*slot = arena_alloc(n->arena, sizeof(int));
	return *slot;
}

static struct str keep(const struct naming *n, const struct buf *b)
{
	return str_of(arena_strdup(n->arena, buf_str(b)));
}

static struct str find_id(struct naming *n, struct str text)
{
	auto_buf struct buf id = { 0 };
	size_t len;
	int *number;

	add_id(n, str_trim(text), &id);
	if (!id.len)
		buf_puts(&id, "heading");
	if (name_table_find(&n->taken, buf_str(&id))) {
		number = take(n, keep(n, &id));
		len = id.len;
		do {
			buf_truncate(&id, len);
			buf_printf(&id, "-%d", ++*number);
		} while (name_table_find(&n->taken, buf_str(&id)));
	}
	(void)take(n, keep(n, &id));
	return keep(n, &id);
}

/* Cut one word, which may end in a quoted value, off @rest. */
static struct str cut_word(struct str *rest)
{
	char quote = '\0';
	size_t i = 0;

	*rest = str_trim(*rest);
	for (; i < rest->len; i++) {
		const char c = rest->data[i];

		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
		else if (!quote && (isspace((unsigned char)c) || c == ','))
			break;
	}
	*rest = str_from(*rest, i);
	return str_n(rest->data - i, i);
}

static struct str unquote(struct str s)
{
	if (s.len >= 2 && (s.data[0] == '"' || s.data[0] == '\''))
		return str_n(s.data + 1, s.len - 2);
	return s;
}

static void set_attributes(struct naming *n, struct doctree_node *h,
			   struct str list)
{
	while (str_trim(list).len) {
		struct str word = cut_word(&list);
		const size_t equals = str_find_char(word, '=');

		if (!word.len)
			list = str_from(str_trim(list), 1);
		else if (word.data[0] == '#')
			doctree_set_attr(n->arena, h, str_of("id"),
					 str_from(word, 1));
		else if (word.data[0] == '.')
			doctree_set_attr(n->arena, h, str_of("class"),
					 str_from(word, 1));
		else if (equals < word.len)
			doctree_set_attr(n->arena, h, str_n(word.data, equals),
					 unquote(str_from(word, equals + 1)));
	}
}

/* Where the attributes in @line begin; its length when it has none. */
static size_t find_attributes(struct str line)
{
	size_t at = line.len;

	if (!str_ends(line, "}"))
		return line.len;
	while (at && line.data[at - 1] != '{')
		at--;
	if (!at || at == line.len || !strchr("#.", line.data[at]))
		return str_find_char(str_from(line, at), '=') + at < line.len &&
				       at
			       ? at - 1
			       : line.len;
	return at - 1;
}

/* The spans of @h from the last brace on. */
static void drop_attributes(struct doctree_node *h)
{
	while (h->last && h->last->kind == DOCTREE_TEXT) {
		struct str *text = &h->last->text;
		size_t at = text->len;

		while (at && text->data[at - 1] != '{')
			at--;
		if (at) {
			text->len = at - 1;
			while (text->len && text->data[text->len - 1] == ' ')
				text->len--;
			return;
		}
		doctree_remove(h->last);
	}
}

static void name(struct naming *n, struct doctree_node *h)
{
	const size_t at = find_attributes(h->title);
	const struct doctree_attr *id;

	if (at < h->title.len) {
		set_attributes(
			n, h,
			str_n(h->title.data + at + 1, h->title.len - at - 2));
		drop_attributes(h);
		h->title = str_trim(str_n(h->title.data, at));
	}
	id = doctree_attr(h, "id");
	if (id)
		(void)take(n, id->value);
	else if (!n->options->no_heading_ids)
		doctree_set_attr(n->arena, h, str_of("id"),
				 find_id(n, h->title));
}

static void name_all(struct naming *n, struct doctree_node *parent)
{
	for (struct doctree_node *c = parent->first; c; c = c->next) {
		if (c->kind == DOCTREE_HEADING)
			name(n, c);
		else if (doctree_is_block(c))
			name_all(n, c);
	}
}

void goldmark_headings_name(struct arena *a, struct doctree_node *root,
			    const struct goldmark_options *o)
{
	struct naming n = { .arena = a, .options = o };

	name_all(&n, root);
	name_table_release(&n.taken);
}
