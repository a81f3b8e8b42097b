/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/attributes.h"

#include <ctype.h>

#define OPENING "<?{:"
#define CLOSING "}?>"

/* The length of the list that begins at @s, or 0. */
static size_t list_len(struct str s)
{
	if (!str_starts(s, "{:") || s.len < 4 || strchr(":/", s.data[2]))
		return 0;
	for (size_t i = 2; i < s.len && s.data[i] != '\n'; i++) {
		if (s.data[i] == '\\')
			i++;
		else if (s.data[i] == '{')
			return 0;
		else if (s.data[i] == '}')
			return i + 1;
	}
	return 0;
}

static void wrap(struct str list, struct buf *out)
{
	buf_puts(out, "<?");
	buf_add_str(out, list);
	buf_puts(out, "?>");
}

/* A span ends with one of these. */
static bool ends_span(char c)
{
	return c && strchr(")*_`]>~", c);
}

static void wrap_line(struct str line, struct buf *out)
{
	struct str trimmed = str_trim(line);
	size_t indent = (size_t)(trimmed.data - line.data);

	if (trimmed.len && list_len(trimmed) == trimmed.len) {
		buf_add(out, line.data, indent);
		wrap(trimmed, out);
		return;
	}
	for (size_t i = 0; i < line.len;) {
		struct str rest = str_from(line, i);
		size_t len =
			i && ends_span(line.data[i - 1]) ? list_len(rest) : 0;

		if (len)
			wrap(str_n(rest.data, len), out);
		else
			buf_putc(out, line.data[i]);
		i += len ? len : 1;
	}
}

void attributes_wrap(struct str text, struct buf *out)
{
	if (str_find(text, str_of("{:")) == text.len) {
		buf_add_str(out, text);
		return;
	}
	while (text.len) {
		size_t end = str_find_char(text, '\n');

		wrap_line(str_n(text.data, end), out);
		if (end < text.len)
			buf_putc(out, '\n');
		text = str_from(text, end < text.len ? end + 1 : end);
	}
}

/* @s with every list as the author wrote it. */
static struct str unwrap(struct arena *a, struct str s)
{
	auto_buf struct buf out = { 0 };
	size_t at = str_find(s, str_of(OPENING));

	if (at == s.len)
		return s;
	while (at < s.len) {
		struct str rest;
		size_t end;

		buf_add(&out, s.data, at);
		rest = str_from(s, at + 2);
		end = str_find(rest, str_of(CLOSING));
		if (end == rest.len) {
			buf_puts(&out, "<?");
			s = rest;
		} else {
			buf_add(&out, rest.data, end + 1);
			s = str_from(rest, end + strlen(CLOSING));
		}
		at = str_find(s, str_of(OPENING));
	}
	buf_add_str(&out, s);
	return str_of(arena_strdup(a, buf_str(&out)));
}

static bool is_wrapped(const struct doctree_node *n)
{
	return (n->kind == DOCTREE_HTML || n->kind == DOCTREE_HTML_BLOCK) &&
	       str_starts(n->text, OPENING) &&
	       str_ends(str_trim(n->text), CLOSING);
}

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == ':';
}

static struct str cut_name(struct str *s)
{
	size_t n = 0;
	struct str name;

	while (n < s->len && is_name_char(s->data[n]))
		n++;
	name = str_n(s->data, n);
	*s = str_from(*s, n);
	return name;
}

/* The text between quotes at the front of @s. */
static struct str cut_quoted(struct str *s)
{
	struct str inside = str_from(*s, 1);
	size_t end = str_find_char(inside, s->data[0]);

	*s = str_from(inside, end < inside.len ? end + 1 : end);
	return str_n(inside.data, end);
}

static void parse_one(struct arena *a, struct str *s, struct doctree_node *n)
{
	char first = s->data[0];
	struct str name;

	if (first == '.' || first == '#') {
		*s = str_from(*s, 1);
		name = cut_name(s);
		if (name.len)
			doctree_set_attr(a, n,
					 str_of(first == '.' ? "class" : "id"),
					 name);
		return;
	}
	name = cut_name(s);
	if (!name.len) {
		*s = str_from(*s, 1);
		return;
	}
	if (s->len > 1 && s->data[0] == '=' && strchr("'\"", s->data[1])) {
		*s = str_from(*s, 1);
		doctree_set_attr(a, n, name, cut_quoted(s));
	} else {
		n->reference = name;
	}
}

/* Give node @n what the list in @wrapped says. */
static void apply(struct arena *a, struct str wrapped, struct doctree_node *n)
{
	struct str s = str_trim(wrapped);

	s = str_from(s, strlen(OPENING));
	s = str_n(s.data, s.len - strlen(CLOSING));
	while (s.len)
		parse_one(a, &s, n);
}

/* The block a list on line @line belongs to: the one that ended just above it,
 * else the one that begins just below. */
static struct doctree_node *find_block(struct doctree_node *list)
{
	struct doctree_node *above = list->previous;
	struct doctree_node *below = list->next;

	if (above && above->end_line + 1 >= list->line)
		return above;
	while (below && is_wrapped(below))
		below = below->next;
	return below;
}

static void apply_block(struct arena *a, struct doctree_node *list)
{
	struct doctree_node *n = find_block(list);

	if (n)
		apply(a, list->text, n);
	if (n && n == list->previous && n->end_line < list->line)
		n->end_line = list->line;
	doctree_remove(list);
}

static void apply_span(struct arena *a, struct doctree_node *list)
{
	struct doctree_node *n = list->previous;

	if (n && n->kind != DOCTREE_TEXT && n->kind != DOCTREE_SOFT_BREAK &&
	    n->kind != DOCTREE_LINE_BREAK && n->kind != DOCTREE_HTML) {
		apply(a, list->text, n);
		doctree_remove(list);
		return;
	}
	list->kind = DOCTREE_TEXT;
	list->text = unwrap(a, list->text);
}

/* "Title {#id}" */
static void apply_heading_id(struct arena *a, struct doctree_node *heading)
{
	struct doctree_node *last = heading->last;
	struct str s;
	size_t at;

	if (!last || last->kind != DOCTREE_TEXT)
		return;
	s = str_trim(last->text);
	if (!str_ends(s, "}"))
		return;
	for (at = s.len - 1; at && s.data[at] != '{'; at--)
		;
	if (!str_starts(str_from(s, at), "{#"))
		return;
	doctree_set_attr(a, heading, str_of("id"),
			 str_n(s.data + at + 2, s.len - at - 3));
	while (at && s.data[at - 1] == ' ')
		at--;
	last->text = str_n(s.data, at);
}

static void apply_to(struct arena *a, struct doctree_node *n)
{
	if (is_wrapped(n) && n->kind == DOCTREE_HTML_BLOCK)
		apply_block(a, n);
	else if (is_wrapped(n))
		apply_span(a, n);
	else if (n->kind == DOCTREE_HEADING)
		apply_heading_id(a, n);
	else if (n->kind == DOCTREE_CODE || n->kind == DOCTREE_CODE_BLOCK ||
		 n->kind == DOCTREE_HTML_BLOCK || n->kind == DOCTREE_HTML)
		n->text = unwrap(a, n->text);
}

void attributes_apply(struct arena *a, struct doctree_node *root)
{
	struct doctree_node *next;

	for (struct doctree_node *n = root->first; n; n = next) {
		attributes_apply(a, n);
		next = n->next;
		apply_to(a, n);
	}
}
