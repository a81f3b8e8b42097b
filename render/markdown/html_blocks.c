/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/html_blocks.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "lib/mem.h"

#define MARK "<?\x02"
#define MAX_DEPTH 32 /* of markdown="1" in itself */

/* What may be searched for end tags, in lengths of the text. */
#define MAX_SEARCHES 16

struct wrapper {
	struct arena *arena;
	struct html_blocks *blocks;
	struct buf *out;
	size_t budget; /* bytes that may still be searched */
};

struct tag {
	struct str name;
	size_t len; /* with both brackets */
	bool closes, empty;
	struct str markdown; /* the attribute, with the space before it */
	bool is_parsed;      /* markdown="1" or "block" */
};

static bool is_one_of(struct str name, const char *const *names)
{
	for (; *names; names++)
		if (strlen(*names) == name.len &&
		    !strncasecmp(*names, name.data, name.len))
			return true;
	return false;
}

/* Tags that begin no block. */
static bool is_span(struct str name)
{
	static const char *const names[] = {
		"a",     "abbr",   "acronym", "b",      "big",      "bdo",
		"br",    "button", "cite",    "code",   "del",      "dfn",
		"em",    "i",      "img",     "input",  "ins",      "kbd",
		"label", "mark",   "option",  "q",      "rb",       "rbc",
		"rp",    "rt",     "rtc",     "ruby",   "samp",     "select",
		"small", "span",   "strike",  "strong", "sub",      "sup",
		"s",     "tt",     "u",       "var",    "textarea", NULL
	};

	return is_one_of(name, names);
}

static bool is_void(struct str name)
{
	static const char *const names[] = { "area",   "base",  "col",  "embed",
					     "hr",     "link",  "meta", "param",
					     "source", "track", "wbr",  NULL };

	return is_one_of(name, names);
}

/* Tags whose Markdown is spans. */
static bool holds_spans(struct str name)
{
	static const char *const names[] = {
		"p",  "h1", "h2",  "h3",      "h4",      "h5",
		"h6", "dt", "pre", "summary", "address", NULL
	};

	return is_one_of(name, names);
}

/* Where the tag at the front of @s ends, or 0. Quotes hide a bracket. */
static size_t tag_len(struct str s)
{
	char quote = 0;

	for (size_t i = 1; i < s.len; i++) {
		char c = s.data[i];

		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return i + 1;
		else if (c == '<')
			return 0;
	}
	return 0;
}

static void find_markdown(struct str s, struct tag *t)
{
	static const char *const values[] = { "1", "block", "0", "span", NULL };
	const char *key = " markdown=\"";
	size_t at = str_find(s, str_of(key));
	struct str value = str_from(s, at);

	if (!value.len)
		return;
	value = str_from(value, strlen(key));
	value.len = str_find_char(value, '"');
	if (!is_one_of(value, values))
		return;
	t->markdown = str_n(s.data + at, strlen(key) + value.len + 1);
	t->is_parsed = str_is(value, "1") || str_is(value, "block");
}

static bool read_tag(struct str s, struct tag *ret)
{
	size_t at = 1;

	*ret = (struct tag){ 0 };
	if (s.len < 3 || s.data[0] != '<')
		return false;
	ret->closes = s.data[1] == '/';
	at += ret->closes;
	while (at + ret->name.len < s.len &&
	       isalnum((unsigned char)s.data[at + ret->name.len]))
		ret->name.len++;
	ret->name.data = s.data + at;
	if (!ret->name.len || !isalpha((unsigned char)ret->name.data[0]))
		return false;
	at += ret->name.len;
	if (at == s.len || !strchr(" \t\r\n/>", s.data[at]))
		return false;
	ret->len = tag_len(s);
	if (!ret->len)
		return false;
	ret->empty = s.data[ret->len - 2] == '/' || is_void(ret->name);
	find_markdown(str_n(s.data, ret->len), ret);
	return true;
}

/* How many bytes at @s one search step takes: a comment counts as one. */
static size_t step(struct str s)
{
	size_t end;

	if (!str_starts(s, "<!--"))
		return 1;
	end = str_find(s, str_of("-->"));
	return end < s.len ? end + 3 : s.len;
}

/* Where the end tag of @open is in @s, which begins behind @open; its length
 * goes to *@ret_len. @s.len when there is none. */
static size_t find_end(struct wrapper *w, struct str s, const struct tag *open,
		       size_t *ret_len)
{
	size_t depth = 1, at = 0;

	while (at < s.len && at < w->budget) {
		struct str rest = str_from(s, at);
		struct tag t = { 0 };

		if (rest.data[0] == '<' && read_tag(rest, &t) &&
		    t.name.len == open->name.len &&
		    !strncasecmp(t.name.data, open->name.data, t.name.len)) {
			depth = t.closes ? depth - 1 : depth + !t.empty;
			if (!depth) {
				w->budget -= at;
				*ret_len = t.len;
				return at;
			}
		}
		at += t.len ? t.len : step(rest);
	}
	w->budget -= at < w->budget ? at : w->budget;
	return s.len;
}

/* Put a mark for @html on as many lines as @like has. */
static void put_mark(struct wrapper *w, struct str html, struct str like,
		     struct str indent)
{
	struct html_blocks *b = w->blocks;

