/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "lib/mem.h"
#include "render/liquid/standard.h"
#include "render/liquid/text.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

static fallible map_text(const struct filter_call *call,
			 void (*map)(struct str, struct buf *),
			 struct value *ret)
{
	auto_buf struct buf b = { 0 };

	map(filter_input_text(call), &b);
	*ret = filter_take(call, &b);
	return NULL;
}

static fallible upcase(const struct filter_call *call, struct value *ret)
{
	return map_text(call, text_upcase, ret);
}

static fallible downcase(const struct filter_call *call, struct value *ret)
{
	return map_text(call, text_downcase, ret);
}

static fallible capitalize(const struct filter_call *call, struct value *ret)
{
	return map_text(call, text_capitalize, ret);
}

static fallible glue(const struct filter_call *call, struct str first,
		     struct str second, struct value *ret)
{
	auto_buf struct buf b = { 0 };

	buf_add_str(&b, first);
	buf_add_str(&b, second);
	*ret = filter_take(call, &b);
	return NULL;
}

static fallible append(const struct filter_call *call, struct value *ret)
{
	return glue(call, filter_input_text(call), filter_arg_text(call, 0),
		    ret);
}

static fallible prepend(const struct filter_call *call, struct value *ret)
{
	return glue(call, filter_arg_text(call, 0), filter_input_text(call),
		    ret);
}

static fallible strip(const struct filter_call *call, struct value *ret)
{
	*ret = value_of_str(
		text_strip_left(text_strip_right(filter_input_text(call))));
	return NULL;
}

static fallible lstrip(const struct filter_call *call, struct value *ret)
{
	*ret = value_of_str(text_strip_left(filter_input_text(call)));
	return NULL;
}

static fallible rstrip(const struct filter_call *call, struct value *ret)
{
	*ret = value_of_str(text_strip_right(filter_input_text(call)));
	return NULL;
}

/* Put @with in the place of every line break. */
static fallible replace_breaks(const struct filter_call *call, const char *with,
			       struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct str s = filter_input_text(call);

	while (s.len) {
		size_t at = str_find_char(s, '\n');
		size_t len = at && at < s.len && s.data[at - 1] == '\r' ? at - 1
									: at;

		buf_add(&b, s.data, len);
		if (at < s.len)
			buf_puts(&b, with);
		s = str_from(s, at < s.len ? at + 1 : at);
	}
	*ret = filter_take(call, &b);
	return NULL;
}

static fallible strip_newlines(const struct filter_call *call,
			       struct value *ret)
{
	return replace_breaks(call, "", ret);
}

static fallible newline_to_br(const struct filter_call *call, struct value *ret)
{
	return replace_breaks(call, "<br />\n", ret);
}

