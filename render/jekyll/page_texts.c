/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_texts.h"

#include <assert.h>

#include "render/jekyll/page_markup.h"

#define MAX_SPARED 8

struct reader {
	const struct page_texts_change *change;
	size_t depths[MAX_SPARED]; /* open elements of each spared kind */
	struct buf *out;
};

/* Note that an element begins or ends. One link ends where the next begins. */
static void note(struct reader *r, const struct page_markup *m)
{
	const char *const *spared = r->change->spared;

	for (size_t i = 0; spared[i]; i++) {
		assert(i < MAX_SPARED);
		if (!page_markup_is(m, spared[i]))
			continue;
		if (m->is_end)
			r->depths[i] -= r->depths[i] > 0;
		else if (!r->depths[i] || !page_markup_is(m, "a"))
			r->depths[i]++;
	}
}

static bool is_spared(const struct reader *r)
{
	for (size_t i = 0; r->change->spared[i]; i++)
		if (r->depths[i])
			return true;
	return false;
}

static void add_text(const struct reader *r, struct str text)
{
	if (is_spared(r))
		buf_add_str(r->out, text);
	else if (text.len)
		r->change->add(r->change->self, text, r->out);
}

static void change_all(struct str html, const struct page_texts_change *c,
		       struct buf *out)
{
	struct reader r = { .change = c, .out = out };
	struct page_markup m;
	struct str text;

	while (page_markup_next(&html, &text, &m)) {
		add_text(&r, text);
		note(&r, &m);
		buf_add_str(out, m.whole);
	}
	add_text(&r, html);
}

void page_texts_change(struct str html, const struct page_texts_change *c,
		       struct buf *out)
{
	const size_t body = str_find(html, str_of("<body"));
	struct str inside = str_from(html, body);
	size_t begin, end;

	if (!inside.len) {
		change_all(html, c, out);
		return;
	}
	begin = body + page_markup_tag_len(inside);
	inside = str_from(html, begin);
	end = begin + str_find(inside, str_of("</body>"));
	buf_add(out, html.data, begin);
	change_all(str_n(html.data + begin, end - begin), c, out);
	buf_add_str(out, str_from(html, end));
}
