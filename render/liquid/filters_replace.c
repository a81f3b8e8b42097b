/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/standard.h"
#include "render/liquid/text.h"

/* A match of a text in another. */
struct match {
	struct str all;
	size_t at;
	size_t len;
};

/* Ruby lets the replacement speak of the match: \0 and \& are the match, \` is
 * what stands before it, \' what stands after it, and \1 to \9 are empty. */
static void add_replacement(struct str with, const struct match *m,
			    struct buf *out)
{
	if (str_find_char(with, '\\') == with.len) {
		buf_add_str(out, with);
		return;
	}
	for (size_t i = 0; i < with.len; i++) {
		char c = i + 1 < with.len ? with.data[i + 1] : '\0';

		if (with.data[i] != '\\' ||
		    !(c == '&' || c == '`' || c == '\'' || c == '\\' ||
		      (c >= '0' && c <= '9'))) {
			buf_putc(out, with.data[i]);
			continue;
		}
		i++;
		if (c == '\\')
			buf_putc(out, '\\');
		else if (c == '0' || c == '&')
			buf_add(out, m->all.data + m->at, m->len);
		else if (c == '`')
			buf_add(out, m->all.data, m->at);
		else if (c == '\'')
			buf_add_str(out, str_from(m->all, m->at + m->len));
	}
}

/* Replace all of @what, or the first only. */
static fallible replace_in(const struct filter_call *call, struct str what,
			   struct str with, bool all, struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct match m = { .all = filter_input_text(call), .len = what.len };
	size_t from = 0;

	while (filter_has_room(call, &b)) {
		struct str rest = str_from(m.all, from);
		size_t at = str_find(rest, what);
		size_t step;

		if (at == rest.len && what.len)
			break;
		m.at = from + at;
		buf_add(&b, rest.data, at);
		add_replacement(with, &m, &b);
		from = m.at + what.len;
		if (!all || (!what.len && from == m.all.len))
			break;
		step = what.len ? 0 : text_first(str_from(m.all, from));
		buf_add(&b, m.all.data + from, step);
		from += step;
	}
	buf_add_str(&b, str_from(m.all, from));
	*ret = filter_take(call, &b);
	return NULL;
}

static fallible replace_last_in(const struct filter_call *call, struct str what,
				struct str with, struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct str s = filter_input_text(call);
	size_t at = s.len + 1;

	*ret = value_of_str(s);
	if (what.len > s.len)
		return NULL;
	for (size_t i = s.len - what.len + 1; at > s.len && i-- > 0;)
		if (str_eq(str_n(s.data + i, what.len), what))
			at = i;
	if (at > s.len)
		return NULL;
	buf_add(&b, s.data, at);
	buf_add_str(&b, with);
	buf_add_str(&b, str_from(s, at + what.len));
	*ret = filter_take(call, &b);
	return NULL;
}

static fallible replace(const struct filter_call *call, struct value *ret)
{
	return replace_in(call, filter_arg_text(call, 0),
			  filter_arg_text(call, 1), true, ret);
}

static fallible replace_first(const struct filter_call *call, struct value *ret)
{
	return replace_in(call, filter_arg_text(call, 0),
			  filter_arg_text(call, 1), false, ret);
}

static fallible replace_last(const struct filter_call *call, struct value *ret)
{
	return replace_last_in(call, filter_arg_text(call, 0),
			       filter_arg_text(call, 1), ret);
}

static fallible remove_all(const struct filter_call *call, struct value *ret)
{
	return replace_in(call, filter_arg_text(call, 0), str_of(""), true,
			  ret);
}

static fallible remove_first(const struct filter_call *call, struct value *ret)
{
	return replace_in(call, filter_arg_text(call, 0), str_of(""), false,
			  ret);
}

static fallible remove_last(const struct filter_call *call, struct value *ret)
{
	return replace_last_in(call, filter_arg_text(call, 0), str_of(""), ret);
}

const struct filter STANDARD_FILTERS_REPLACE[] = {
	{ "replace", 1, 2, replace },
	{ "replace_first", 1, 2, replace_first },
	{ "replace_last", 2, 2, replace_last },
	{ "remove", 1, 1, remove_all },
	{ "remove_first", 1, 1, remove_first },
	{ "remove_last", 1, 1, remove_last },
	{ 0 },
};
