/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/permalink.h"

#include <ctype.h>

#include "lib/num.h"
#include "render/model/slug.h"

struct style {
	const char *name;
	const char *posts;  /* template for posts */
	const char *suffix; /* for pages and collections */
};

static const struct style styles[] = {
	{ "date", "/:categories/:year/:month/:day/:title:output_ext",
	  ":output_ext" },
	{ "none", "/:categories/:title:output_ext", ":output_ext" },
	{ "ordinal", "/:categories/:year/:y_day/:title:output_ext",
	  ":output_ext" },
	{ "pretty", "/:categories/:year/:month/:day/:title/", "/" },
	{ "weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext",
	  ":output_ext" },
};

static const struct style *find_style(struct str name)
{
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
		if (str_is(name, styles[i].name))
			return &styles[i];
	return NULL;
}

struct str permalink_post_template(struct str style)
{
	const struct style *s = find_style(style);

	return s ? str_of(s->posts) : style;
}

void permalink_add_suffix(struct buf *tmpl, struct str style)
{
	const struct style *s = find_style(style);

	if (s)
		buf_puts(tmpl, s->suffix);
	else if (str_ends(style, "/"))
		buf_putc(tmpl, '/');
	else if (str_ends(style, ":output_ext"))
		buf_puts(tmpl, ":output_ext");
}

void permalink_escape(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c < 0x80 &&
		    (isalnum(c) || (c && strchr("-._~!$&'()*+,;=:@/?", c))))
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

void permalink_unescape(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		int high = i + 2 < s.len ? num_hex_digit(s.data[i + 1]) : -1;
		int low = i + 2 < s.len ? num_hex_digit(s.data[i + 2]) : -1;

		if (s.data[i] == '%' && high >= 0 && low >= 0) {
			buf_putc(out, (char)(high * 16 + low));
			i += 2;
		} else {
			buf_putc(out, s.data[i]);
		}
	}
}

/* The placeholders of a date, in the order of DATE_FORMAT. */
static const char *const date_parts[] = {
	"year",   "month",       "day",        "hour",   "minute",
	"second", "short_month", "long_month", "w_year", "week",
	"w_day",  "short_day",   "long_day",   "y_day",
};
#define DATE_FORMAT "%Y|%m|%d|%H|%M|%S|%b|%B|%G|%V|%u|%a|%A|%j"

static bool find_date_part(struct str name, struct str rest,
			   struct str *ret_part)
{
	for (size_t i = 0; str_split(&rest, '|', ret_part); i++)
		if (str_is(name, date_parts[i]))
			return true;
	return false;
}

static bool add_date_part(struct str name, const struct tm *date,
			  struct buf *out)
{
	char text[256];
	struct str all =
		str_n(text, strftime(text, sizeof text, DATE_FORMAT, date));
	struct str part;

	if (str_is(name, "short_year") &&
	    find_date_part(str_of("year"), all, &part)) {
		buf_add_str(out, str_from(part, part.len - 2));
		return true;
	}
	if (str_starts(name, "i_") &&
	    find_date_part(str_from(name, 2), all, &part)) {
		buf_add_str(out,
			    str_starts(part, "0") ? str_from(part, 1) : part);
		return true;
	}
	if (!find_date_part(name, all, &part))
		return false;
	buf_add_str(out, part);
	return true;
}

/* The categories joined by slashes, each once. */
static void add_categories(const struct permalink_values *v, bool slugified,
			   struct buf *out)
{
	auto_buf struct buf seen = { 0 };

	for (size_t i = 0; i < v->categories_len; i++) {
		auto_buf struct buf one = { 0 };
		auto_buf struct buf mark = { 0 };

		if (slugified)
			slug_make(v->categories[i], SLUG_DEFAULT, false, &one);
		else
			slug_lower(v->categories[i], &one);
		buf_putc(&mark, '\n');
		buf_add_str(&mark, buf_str(&one));
		buf_putc(&mark, '\n');
		if (str_find(buf_str(&seen), buf_str(&mark)) < seen.len)
			continue;
		buf_add_str(&seen, buf_str(&mark));
		if (i)
			buf_putc(out, '/');
		buf_add_str(out, buf_str(&one));
	}
}