	b->items = mem_grow(b->items, b->len, &b->cap, sizeof *b->items);
	b->items[b->len] = html;
	buf_add_str(w->out, indent);
	buf_printf(w->out, MARK "%zu", b->len++);
	for (size_t i = 0; i < like.len; i++)
		if (like.data[i] == '\n') {
			buf_putc(w->out, '\n');
			buf_add_str(w->out, indent);
		}
	buf_puts(w->out, "?>");
}

static void wrap(struct wrapper *w, struct str text, unsigned depth);

/* The tag without its attribute "markdown". */
static struct str without_markdown(struct wrapper *w, struct str html,
				   const struct tag *t)
{
	auto_buf struct buf b = { 0 };
	size_t at;

	if (!t->markdown.len)
		return html;
	at = (size_t)(t->markdown.data - html.data);
	buf_add(&b, html.data, at);
	buf_add_str(&b, str_from(html, at + t->markdown.len));
	return str_of(arena_strdup(w->arena, buf_str(&b)));
}

/* The element in @s: its start tag @t, its content, its end tag. */
static void put_parsed(struct wrapper *w, struct str s, const struct tag *t,
		       size_t end_len, struct str indent, unsigned depth)
{
	struct str open = str_n(s.data, t->len);
	struct str content = str_n(s.data + t->len, s.len - t->len - end_len);
	struct str close = str_from(s, s.len - end_len);

	put_mark(w, without_markdown(w, open, t), open, indent);
	if (content.len && content.data[0] != '\n')
		buf_putc(w->out, '\n');
	wrap(w, content, depth + 1);
	while (w->out->len && w->out->data[w->out->len - 1] == ' ')
		w->out->len--;
	if (w->out->len && w->out->data[w->out->len - 1] != '\n')
		buf_putc(w->out, '\n');
	put_mark(w, close, (struct str){ 0 }, indent);
}

/* Put the element at the front of @s, if there is one and nothing follows it on
 * its last line. Returns its length. */
static size_t put_element(struct wrapper *w, struct str s, struct str indent,
			  unsigned depth)
{
	size_t len, end_len = 0;
	struct str rest, html;
	struct tag t;

	if (!read_tag(s, &t) || t.closes || is_span(t.name))
		return 0;
	len = t.len;
	if (!t.empty) {
		len += find_end(w, str_from(s, len), &t, &end_len) + end_len;
		if (!end_len)
			return 0;
	}
	rest = str_from(s, len);
	rest.len = str_find_char(rest, '\n');
	html = str_n(s.data, len);
	if (str_trim(rest).len || (t.is_parsed && holds_spans(t.name)) ||
	    (!t.is_parsed && str_find(str_from(html, t.len),
				      str_of(" markdown=\"")) < len - t.len))
		return 0;
	if (t.is_parsed && end_len && depth < MAX_DEPTH)
		put_parsed(w, html, &t, end_len, indent, depth);
	else
		put_mark(w, without_markdown(w, html, &t), html, indent);
	return len;
}

/* The fence that @line is, or 0. */
static char fence_of(struct str line)
{
	line = str_trim(line);
	if (str_starts(line, "```"))
		return '`';
	return str_starts(line, "~~~") ? '~' : 0;
}

static void wrap(struct wrapper *w, struct str text, unsigned depth)
{
	char fence = 0;

	while (text.len) {
		size_t end = str_find_char(text, '\n'), indent = 0, len = 0;
		char mark = fence_of(str_n(text.data, end));

		while (indent < end && text.data[indent] == ' ')
			indent++;
		if (mark && (!fence || mark == fence))
			fence = fence ? 0 : mark;
		else if (!fence && indent < 4 && indent < end)
			len = put_element(w, str_from(text, indent),
					  str_n(text.data, indent), depth);
		if (len)
			text = str_from(text, indent + len);
		end = str_find_char(text, '\n');
		end += end < text.len;
		buf_add(w->out, text.data, end);
		text = str_from(text, end);
	}
}

void html_blocks_release(struct html_blocks *b)
{
	free(b->items);
	*b = (struct html_blocks){ 0 };
}

void html_blocks_wrap(struct arena *a, struct str text, struct html_blocks *b,
		      struct buf *out)
{
	struct wrapper w = { a, b, out, text.len * MAX_SEARCHES };

	/* A text that has our mark could name an element many times. */
	if (str_find_char(text, '<') < text.len &&
	    str_find(text, str_of(MARK)) == text.len)
		wrap(&w, text, 0);
	else
		buf_add_str(out, text);
}

static bool is_mark(const struct doctree_node *n, size_t *ret)
{
	struct str s = str_trim(n->text);
	size_t number = 0;

	if ((n->kind != DOCTREE_HTML_BLOCK && n->kind != DOCTREE_HTML) ||
	    !str_starts(s, MARK))
		return false;
	for (size_t i = strlen(MARK);
	     i < s.len && isdigit((unsigned char)s.data[i]); i++)
		number = number * 10 + (size_t)(s.data[i] - '0');
	*ret = number;
	return true;
}

/* The parser does not say where a block of one line ends. */
static unsigned lines_below_first(struct str mark)
{
	unsigned lines = 0;

	mark = str_trim(mark);
	for (size_t i = 0; i < mark.len; i++)
		lines += mark.data[i] == '\n';
	return lines;
}

void html_blocks_apply(const struct html_blocks *b, struct doctree_node *root)
{
	size_t i;

	if (is_mark(root, &i) && i < b->len) {
		root->end_line = root->line + lines_below_first(root->text);
		root->text = b->items[i];
	}
	for (struct doctree_node *c = root->first; c; c = c->next)
		html_blocks_apply(b, c);
}
