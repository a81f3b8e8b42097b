/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <ctype.h>

#include "lib/num.h"
#include "render/liquid/standard.h"
#include "render/liquid/text.h"
#include "render/liquid/value_read.h"

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Does @s begin with a character reference: &name; or &#123; */
static bool is_reference(struct str s)
{
	size_t i = 1;

	if (i < s.len && s.data[i] == '#')
		for (i = 2; i < s.len && isdigit((unsigned char)s.data[i]);)
			i++;
	else
		while (i < s.len && isalpha((unsigned char)s.data[i]))
			i++;
	return i > 1 && s.data[i - 1] != '#' && i < s.len && s.data[i] == ';';
}

static fallible escape_text(const struct filter_call *call, bool once,
			    struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct str s = filter_input_text(call);
	size_t done = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *with = entity(s.data[i]);

		if (!with ||
		    (once && s.data[i] == '&' && is_reference(str_from(s, i))))
			continue;
		buf_add(&b, s.data + done, i - done);
		buf_puts(&b, with);
		done = i + 1;
	}
	*ret = value_of_str(s);
	if (!done)
		return NULL;
	buf_add_str(&b, str_from(s, done));
	*ret = filter_take(call, &b);
	return NULL;
}

static fallible escape(const struct filter_call *call, struct value *ret)
{
	if (call->input.kind == VALUE_NIL)
		return NULL;
	return escape_text(call, false, ret);
}

static fallible escape_once(const struct filter_call *call, struct value *ret)
{
	return escape_text(call, true, ret);
}

static void put_percent(unsigned char c, struct buf *out)
{
	static const char hex[] = "0123456789ABCDEF";
	const char text[] = { '%', hex[c >> 4], hex[c & 15] };

	buf_add(out, text, sizeof(text));
}

static fallible url_encode(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct str s = filter_input_text(call);

	if (call->input.kind == VALUE_NIL)
		return NULL;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c == ' ')
			buf_putc(&b, '+');
		else if ((c < 0x80 && isalnum(c)) || (c && strchr("_.-~", c)))
			buf_putc(&b, (char)c);
		else
			put_percent(c, &b);
	}
	*ret = filter_take(call, &b);
	return NULL;
}

static fallible url_decode(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct str s = filter_input_text(call);

	if (call->input.kind == VALUE_NIL)
		return NULL;
	for (size_t i = 0; i < s.len; i++) {
		int high = i + 2 < s.len ? num_hex_digit(s.data[i + 1]) : -1;
		int low = i + 2 < s.len ? num_hex_digit(s.data[i + 2]) : -1;

		if (s.data[i] == '%' && high >= 0 && low >= 0) {
			buf_putc(&b, (char)(high * 16 + low));
			i += 2;
		} else {
			buf_putc(&b, s.data[i] == '+' ? ' ' : s.data[i]);
		}
	}
	if (!text_is_valid(buf_str(&b)))
		return filter_error(call, "invalid byte sequence in UTF-8");
	*ret = filter_take(call, &b);
	return NULL;
}

/* The last two differ where the text goes into a URL. */
static const char digits64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			       "abcdefghijklmnopqrstuvwxyz0123456789+/";

static char digit64(unsigned bits, bool url)
{
	if (url && bits >= 62)
		return bits == 62 ? '-' : '_';
	return digits64[bits];
}

static fallible encode64(const struct filter_call *call, bool url,
			 struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct str s = filter_input_text(call);

	for (size_t i = 0; i < s.len; i += 3) {
		unsigned group = 0;

		for (size_t j = 0; j < 3; j++)
			group = group << 8 |
				(i + j < s.len ? (unsigned char)s.data[i + j]
					       : 0);
		for (size_t j = 0; j < 4; j++)
			buf_putc(&b,
				 i + j > s.len
					 ? '='
					 : digit64(group >> (18 - 6 * j) & 63,
						   url));
	}
	*ret = filter_take(call, &b);
	return NULL;
}

static int value64(char c, bool url)
{
	const char *digit;

	if (url && (c == '-' || c == '_'))
		return c == '-' ? 62 : 63;
	digit = c ? strchr(digits64, c) : NULL;
	return digit ? (int)(digit - digits64) : -1;
}

