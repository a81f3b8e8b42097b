/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_markup.h"

#include <ctype.h>
#include <strings.h>

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == ':' || c == '_';
}

static bool is_name(struct str s, const char *name)
{
	return s.len == strlen(name) && !strncasecmp(s.data, name, s.len);
}

size_t page_markup_tag_len(struct str s)
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

/* The markup that @s, which begins with a bracket, begins with. */
static bool read(struct str s, struct page_markup *ret)
{
	const bool is_end = s.len > 1 && s.data[1] == '/';
	struct page_markup m = { .whole = s, .is_end = is_end };
	size_t n = 0;

	m.name = str_from(s, s.len > 1 ? 1u + is_end : s.len);
	if (str_starts(s, "<!") || str_starts(s, "<?")) {
		m.whole.len = len_with(s, str_starts(s, "<!--") ? "-->" : ">");
		m.name.len = 0;
		*ret = m;
		return true;
	}
	if (!m.name.len || !isalpha((unsigned char)m.name.data[0]))
		return false;
	while (n < m.name.len && is_name_char(m.name.data[n]))
		n++;
	m.name.len = n;
	m.whole.len = page_markup_tag_len(s);
	m.tag = m.whole;
	if (!is_end && (is_name(m.name, "script") || is_name(m.name, "style")))
		m.whole.len += find_end(str_from(s, m.tag.len), m.name);
	*ret = m;
	return true;
}

bool page_markup_next(struct str *rest, struct str *ret_text,
		      struct page_markup *ret)
{
	size_t at = str_find_char(*rest, '<');

	while (at < rest->len && !read(str_from(*rest, at), ret))
		at += 1 + str_find_char(str_from(*rest, at + 1), '<');
	if (at == rest->len)
		return false;
	*ret_text = str_n(rest->data, at);
	*rest = str_from(*rest, at + ret->whole.len);
	return true;
}

bool page_markup_is(const struct page_markup *m, const char *name)
{
	return is_name(m->name, name);
}

static size_t skip_space(struct str s, size_t at)
{
	while (at < s.len && isspace((unsigned char)s.data[at]))
		at++;
	return at;
}

/* Is what ends a name or value without quotes at @at? */
static bool is_between(struct str s, size_t at)
{
	return at == s.len || isspace((unsigned char)s.data[at]) ||
	       s.data[at] == '>';
}

/* The value behind the "=" before @at; *@at moves behind it. */
static struct str read_value(struct str tag, size_t *at)
{
	size_t begin = skip_space(tag, *at), end = begin;
	const char quote = begin < tag.len ? tag.data[begin] : '\0';

	if (quote == '"' || quote == '\'') {
		const struct str inside = str_from(tag, ++begin);

		end = begin + str_find_char(inside, quote);
		*at = end + (end < tag.len);
	} else {
		while (!is_between(tag, end))
			end++;
		*at = end;
	}
	return str_n(tag.data + begin, end - begin);
}

bool page_markup_attribute(const struct page_markup *m, const char *name,
			   struct str *ret)
{
	size_t at = m->is_end ? m->tag.len : 1 + m->name.len;

	while (at < m->tag.len) {
		const size_t begin = skip_space(m->tag, at);
		struct str value = { NULL, 0 };
		size_t end = begin;

		while (!is_between(m->tag, end) && m->tag.data[end] != '=')
			end++;
		at = skip_space(m->tag, end);
		if (at < m->tag.len && m->tag.data[at] == '=') {
			at++;
			value = read_value(m->tag, &at);
		}
		if (is_name(str_n(m->tag.data + begin, end - begin), name)) {
			*ret = value;
			return true;
		}
		at += at < m->tag.len && m->tag.data[at] == '>';
	}
	return false;
}

bool page_markup_has_class(const struct page_markup *m, struct str class)
{
	struct str all, word;

	if (!page_markup_attribute(m, "class", &all))
		return false;
	while (str_split(&all, ' ', &word))
		if (class.len && str_eq(str_trim(word), class))
			return true;
	return false;
}
