/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/attribute_list.h"

#include <ctype.h>

#include "lib/buf.h"

#define MAX_DEPTH 8 /* of lists that name lists */

/* What is given to one node. */
struct target {
	struct attribute_list *list;
	struct doctree_node *node;
	struct buf classes;
	struct buf references;
	size_t bytes;
	unsigned depth;
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 128;
}

size_t attribute_list_name_len(struct str s)
{
	size_t n = 0;

	if (!s.len || !is_word(s.data[0]))
		return 0;
	while (n < s.len && (is_word(s.data[n]) || s.data[n] == '-'))
		n++;
	return n;
}

static bool ends_at(struct str s, size_t at)
{
	return at >= s.len || isspace((unsigned char)s.data[at]);
}

static void add_word(struct buf *words, struct str word)
{
	buf_add_str(words, word);
	buf_putc(words, ' ');
}

/* The value without the backslashes that hide @quote and "}". */
static struct str unescape(struct arena *a, struct str value, char quote)
{
	auto_buf struct buf out = { 0 };

	for (size_t i = 0; i < value.len; i++) {
		if (value.data[i] == '\\' && i + 1 < value.len &&
		    (value.data[i + 1] == '}' || value.data[i + 1] == quote))
			i++;
		buf_putc(&out, value.data[i]);
	}
	return str_of(arena_strdup(a, buf_str(&out)));
}

static void set(struct target *t, struct str key, struct str value)
{
	struct arena *a = t->list->arena;

	if (!str_is(key, "class")) {
		doctree_set_attr(a, t->node, key, value);
		return;
	}
	/* Its place is here, its value at the end. */
	if (!doctree_attr(t->node, "class"))
		doctree_set_attr(a, t->node, key, str_of(""));
	add_word(&t->classes, value);
}

/* key="value". Returns its length, or 0. */
static size_t read_pair(struct target *t, struct str s)
{
	size_t key = attribute_list_name_len(s), at = key + 2;
	char quote;

	if (!key || at >= s.len || s.data[key] != '=')
		return 0;
	quote = s.data[key + 1];
	if (quote != '"' && quote != '\'')
		return 0;
	while (at < s.len && (s.data[at] != quote || !ends_at(s, at + 1) ||
			      s.data[at - 1] == '\\'))
		at++;
	if (at == s.len)
		return 0;
	set(t, str_n(s.data, key),
	    unescape(t->list->arena, str_n(s.data + key + 2, at - key - 2),
		     quote));
	return at + 1;
}

/* The length of the mark at the front of @s, which is .class or #id; 0 when it
 * is neither. */
static size_t mark_len(struct str s)
{
	size_t end = 1;

	if (s.data[0] != '.' && s.data[0] != '#')
		return 0;
	while (!ends_at(s, end) && s.data[end] != '.' && s.data[end] != '#')
		end++;
	if (end == 1 ||
	    (s.data[0] == '#' && !isalpha((unsigned char)s.data[1])))
		return 0;
	return end;
}

/* .class#id.class. Returns its length, or 0. */
static size_t read_marks(struct target *t, struct str s)
{
	size_t len = 0, n;

	while (!ends_at(s, len)) {
		n = mark_len(str_from(s, len));
		if (!n)
			return 0;
		len += n;
	}
	for (size_t at = 0; at < len; at += n) {
		n = mark_len(str_from(s, at));
		set(t, str_of(s.data[at] == '#' ? "id" : "class"),
		    str_n(s.data + at + 1, n - 1));
	}
	return len;
}

static void read(struct target *t, struct str s);

static void read_chain(struct target *t, const struct doctree_ial *chain)
{
	const struct doctree_ial *lists[ATTRIBUTE_LIST_MAX_NODE];
	size_t n = 0;

	for (; chain && n < ATTRIBUTE_LIST_MAX_NODE; chain = chain->next)
		lists[n++] = chain;
	t->list->is_exceeded = t->list->is_exceeded || chain;
	while (n)
		read(t, lists[--n]->body);
}

static void refer(struct target *t, struct str name)
{
	add_word(&t->references, name);
	if (t->depth == MAX_DEPTH)
		return;
	t->depth++;
	read_chain(t, name_table_find(&t->list->named, name));
	t->depth--;
}

static void read(struct target *t, struct str s)
{
	t->bytes += s.len;
	t->list->bytes += s.len;
	if (t->bytes > ATTRIBUTE_LIST_MAX_NODE ||
	    t->list->bytes > ATTRIBUTE_LIST_MAX_TEXT)
		t->list->is_exceeded = true;
	while (s.len && !t->list->is_exceeded) {
		size_t len, name;

		s = str_trim(s);
		if (!s.len)
			break;
		len = read_pair(t, s);
		name = attribute_list_name_len(s);
		if (!len && name && ends_at(s, name)) {
			refer(t, str_n(s.data, name));
			len = name;
		}
		if (!len)
			len = read_marks(t, s);
		while (!ends_at(s, len))
			len++;
		s = str_from(s, len);
	}
}

void attribute_list_add(struct arena *a, struct doctree_ial **chain,
			struct str body)
{
	struct doctree_ial *i = arena_alloc(a, sizeof *i);

	i->body = body;
	i->next = *chain;
	*chain = i;
}

void attribute_list_apply(struct attribute_list *l,
			  const struct doctree_ial *chain,
			  struct doctree_node *n)
{
	struct target t = { .list = l, .node = n };
	struct doctree_attr *class;

	if (!chain)
		return;
	class = doctree_attr(n, "class");
	if (class)
		add_word(&t.classes, class->value);
	read_chain(&t, chain);
	class = doctree_attr(n, "class");
	if (class)
		class->value = str_of(
			arena_strdup(l->arena, str_trim(buf_str(&t.classes))));
	if (t.references.len)
		n->references =
			str_of(arena_strdup(l->arena, buf_str(&t.references)));
	buf_release(&t.classes);
	buf_release(&t.references);
}