/* Strict: the right number of digits and "=", nothing else, no stray bits. For
 * URLs the "=" may be left out. */
static bool decode64(struct str s, bool url, struct buf *out)
{
	size_t padding = 0;
	unsigned group = 0;

	while (s.len && padding < 2 && s.data[s.len - 1] == '=') {
		s.len--;
		padding++;
	}
	if (s.len % 4 == 1 || (padding && (s.len + padding) % 4) ||
	    (!padding && !url && s.len % 4))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		int v = value64(s.data[i], url);

		if (v < 0)
			return false;
		group = group << 6 | (unsigned)v;
		if (i % 4)
			buf_putc(out, (char)(group >> (6 - 2 * (i % 4))));
	}
	return s.len % 4 == 2   ? !(group & 15)
	       : s.len % 4 == 3 ? !(group & 3)
				: true;
}

static fallible decode_text(const struct filter_call *call, bool url,
			    const char *name, struct value *ret)
{
	auto_buf struct buf b = { 0 };

	if (!decode64(filter_input_text(call), url, &b))
		return filter_error(call, "invalid base64 provided to %s",
				    name);
	*ret = filter_take(call, &b);
	return NULL;
}

static fallible base64_encode(const struct filter_call *call, struct value *ret)
{
	return encode64(call, false, ret);
}

static fallible base64_url_safe_encode(const struct filter_call *call,
				       struct value *ret)
{
	return encode64(call, true, ret);
}

static fallible base64_decode(const struct filter_call *call, struct value *ret)
{
	return decode_text(call, false, "base64_decode", ret);
}

static fallible base64_url_safe_decode(const struct filter_call *call,
				       struct value *ret)
{
	return decode_text(call, true, "base64_url_safe_decode", ret);
}

/* What is cut out of HTML, with all between its ends. */
struct cut {
	struct str open, close;
	bool gone; /* no @close is left to be found */
};

/* The length of @cut at the beginning of @s; 0: it does not begin there. */
static size_t cut_length(struct cut *cut, struct str s)
{
	struct str rest;
	size_t at;

	if (cut->gone || s.len < cut->open.len ||
	    !str_eq(str_n(s.data, cut->open.len), cut->open))
		return 0;
	rest = str_from(s, cut->open.len);
	at = str_find(rest, cut->close);
	cut->gone = at == rest.len;
	return cut->gone ? 0 : cut->open.len + at + cut->close.len;
}

static void cut_out(struct str s, struct cut *cuts, size_t n, struct buf *out)
{
	while (s.len) {
		size_t bracket = str_find_char(s, '<'), len = 0;

		buf_add(out, s.data, bracket);
		s = str_from(s, bracket);
		for (size_t i = 0; s.len && !len && i < n; i++)
			len = cut_length(&cuts[i], s);
		if (!len && s.len) {
			buf_putc(out, '<');
			len = 1;
		}
		s = str_from(s, len);
	}
}

static fallible strip_html(const struct filter_call *call, struct value *ret)
{
	struct cut blocks[] = {
		{ STR("<script"), STR("</script>"), false },
		{ STR("<!--"), STR("-->"), false },
		{ STR("<style"), STR("</style>"), false },
	};
	struct cut tags[] = { { STR("<"), STR(">"), false } };
	auto_buf struct buf without_blocks = { 0 };
	auto_buf struct buf b = { 0 };

	cut_out(filter_input_text(call), blocks, 3, &without_blocks);
	cut_out(buf_str(&without_blocks), tags, 1, &b);
	*ret = filter_take(call, &b);
	return NULL;
}

const struct filter STANDARD_FILTERS_ENCODE[] = {
	{ "escape", 0, 0, escape },
	{ "h", 0, 0, escape },
	{ "escape_once", 0, 0, escape_once },
	{ "url_encode", 0, 0, url_encode },
	{ "url_decode", 0, 0, url_decode },
	{ "base64_encode", 0, 0, base64_encode },
	{ "base64_decode", 0, 0, base64_decode },
	{ "base64_url_safe_encode", 0, 0, base64_url_safe_encode },
	{ "base64_url_safe_decode", 0, 0, base64_url_safe_decode },
	{ "strip_html", 0, 0, strip_html },
	{ 0 },
};
