/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/url_filters.h"

#include <ctype.h>

#include "render/jekyll/page_value.h"
#include "render/liquid/context.h"

static const struct build *build_of(const struct filter_call *call)
{
	const struct rendering *r = context_host(call->context);

	return r->build;
}

bool url_filters_is_absolute(struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.data[i];

		if (c == ':')
			return i > 0;
		if (!isalpha(c) && (!i || (!isdigit(c) && !strchr("+-.", c))))
			return false;
	}
	return false;
}

/* Percent-encode what may not stand in a URL at all. */
static void add_normal(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c < 0x80 && c > ' ' && !strchr("\"<>\\^`{|}\x7f", c))
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

static void add_rooted(struct str part, struct buf *out)
{
	if (part.len && part.data[0] != '/')
		buf_putc(out, '/');
	add_normal(part, out);
}

void url_filters_relative(const struct config *c, struct str url,
			  struct buf *out)
{
	struct str base = c->baseurl;

	if (url_filters_is_absolute(url)) {
		buf_add_str(out, url);
		return;
	}
	if (str_ends(base, "/"))
		base.len--;
	add_rooted(base, out);
	add_rooted(url, out);
}

void url_filters_absolute(const struct config *c, struct str url,
			  struct buf *out)
{
	const size_t start = out->len;

	if (url_filters_is_absolute(url)) {
		buf_add_str(out, url);
		return;
	}
	add_normal(c->url, out);
	url_filters_relative(c, url, out);
	if (c->url.len && out->len == start + c->url.len)
		buf_putc(out, '/');
}

/* The URL of a page, or the text itself. False for nil. */
static bool input_url(const struct filter_call *call, struct str *ret)
{
	const struct page *p = page_of_value(call->input);

	if (call->input.kind == VALUE_NIL)
		return false;
	*ret = p ? p->url : filter_input_text(call);
	return true;
}

static fallible relative_url(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf out = { 0 };
	struct str url;

	*ret = (struct value){ .kind = VALUE_NIL };
	if (!input_url(call, &url))
		return NULL;
	url_filters_relative(&build_of(call)->site->config, url, &out);
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible absolute_url(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf out = { 0 };
	struct str url;

	*ret = (struct value){ .kind = VALUE_NIL };
	if (!input_url(call, &url))
		return NULL;
	url_filters_absolute(&build_of(call)->site->config, url, &out);
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible strip_index(const struct filter_call *call, struct value *ret)
{
	struct str url = filter_input_text(call);

	*ret = call->input;
	if (str_ends(url, "/index.html"))
		*ret = value_of_str(str_n(url.data, url.len - 10));
	else if (str_ends(url, "/index.htm"))
		*ret = value_of_str(str_n(url.data, url.len - 9));
	return NULL;
}

const struct filter url_filters[] = {
	{ "absolute_url", 0, 0, absolute_url },
	{ "relative_url", 0, 0, relative_url },
	{ "strip_index", 0, 0, strip_index },
};
const size_t url_filters_len = sizeof url_filters / sizeof *url_filters;
