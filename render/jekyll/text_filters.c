/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/text_filters.h"

#include <ctype.h>

#include "render/jekyll/build.h"
#include "render/jekyll/stylesheet.h"
#include "render/liquid/context.h"
#include "render/liquid/number.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"
#include "render/markdown/html_text.h"
#include "render/markdown/span/typography.h"
#include "render/model/slug.h"

static fallible markdownify(const struct filter_call *call, struct value *ret)
{
	const struct rendering *r = context_host(call->context);
	auto_buf struct buf out = { 0 };
	struct err *e;

	e = markdown_to_html(filter_input_text(call), &r->build->markdown,
			     &out);
	if (e)
		return e;
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible smartify(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf out = { 0 };

	typography_smarten(filter_input_text(call), &out);
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible slugify(const struct filter_call *call, struct value *ret)
{
	struct str mode = filter_arg_text(call, 0);
	auto_buf struct buf out = { 0 };

	*ret = (struct value){ .kind = VALUE_NIL };
	if (call->input.kind == VALUE_NIL)
		return NULL;
	slug_make(filter_input_text(call),
		  mode.len ? slug_mode_named(mode) : SLUG_DEFAULT, false, &out);
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible xml_escape(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf out = { 0 };

	html_text_escape(filter_input_text(call), true, &out);
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible cgi_escape(const struct filter_call *call, struct value *ret)
{
	struct str s = filter_input_text(call);
	auto_buf struct buf out = { 0 };

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c < 0x80 && (isalnum(c) || (c && strchr("_.-~", c))))
			buf_putc(&out, (char)c);
		else if (c == ' ')
			buf_putc(&out, '+');
		else
			buf_printf(&out, "%%%02X", c);
	}
	*ret = filter_take(call, &out);
	return NULL;
}

static bool is_encoded(struct str s)
{
	return s.len > 2 && s.data[0] == '%' &&
	       isxdigit((unsigned char)s.data[1]) &&
	       isxdigit((unsigned char)s.data[2]);
}

static fallible uri_escape(const struct filter_call *call, struct value *ret)
{
	static const char reserved[] = "-._~:/?#[]@!$&'()*+,;=";
	struct str s = filter_input_text(call);
	auto_buf struct buf out = { 0 };

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if ((c < 0x80 && c && (isalnum(c) || strchr(reserved, c))) ||
		    is_encoded(str_from(s, i)))
			buf_putc(&out, (char)c);
		else
			buf_printf(&out, "%%%02X", c);
	}
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible normalize_whitespace(const struct filter_call *call,
				     struct value *ret)
{
	struct str s = str_trim(filter_input_text(call));
	auto_buf struct buf out = { 0 };

	for (size_t i = 0; i < s.len; i++) {
		if (!isspace((unsigned char)s.data[i]))
			buf_putc(&out, s.data[i]);
		else if (i && !isspace((unsigned char)s.data[i - 1]))
			buf_putc(&out, ' ');
	}
	*ret = filter_take(call, &out);
	return NULL;
}

/* The length of the character at the front of @s; is it one that is a word by
 * itself: Han, Hiragana, Katakana, Hangul? */
static size_t read_char(struct str s, bool *ret_alone)
{
	const unsigned char *b = (const unsigned char *)s.data;
	uint32_t c = b[0];
	size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	*ret_alone = false;
	if (n == 1 || n > s.len)
		return 1;
	c &= 0xffu >> (n + 1);
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (b[i] & 0x3f);
	*ret_alone =
		(c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) ||
		(c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af) ||
		(c >= 0x1100 && c <= 0x11ff) || (c >= 0x20000 && c <= 0x3134f);
	return n;
}

/* Words; with @cjk every such character is one. */
static int64_t count_words(struct str s, bool cjk, bool *ret_saw_cjk)
{
	int64_t words = 0;
	bool inside = false;

	*ret_saw_cjk = false;
	while (s.len) {
		bool alone;
		size_t n = read_char(s, &alone);
		bool space = isspace((unsigned char)s.data[0]);

		*ret_saw_cjk = *ret_saw_cjk || alone;
		if (alone && cjk) {
			words++;
			inside = false;
		} else {
			words += !space && !inside;
			inside = !space;
		}
		s = str_from(s, n);
	}
	return words;
}

static fallible number_of_words(const struct filter_call *call,
				struct value *ret)
{
	struct str s = filter_input_text(call);
	struct str mode = filter_arg_text(call, 0);
	bool saw_cjk;
	int64_t words = count_words(s, str_is(mode, "cjk"), &saw_cjk);

	if (saw_cjk && str_is(mode, "auto"))
		words = count_words(s, true, &saw_cjk);
	*ret = value_of_int(words);
	return NULL;
}

static fallible array_to_sentence_string(const struct filter_call *call,
					 struct value *ret)
{
	const size_t len = value_len(call->reader, call->input);
	struct str word =
		call->args_len ? filter_arg_text(call, 0) : str_of("and");
	auto_buf struct buf out = { 0 };

	for (size_t i = 0; i < len; i++) {
		if (i && len > 2)
			buf_puts(&out, ", ");
		else if (i)
			buf_putc(&out, ' ');
		if (i && i + 1 == len) {
			buf_add_str(&out, word);
			buf_putc(&out, ' ');
		}
		value_write(call->reader,
			    value_at(call->reader, call->input, i), &out);
	}
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible to_integer(const struct filter_call *call, struct value *ret)
{
	if (call->input.kind == VALUE_BOOL)
		*ret = value_of_int(call->input.boolean);
	else
		*ret = value_of_int(number_to_i(call->input));
	return NULL;
}

static fallible inspect(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf text = { 0 };
	auto_buf struct buf out = { 0 };

	value_inspect(call->reader, call->input, &text);
	html_text_escape(buf_str(&text), true, &out);
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible compile(const struct filter_call *call, const char *ext,
			struct value *ret)
{
	const struct rendering *r = context_host(call->context);
	const struct stylesheet sheet = {
		.path = r->page->path,
		.first_line = context_place(call->context).line,
		.ext = str_of(ext),
		.text = filter_input_text(call),
		.deadline = r->deadline,
	};
	auto_buf struct buf out = { 0 };
	struct err *e;

	e = stylesheet_compile(r->build, &sheet, &out);
	if (e)
		return e;
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible scssify(const struct filter_call *call, struct value *ret)
{
	return compile(call, ".scss", ret);
}

static fallible sassify(const struct filter_call *call, struct value *ret)
{
	return compile(call, ".sass", ret);
}

const struct filter text_filters[] = {
	{ "array_to_sentence_string", 0, 1, array_to_sentence_string },
	{ "cgi_escape", 0, 0, cgi_escape },
	{ "inspect", 0, 0, inspect },
	{ "markdownify", 0, 0, markdownify },
	{ "normalize_whitespace", 0, 0, normalize_whitespace },
	{ "number_of_words", 0, 1, number_of_words },
	{ "sassify", 0, 0, sassify },
	{ "scssify", 0, 0, scssify },
	{ "slugify", 0, 1, slugify },
	{ "smartify", 0, 0, smartify },
	{ "to_integer", 0, 0, to_integer },
	{ "uri_escape", 0, 0, uri_escape },
	{ "xml_escape", 0, 0, xml_escape },
};
const size_t text_filters_len = sizeof text_filters / sizeof *text_filters;