static fallible truncate_text(const struct filter_call *call, struct value *ret)
{
	struct str s = filter_input_text(call), end = str_of("...");
	int64_t limit = 50, keep;
	struct err *e = NULL;

	if (call->input.kind == VALUE_NIL)
		return NULL;
	if (filter_is_given(call, 0))
		e = filter_arg_integer(call, 0, &limit);
	if (e)
		return e;
	if (filter_is_given(call, 1))
		end = filter_arg_text(call, 1);
	keep = limit - (int64_t)text_length(end);
	if ((int64_t)text_length(s) <= limit) {
		*ret = value_of_str(s);
		return NULL;
	}
	s.len = text_offset(s, keep > 0 ? (size_t)keep : 0);
	return glue(call, s, end, ret);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Take the next word from @rest. */
static bool take_word(struct str *rest, struct str *ret)
{
	size_t len = 0;

	while (rest->len && is_space(rest->data[0]))
		*rest = str_from(*rest, 1);
	while (len < rest->len && !is_space(rest->data[len]))
		len++;
	*ret = str_n(rest->data, len);
	*rest = str_from(*rest, len);
	return len > 0;
}

static fallible truncatewords(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct str rest = filter_input_text(call), word;
	struct str end = str_of("...");
	int64_t limit = 15;
	struct err *e = NULL;

	if (call->input.kind == VALUE_NIL)
		return NULL;
	if (filter_is_given(call, 0))
		e = filter_arg_integer(call, 0, &limit);
	if (e)
		return e;
	if (filter_is_given(call, 1))
		end = filter_arg_text(call, 1);
	if (limit <= 0)
		limit = 1;
	*ret = value_of_str(rest);
	for (; limit > 0 && take_word(&rest, &word); limit--) {
		if (b.len)
			buf_putc(&b, ' ');
		buf_add_str(&b, word);
	}
	if (limit || !take_word(&rest, &word))
		return NULL;
	buf_add_str(&b, end);
	*ret = filter_take(call, &b);
	return NULL;
}

/* The parts of a text while they are found: one more than fits at most. */
struct parts {
	struct value *items;
	size_t len, cap;
	size_t most;
};

static void add_part(struct parts *p, struct str s)
{
	p->items = mem_grow(p->items, p->len, &p->cap, sizeof(*p->items));
	p->items[p->len++] = value_of_str(s);
}

static void split_by(struct str s, struct str pattern, struct parts *p)
{
	struct str part;
	size_t at;

	if (str_is(pattern, " ")) {
		while (p->len < p->most && take_word(&s, &part))
			add_part(p, part);
		return;
	}
	while (s.len && p->len < p->most) {
		at = pattern.len ? str_find(s, pattern) : text_first(s);
		add_part(p, str_n(s.data, at));
		if (pattern.len && at < s.len && at + pattern.len == s.len)
			break;
		s = str_from(s, at < s.len ? at + pattern.len : at);
	}
	while (p->len && !p->items[p->len - 1].string.len)
		p->len--;
}

static fallible split(const struct filter_call *call, struct value *ret)
{
	struct parts p = {
		.most = call->reader->room / sizeof(*p.items) + 1,
	};
	struct value *items;

	split_by(filter_input_text(call), filter_arg_text(call, 0), &p);
	items = value_make_list(call->reader, p.len);
	if (items && p.len)
		memcpy(items, p.items, p.len * sizeof(*items));
	*ret = value_of_list(items, items ? p.len : 0);
	free(p.items);
	return NULL;
}

/* As Ruby's slice(offset, length) picks from @total; false: nothing. */
static bool pick(int64_t total, int64_t offset, int64_t length,
		 size_t *ret_from, size_t *ret_len)
{
	if (offset < 0)
		offset += total;
	if (offset < 0 || offset > total || length < 0)
		return false;
	if (length > total - offset)
		length = total - offset;
	*ret_from = (size_t)offset;
	*ret_len = (size_t)length;
	return true;
}

static fallible slice_list(const struct filter_call *call, int64_t offset,
			   int64_t length, struct value *ret)
{
	struct value v = call->input;
	size_t from = 0, len = 0;
	struct value *items;

	(void)pick((int64_t)value_len(call->reader, v), offset, length, &from,
		   &len);
	items = value_make_list(call->reader, len);
	for (size_t i = 0; items && i < len; i++)
		items[i] = value_at(call->reader, v, from + i);
	*ret = value_of_list(items, items ? len : 0);
	return NULL;
}

static fallible slice(const struct filter_call *call, struct value *ret)
{
	int64_t offset, length = 1;
	size_t from = 0, len = 0;
	struct str s;
	struct err *e = filter_arg_integer(call, 0, &offset);

	if (!e && value_is_truthy(filter_arg(call, 1)))
		e = filter_arg_integer(call, 1, &length);
	if (e)
		return e;
	if (call->input.kind != VALUE_RANGE && value_is_list(call->input))
		return slice_list(call, offset, length, ret);
	s = filter_input_text(call);
	if (!pick((int64_t)text_length(s), offset, length, &from, &len))
		s.len = 0;
	s = str_from(s, text_offset(s, from));
	s.len = text_offset(s, len);
	*ret = value_of_str(s);
	return NULL;
}

const struct filter STANDARD_FILTERS_TEXT[] = {
	{ "upcase", 0, 0, upcase },
	{ "downcase", 0, 0, downcase },
	{ "capitalize", 0, 0, capitalize },
	{ "append", 1, 1, append },
	{ "prepend", 1, 1, prepend },
	{ "strip", 0, 0, strip },
	{ "lstrip", 0, 0, lstrip },
	{ "rstrip", 0, 0, rstrip },
	{ "strip_newlines", 0, 0, strip_newlines },
	{ "newline_to_br", 0, 0, newline_to_br },
	{ "truncate", 0, 2, truncate_text },
	{ "truncatewords", 0, 2, truncatewords },
	{ "split", 1, 1, split },
	{ "slice", 1, 2, slice },
	{ 0 },
};
