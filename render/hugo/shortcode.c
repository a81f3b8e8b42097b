/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/shortcode.h"

#include <ctype.h>

#define MAX_ARGS 32

static bool is_space(char c)
{
	return isspace((unsigned char)c);
}

static void skip_space(struct str *s)
{
	while (s->len && is_space(*s->data))
		*s = str_from(*s, 1);
}

/* What stands between @quote and its like; of "" with the backslashes gone. */
static struct str cut_quoted(struct str *s, char quote, struct arena *arena)
{
	char *text = arena_alloc(arena, s->len + 1);
	size_t len = 0, i = 1;

	for (; i < s->len && s->data[i] != quote; i++) {
		if (quote == '"' && s->data[i] == '\\' && i + 1 < s->len)
			i++;
		text[len++] = s->data[i];
	}
	*s = str_from(*s, i < s->len ? i + 1 : i);
	return str_n(text, len);
}

static struct str cut_value(struct str *s, struct arena *arena)
{
	size_t len = 0;
	struct str word;

	if (s->len && (*s->data == '"' || *s->data == '`'))
		return cut_quoted(s, *s->data, arena);
	while (len < s->len && !is_space(s->data[len]))
		len++;
	word = str_of(arena_strdup(arena, str_n(s->data, len)));
	*s = str_from(*s, len);
	return word;
}

/* How long the name of a named argument is, with its "="; 0: it is none. */
static size_t name_len(struct str s)
{
	size_t len = 0;

	while (len < s.len && (isalnum((unsigned char)s.data[len]) ||
			       s.data[len] == '_' || s.data[len] == '-'))
		len++;
	return len && len < s.len && s.data[len] == '=' ? len + 1 : 0;
}

static void read_args(struct str rest, struct arena *arena,
		      struct shortcode *ret)
{
	struct shortcode_arg *args = NULL;

	for (skip_space(&rest); rest.len && ret->args_len < MAX_ARGS;
	     skip_space(&rest)) {
		const size_t named = name_len(rest);
		struct shortcode_arg *a;

		if (!args)
			args = arena_alloc_array(arena, MAX_ARGS, sizeof *args);
		a = &args[ret->args_len++];

		if (named) {
			a->name = str_n(rest.data, named - 1);
			rest = str_from(rest, named);
		}
		a->value = cut_value(&rest, arena);
	}
	ret->args = args;
}

static void read_inside(struct str inside, struct arena *arena,
			struct shortcode *ret)
{
	size_t len = 0;

	inside = str_trim(inside);
	if (str_starts(inside, "/")) {
		ret->closing = true;
		inside = str_trim(str_from(inside, 1));
	}
	if (str_ends(inside, "/")) {
		ret->closed = true;
		inside.len--;
	}
	while (len < inside.len && !is_space(inside.data[len]))
		len++;
	ret->name = str_n(inside.data, len);
	read_args(str_from(inside, len), arena, ret);
}

/* Where @end first is that is not within quotes. */
static size_t find_end(struct str s, const char *end)
{
	char quote = '\0';

	for (size_t i = 0; i < s.len; i++) {
		const char c = s.data[i];

		if (quote == '"' && c == '\\')
			i++;
		else if (quote)
			quote = c == quote ? '\0' : quote;
		else if (str_starts(str_from(s, i), end))
			return i;
		else if (c == '"' || c == '`')
			quote = c;
	}
	return s.len;
}

static size_t find_start(struct str text, size_t from)
{
	for (; from + 2 < text.len; from++)
		if (text.data[from] == '{' && text.data[from + 1] == '{' &&
		    (text.data[from + 2] == '<' || text.data[from + 2] == '%'))
			return from;
	return text.len;
}

enum shortcode_found shortcode_next(struct str text, size_t from,
				    struct arena *arena, struct shortcode *ret,
				    struct shortcode_place *ret_place)
{
	const size_t start = find_start(text, from);
	const struct str rest = str_from(text, start);
	bool markdown, comment;
	size_t end;

	*ret = (struct shortcode){ .args = NULL };
	*ret_place = (struct shortcode_place){ start, text.len };
	if (start == text.len)
		return SHORTCODE_NONE;
	markdown = rest.data[2] == '%';
	comment = str_starts(str_from(rest, 3), "/*");
	if (comment)
		end = str_find(rest, str_of(markdown ? "*/%}}" : "*/>}}")) + 2;
	else
		end = 3 + find_end(str_from(rest, 3), markdown ? "%}}" : ">}}");
	if (end >= rest.len)
		return SHORTCODE_BROKEN;
	ret_place->end = start + end + 3;
	if (comment)
		return SHORTCODE_COMMENT;
	ret->markdown = markdown;
	read_inside(str_n(rest.data + 3, end - 3), arena, ret);
	return SHORTCODE_HERE;
}

struct str shortcode_get(const struct shortcode *s, const char *name,
			 size_t place)
{
	for (size_t i = 0; name && i < s->args_len; i++)
		if (s->args[i].name.len && str_is(s->args[i].name, name))
			return s->args[i].value;
	if (place < s->args_len && !s->args[place].name.len)
		return s->args[place].value;
	return (struct str){ NULL, 0 };
}