/* Append the value of placeholder @name; false when there is none. */
static bool add_document_value(struct str name,
			       const struct permalink_values *v,
			       struct buf *out)
{
	if (str_is(name, "title"))
		slug_make(v->slug, SLUG_PRETTY, true, out);
	else if (str_is(name, "slug"))
		slug_make(v->slug, SLUG_DEFAULT, false, out);
	else if (str_is(name, "name"))
		slug_make(v->basename, SLUG_DEFAULT, false, out);
	else if (str_is(name, "path"))
		buf_add_str(out, v->path);
	else if (str_is(name, "collection"))
		buf_add_str(out, v->collection);
	else if (str_is(name, "output_ext"))
		buf_add_str(out, v->output_ext);
	else if (str_is(name, "categories"))
		add_categories(v, false, out);
	else if (str_is(name, "slugified_categories"))
		add_categories(v, true, out);
	else
		return add_date_part(name, &v->date, out);
	return true;
}

static bool add_page_value(struct str name, const struct permalink_values *v,
			   struct buf *out)
{
	if (str_is(name, "path"))
		buf_add_str(out, v->path);
	else if (str_is(name, "basename"))
		buf_add_str(out, v->basename);
	else if (str_is(name, "output_ext"))
		buf_add_str(out, v->output_ext);
	else
		return false;
	return true;
}

static bool add_value(struct str name, const struct permalink_values *v,
		      struct buf *out)
{
	auto_buf struct buf value = { 0 };
	bool known = v->is_document ? add_document_value(name, v, &value)
				    : add_page_value(name, v, &value);

	if (known)
		permalink_escape(buf_str(&value), out);
	return known;
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

/*
 * Expand the placeholder that begins at @t.data[*at], and step over it. A
 * trailing underscore may belong to the template: ":month_:day".
 */
static fallible expand_one(struct str t, size_t *at,
			   const struct permalink_values *v, struct buf *out)
{
	size_t end = *at + 1;
	struct str name;

	while (end < t.len && is_name_char(t.data[end]))
		end++;
	name = str_n(t.data + *at + 1, end - *at - 1);
	if (name.len && add_value(name, v, out)) {
		*at = end;
		return NULL;
	}
	if (str_ends(name, "_") &&
	    add_value(str_n(name.data, name.len - 1), v, out)) {
		*at = end - 1;
		return NULL;
	}
	if (name.len && v->is_document)
		return err_new(&ERR_INPUT,
			       "permalink '%.*s': no placeholder ':%.*s'",
			       STR_FMT(t), STR_FMT(name));
	buf_add(out, t.data + *at, end - *at);
	*at = end;
	return NULL;
}

static void replace_all(struct buf *b, const char *what, const char *with)
{
	struct str rest = buf_str(b);
	auto_buf struct buf out = { 0 };
	size_t at;

	while ((at = str_find(rest, str_of(what))) < rest.len) {
		buf_add(&out, rest.data, at);
		buf_puts(&out, with);
		rest = str_from(rest, at + strlen(what));
	}
	buf_add_str(&out, rest);
	buf_truncate(b, 0);
	buf_add_str(b, buf_str(&out));
}

fallible permalink_expand(struct str tmpl, const struct permalink_values *v,
			  struct buf *url)
{
	auto_buf struct buf raw = { 0 };
	struct err *e;

	buf_putc(&raw, '/');
	for (size_t i = 0; i < tmpl.len;) {
		if (tmpl.data[i] != ':') {
			buf_putc(&raw, tmpl.data[i++]);
			continue;
		}
		e = expand_one(tmpl, &i, v, &raw);
		if (e)
			return e;
	}
	replace_all(&raw, "..", "/");
	replace_all(&raw, "./", "");
	for (size_t i = 0; i < raw.len; i++)
		if (raw.data[i] != '/' || !i || raw.data[i - 1] != '/')
			buf_putc(url, raw.data[i]);
	return NULL;
}

void permalink_output_path(struct str url, struct str output_ext,
			   struct buf *out)
{
	permalink_unescape(str_starts(url, "/") ? str_from(url, 1) : url, out);
	if (str_ends(url, "/") || !url.len) {
		buf_puts(out, "index");
		buf_add_str(out, output_ext.len ? output_ext : str_of(".html"));
	} else if (!str_ends(url, output_ext.len ? output_ext.data : "")) {
		buf_add_str(out, output_ext);
	}
}
