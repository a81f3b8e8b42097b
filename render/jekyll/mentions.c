/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/mentions.h"

#include <ctype.h>
#include <strings.h>

#include "render/jekyll/page_texts.h"
#include "render/markdown/html_text.h"
#include "render/model/node.h"

#define KEY "jekyll-mentions"

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static size_t login_len(struct str s)
{
	size_t n = 0;

	while (n < s.len &&
	       (is_word_char(s.data[n]) || (n && s.data[n] == '-')))
		n++;
	return n;
}

/* May a name end before @rest? It is no name when that is a path or a host. */
static bool is_end(struct str rest)
{
	if (!rest.len)
		return true;
	if (rest.data[0] != '.')
		return rest.data[0] != '/';
	return rest.len == 1 || !is_word_char(rest.data[1]);
}

/* Who says "@mention" speaks of mentions. */
static bool is_nobody(struct str login)
{
	static const char *const names[] = { "mention", "mentions", "mentioned",
					     "mentioning" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (login.len == strlen(names[i]) &&
		    !strncasecmp(login.data, names[i], login.len))
			return true;
	return false;
}

static void add_link(struct str base, struct str login, struct buf *out)
{
	buf_puts(out, "<a href=\"");
	html_text_escape(base, true, out);
	if (!str_ends(base, "/") && !str_ends(base, "~"))
		buf_putc(out, '/');
	buf_printf(out, "%.*s\" class=\"user-mention\">@%.*s</a>",
		   STR_FMT(login), STR_FMT(login));
}

static void change(void *self, struct str text, struct buf *out)
{
	const struct str *base = self;
	size_t done = 0; /* bytes that are in @out */
	size_t at;

	for (at = 0; at < text.len; at++) {
		const struct str rest = str_from(text, at + 1);
		const struct str login = str_n(rest.data, login_len(rest));

		if (text.data[at] != '@' || !login.len ||
		    !is_end(str_from(rest, login.len)) ||
		    (at && (at == done || is_word_char(text.data[at - 1]))))
			continue;
		buf_add(out, text.data + done, at - done);
		done = at + 1 + login.len;
		if (is_nobody(login))
			buf_add(out, text.data + at, done - at);
		else
			add_link(*base, login, out);
		at = done - 1;
	}
	buf_add_str(out, str_from(text, done));
}

/* What @wish, of @file, says of where profiles are; left alone by nothing. */
static fallible find_base(const struct data *wish, const char *file,
			  struct str *ret)
{
	const struct data *url = wish;

	if (wish && wish->kind == DATA_MAP)
		url = data_get(wish, "base_url");
	if (!url || url->kind == DATA_NULL)
		return NULL;
	if (url->kind != DATA_STRING)
		return err_new_in(
			((struct err_place){ file, url->line, url->column }),
			&ERR_INPUT,
			KEY ": not a URL, and no map with 'base_url'");
	*ret = url->string;
	return NULL;
}

fallible mentions_finish(const struct finishing *f, struct buf *out)
{
	static const char *const spared[] = { "pre", "code", "a", NULL };
	const struct data *own = data_get(&f->page->data, KEY);
	const struct data *all = data_get(&f->build->site->config.all, KEY);
	struct str base = str_of("https://github.com");
	const struct page_texts_change c = { spared, &base, change };
	struct err *e;

	if (own && own->kind == DATA_BOOL && !own->boolean) {
		buf_add_str(out, f->html);
		return NULL;
	}
	e = own ? find_base(own, f->page->path, &base)
		: find_base(all, CONFIG_FILE, &base);
	if (!e)
		page_texts_change(f->html, &c, out);
	return e;
}
