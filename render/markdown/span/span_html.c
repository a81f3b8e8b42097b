/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <ctype.h>

#include "lib/mem.h"
#include "render/markdown/html_tag.h"
#include "render/markdown/html_text.h"
#include "render/markdown/span/span_text.h"

static void put_html(struct span_text *t, size_t n, const struct buf *html)
{
	struct doctree_node *d = span_text_put(t, n, DOCTREE_HTML);

	d->text = str_of(arena_strdup(t->reader->arena, buf_str(html)));
}

static void put_end(struct span_text *t, size_t n)
{
	struct span_element *e = &t->elements[--t->elements_len];
	auto_buf struct buf tag = { 0 };

	buf_printf(&tag, "</%.*s>", STR_FMT(e->name));
	put_html(t, n, &tag);
}

void span_text_close_elements(struct span_text *t, size_t keep)
{
	while (t->elements_len > keep)
		put_end(t, 0);
}

/* The value of the attribute "markdown" in @attributes: 0, 1, s or b; NUL when
 * there is none. */
static char markdown_mode(struct str attributes)
{
	static const char key[] = "markdown=\"";
	size_t at = str_find(attributes, str_of(key)) + strlen(key);

	return at < attributes.len ? attributes.data[at] : 0;
}

static void open_element(struct span_text *t, struct str name,
			 enum doctree_model model, struct str attributes)
{
	bool in_raw =
		t->elements_len && t->elements[t->elements_len - 1].is_raw;
	bool is_raw = in_raw || model == DOCTREE_RAW ||
		      t->reader->definitions->options.keep_span_html;
	char mode = markdown_mode(attributes);

	if (mode == 's')
		is_raw = false;
	else if (mode == '0')
		is_raw = true;
	else if (mode == '1')
		is_raw = model == DOCTREE_RAW;
	t->elements = mem_grow(t->elements, t->elements_len, &t->elements_cap,
			       sizeof *t->elements);
	t->elements[t->elements_len++] = (struct span_element){ name, is_raw };
}

/* All but "markdown", which is for us; on one line. */
static void add_attributes(struct str s, struct buf *out)
{
	static const char key[] = " markdown=\"";
	const size_t from = str_find(s, str_of(key));
	const struct str rest = str_from(s, from);
	size_t to = from;

	if (rest.len) {
		to += strlen(key);
		to += str_find_char(str_from(s, to), '"') + 1;
	}
	for (size_t i = 0; i < s.len; i++)
		if (i < from || i >= to)
			buf_putc(out, s.data[i] == '\n' ? ' ' : s.data[i]);
}

static void put_start(struct span_text *t, const struct html_tag *tag)
{
	const struct html_element *e = html_tag_element(tag->name);
	struct str name = e ? str_of(e->name) : tag->name;
	struct str attributes = tag->attributes;
	bool is_void = e && e->is_void;
	auto_buf struct buf html = { 0 };

	if (e && e->is_block) {
		span_text_put_text(t, tag->len,
				   str_n(t->s.data + t->at, tag->len));
		return;
	}
	buf_printf(&html, "<%.*s", STR_FMT(name));
	add_attributes(attributes, &html);
	buf_puts(&html, is_void ? " />" : ">");
	if (tag->closed && !is_void)
		buf_printf(&html, "</%.*s>", STR_FMT(name));
	put_html(t, tag->len, &html);
	if (!tag->closed && !is_void)
		open_element(t, name, e ? e->model : DOCTREE_RAW, attributes);
}

static bool take_comment(struct span_text *t)
{
	struct str rest = span_text_rest(t);
	size_t end;

	if (!str_starts(rest, "<!--") || t->has_no_comment_end)
		return false;
	end = 4 + str_find(str_from(rest, 4), str_of("-->"));
	t->has_no_comment_end = end == rest.len;
	if (t->has_no_comment_end)
		return false;
	span_text_put(t, end + 3, DOCTREE_HTML)->text =
		str_n(rest.data, end + 3);
	return true;
}

/* "<https://...>" and "<name@host>" */
static bool take_autolink(struct span_text *t)
{
	static const char *const schemes[] = { "mailto:", "https:", "http:",
					       "ftps:", "ftp:" };
	struct str rest = span_text_rest(t), url = str_from(rest, 1);
	size_t at = 0, scheme = 0;
	auto_buf struct buf href = { 0 };
	struct doctree_node *link, *text;

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes && !scheme; i++)
		if (str_starts(url, schemes[i]))
			scheme = strlen(schemes[i]);
	if (!t->budget)
		return false;
	while (at < url.len && url.data[at] != '>' && url.data[at] != '\n' &&
	       (scheme || isalnum((unsigned char)url.data[at]) ||
		(unsigned char)url.data[at] >= 128 ||
		strchr("-_.@", url.data[at])))
		at++;
	if (at == url.len || url.data[at] != '>' || at <= scheme + !scheme) {
		t->budget -= at < t->budget ? at : t->budget;
		return false;
	}
	url.len = at;
	at = str_find_char(url, '@');
	if (!scheme && (!at || at + 1 >= url.len))
		return false;
	if (!scheme)
		buf_puts(&href, "mailto:");
	buf_add_str(&href, url);
	link = span_text_put(t, url.len + 2, DOCTREE_LINK);
	link->url = str_of(arena_strdup(t->reader->arena, buf_str(&href)));
	text = doctree_new(t->reader->arena, DOCTREE_TEXT);
	text->text = str_from(url, str_starts(url, "mailto:") ? 7 : 0);
	doctree_append(link, text);
	return true;
}

bool span_text_take_html(struct span_text *t)
{
	struct str rest = span_text_rest(t);
	struct html_tag tag;
	bool is_raw =
		t->elements_len && t->elements[t->elements_len - 1].is_raw;

	if (!is_raw && take_autolink(t))
		return true;
	if (take_comment(t))
		return true;
	if (html_tag_read_end(rest, &tag)) {
		if (t->elements_len &&
		    html_tag_is_same(t->elements[t->elements_len - 1].name,
				     tag.name))
			put_end(t, tag.len);
		else
			span_text_put_text(t, tag.len,
					   str_n(rest.data, tag.len));
		return true;
	}
	if (!html_tag_read_start(rest, &tag))
		return false;
	put_start(t, &tag);
	return true;
}
