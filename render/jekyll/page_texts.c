/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_texts.h"

#include <assert.h>
#include <ctype.h>
#include <strings.h>

#define MAX_SPARED 8

struct reader {
	const struct page_texts_change *change;
	size_t depths[MAX_SPARED]; /* open elements of each spared kind */
	struct buf *out;
};

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == ':';
}

static bool is_name(struct str s, const char *name)
{
	return s.len == strlen(name) && !strncasecmp(s.data, name, s.len);
}

/* Where the tag ends that @s begins with, behind its bracket. */
static size_t tag_len(struct str s)
{
	size_t n = 1;

	while (n < s.len && s.data[n] != '>') {
		const char c = s.data[n++];

		/* A quote anywhere else but before a value is a letter. */
		if ((c == '"' || c == '\'') && s.data[n - 2] == '=')
			n += str_find_char(str_from(s, n), c) + 1;
		if (n > s.len)
			n = s.len;
	}
	return n + (n < s.len);
}

/* What @s begins with up to and with @end; all of it when that is nowhere. */
static size_t len_with(struct str s, const char *end)
{
	size_t n = str_find(s, str_of(end)) + strlen(end);

	return n < s.len ? n : s.len;
}

/* Where the end tag of the element @name is in @s; its length if nowhere. */
static size_t find_end(struct str s, struct str name)
{
	size_t at = 0;

	for (;;) {
		at += str_find(str_from(s, at), str_of("</"));
		if (at + 2 + name.len > s.len)
			return s.len;
		if (!strncasecmp(s.data + at + 2, name.data, name.len))
			return at;
		at += 2;
	}
}

/* The name in the tag that @s begins with, after any slash; empty: it begins
 * with none. */
static struct str tag_name(struct str s, bool *ret_is_end)
{
	const bool is_end = s.len > 1 && s.data[1] == '/';
	struct str name = str_from(s, s.len > 1 ? 1u + is_end : s.len);
	size_t n = 0;

	*ret_is_end = is_end;
	if (!name.len || !isalpha((unsigned char)name.data[0]))
		return (struct str){ NULL, 0 };
	while (n < name.len && is_name_char(name.data[n]))
		n++;
	return str_n(name.data, n);
}

/* How many bytes at the front of @s are no text: a tag, with all that is
 * within when that is code, or a comment. 0: none. */
static size_t markup_len(struct str s)
{
	bool is_end;
	struct str name = tag_name(s, &is_end);
	size_t n;

	if (str_starts(s, "<!--"))
		return len_with(s, "-->");
	if (str_starts(s, "<!") || str_starts(s, "<?"))
		return len_with(s, ">");
	if (!name.len)
		return 0;
	n = tag_len(s);
	if (!is_end && (is_name(name, "script") || is_name(name, "style")))
		n += find_end(str_from(s, n), name);
	return n;
}

/* Note that an element begins or ends. One link ends where the next begins. */
static void note(struct reader *r, struct str tag)
{
	const char *const *spared = r->change->spared;
	bool is_end;
	struct str name = tag_name(tag, &is_end);

	for (size_t i = 0; spared[i]; i++) {
		assert(i < MAX_SPARED);
		if (!is_name(name, spared[i]))
			continue;
		if (is_end)
			r->depths[i] -= r->depths[i] > 0;
		else if (!r->depths[i] || !is_name(name, "a"))
			r->depths[i]++;
	}
}

static bool is_spared(const struct reader *r)
{
	for (size_t i = 0; r->change->spared[i]; i++)
		if (r->depths[i])
			return true;
	return false;
}

static void add_text(const struct reader *r, struct str text)
{
	if (is_spared(r))
		buf_add_str(r->out, text);
	else if (text.len)
		r->change->add(r->change->self, text, r->out);
}

static void change_all(struct str html, const struct page_texts_change *c,
		       struct buf *out)
{
	struct reader r = { .change = c, .out = out };
	size_t text = 0; /* where what was not added yet begins */
	size_t at = 0;

	while (at < html.len) {
		struct str markup;

		at += str_find_char(str_from(html, at), '<');
		markup = str_from(html, at);
		markup.len = markup_len(markup);
		if (!markup.len) {
			at += at < html.len;
			continue;
		}
		add_text(&r, str_n(html.data + text, at - text));
		note(&r, markup);
		buf_add_str(out, markup);
		at += markup.len;
		text = at;
	}
	add_text(&r, str_from(html, text));
}

void page_texts_change(struct str html, const struct page_texts_change *c,
		       struct buf *out)
{
	const size_t body = str_find(html, str_of("<body"));
	struct str inside;

	if (body == html.len) {
		change_all(html, c, out);
		return;
	}
	inside = str_from(html, body + tag_len(str_from(html, body)));
	buf_add(out, html.data, (size_t)(inside.data - html.data));
	inside.len = str_find(inside, str_of("</body>"));
	change_all(inside, c, out);
	buf_add_str(out, str_from(html, (size_t)(inside.data + inside.len -
						 html.data)));
}
