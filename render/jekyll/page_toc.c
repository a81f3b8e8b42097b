/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_toc.h"

#include <ctype.h>
#include <stdlib.h>

#include "lib/mem.h"
#include "render/jekyll/page_markup.h"
#include "render/jekyll/page_toc_id.h"
#include "render/markdown/html_tag.h"
#include "render/markdown/html_text.h"
#include "render/markdown/name_table.h"
#include "render/model/node.h"

#define MAX_LEVEL 6

struct reader {
	const struct page_toc *toc;
	struct arena *arena;
	struct page_toc_heading *headings;
	size_t len, cap;
	struct name_table made; /* ids -> how often, in the arena */
	struct str section;     /* an element that is left out */
	size_t depth;           /* of open elements called so */
	bool is_open;           /* the last heading is */
	struct buf text;        /* of that */
};

static struct str option(const struct page_toc *t, const char *name,
			 const char *usual)
{
	const struct data *d = data_get(t->wish, name);

	if (!d)
		return str_of(usual);
	return d->kind == DATA_NULL ? (struct str){ NULL, 0 } : node_as_text(d);
}

/* Of a heading that is wanted by its level; else 0. */
static unsigned level_of(const struct page_toc *t, const struct page_markup *m)
{
	const struct data *min = data_get(t->wish, "min_level");
	const struct data *max = data_get(t->wish, "max_level");
	const struct str n = m->name;
	int level = 0;

	if (n.len == 2 && (n.data[0] == 'h' || n.data[0] == 'H') &&
	    n.data[1] >= '1' && n.data[1] <= '0' + MAX_LEVEL)
		level = n.data[1] - '0';
	if ((min && min->kind == DATA_INT && level < min->integer) ||
	    (max && max->kind == DATA_INT && level > max->integer))
		return 0;
	return (unsigned)level;
}

static bool is_section(const struct page_toc *t, const struct page_markup *m)
{
	const struct data *wish = data_get(t->wish, "no_toc_section_class");

	if (!wish || wish->kind != DATA_LIST)
		return page_markup_has_class(
			m, option(t, "no_toc_section_class", "no_toc_section"));
	for (size_t i = 0; i < wish->list.len; i++)
		if (page_markup_has_class(m,
					  node_as_text(&wish->list.items[i])))
			return true;
	return false;
}

/* An id for the heading of @text that no other has been given. */
static struct str make_id(struct reader *r, struct str text)
{
	auto_buf struct buf id = { 0 };
	struct str name;
	size_t **times;

	page_toc_id_add(text, &id);
	name = str_of(arena_strdup(r->arena, buf_str(&id)));
	times = (size_t **)name_table_at(&r->made, name);
	if (!*times) {
		*times = arena_alloc(r->arena, sizeof **times);
		return name;
	}
	buf_printf(&id, "-%zu", ++**times);
	return str_of(arena_strdup(r->arena, buf_str(&id)));
}

static void close_heading(struct reader *r)
{
	struct page_toc_heading *h;

	if (!r->is_open)
		return;
	h = &r->headings[r->len - 1];
	h->text = str_of(arena_strdup(r->arena, buf_str(&r->text)));
	if (!h->id.data)
		h->id = make_id(r, h->text);
	buf_truncate(&r->text, 0);
	r->is_open = false;
}

static void open_heading(struct reader *r, const struct page_markup *m,
			 unsigned level)
{
	struct page_toc_heading *h;
	struct str id;

	close_heading(r);
	if (r->depth || page_markup_has_class(m, str_of("no_toc")))
		return;
	r->headings =
		mem_grow(r->headings, r->len, &r->cap, sizeof *r->headings);
	h = &r->headings[r->len++];
	*h = (struct page_toc_heading){ .level = level };
	h->text_start =
		(size_t)(m->whole.data + m->whole.len - r->toc->html.data);
	if (page_markup_attribute(m, "id", &id))
		h->id = str_of(arena_strdup(r->arena, id));
	r->is_open = true;
}

static bool is_void(struct str name)
{
	const struct html_element *e = html_tag_element(name);

	return e && e->is_void;
}

/* Note where an element begins or ends whose headings are left out. */
static void note_section(struct reader *r, const struct page_markup *m)
{
	const bool same = r->depth && html_tag_is_same(r->section, m->name);

	if (same && m->is_end)
		r->depth--;
	else if (same)
		r->depth++;
	else if (!r->depth && !m->is_end && m->name.len && !is_void(m->name) &&
		 is_section(r->toc, m)) {
		r->section = m->name;
		r->depth = 1;
	}
}

static void read_markup(struct reader *r, const struct page_markup *m)
{
	const unsigned level = level_of(r->toc, m);

	if (level && !m->is_end)
		open_heading(r, m, level);
	else if (r->is_open && m->is_end &&
		 level == r->headings[r->len - 1].level)
		close_heading(r);
	note_section(r, m);
}

struct page_toc page_toc_read(struct str html, const struct data *wish,
			      struct arena *a)
{
	struct page_toc t = { .wish = wish, .html = html };
	struct reader r = { .toc = &t, .arena = a };
	struct page_markup m;
	struct page_toc_heading *headings;
	struct str rest = html, text;

	while (page_markup_next(&rest, &text, &m)) {
		if (r.is_open)
			buf_add_str(&r.text, text);
		read_markup(&r, &m);
	}
	if (r.is_open)
		buf_add_str(&r.text, rest);
	close_heading(&r);
	headings = arena_alloc_array(a, r.len + 1, sizeof *headings);
	for (size_t i = 0; i < r.len; i++)
		headings[i] = r.headings[i];
	t.headings = headings;
	t.len = r.len;
	free(r.headings);
	name_table_release(&r.made);
	buf_release(&r.text);
	return t;
}

static const char *list_tag(const struct page_toc *t)
{
	return node_is_true(data_get(t->wish, "ordered_list")) ? "ol" : "ul";
}

static void add_link(const struct page_toc *t, const struct page_toc_heading *h,
		     struct buf *out)
{
	auto_buf struct buf class = { 0 };
	auto_buf struct buf target = { 0 };

	buf_printf(&class, "%.*s %.*sh%u",
		   STR_FMT(option(t, "item_class", "toc-entry")),
		   STR_FMT(option(t, "item_prefix", "toc-")), h->level);
	buf_printf(&target, "#%.*s", STR_FMT(h->id));
	buf_puts(out, "<li");
	html_text_attr("class", buf_str(&class), out);
	buf_puts(out, "><a");
	html_text_attr("href", buf_str(&target), out);
	buf_printf(out, ">%.*s</a>", STR_FMT(h->text));
}

/* Append the items of @len headings from @at on; those of lower levels are in
 * lists within. */
static void add_items(const struct page_toc *t, size_t at, size_t len,
		      struct buf *out)
{
	const struct str class = option(t, "sublist_class", "");
	unsigned top = MAX_LEVEL;

	for (size_t i = 0; i < len; i++)
		if (t->headings[at + i].level < top)
			top = t->headings[at + i].level;
	for (size_t i = 0, n; i < len; i += n) {
		const bool is_item = t->headings[at + i].level == top;

		for (n = is_item;
		     i + n < len && t->headings[at + i + n].level > top;)
			n++;
		if (!is_item) {
			add_items(t, at + i, n, out);
			continue;
		}
		add_link(t, &t->headings[at + i], out);
		if (n > 1) {
			buf_printf(out, "\n<%s", list_tag(t));
			if (class.len)
				html_text_attr("class", class, out);
			buf_puts(out, ">\n");
			add_items(t, at + i + 1, n - 1, out);
			buf_printf(out, "</%s>\n", list_tag(t));
		}
		buf_puts(out, "</li>\n");
	}
}

void page_toc_add_list(const struct page_toc *t, struct buf *out)
{
	buf_printf(out, "<%s", list_tag(t));
	html_text_attr("id", option(t, "list_id", "toc"), out);
	html_text_attr("class", option(t, "list_class", "section-nav"), out);
	buf_puts(out, ">\n");
	add_items(t, 0, t->len, out);
	buf_printf(out, "</%s>", list_tag(t));
}

/* As in a URL: every other byte encoded. */
static void add_target(struct str id, struct buf *out)
{
	for (size_t i = 0; i < id.len; i++) {
		const unsigned char c = (unsigned char)id.data[i];

		if (c < 0x80 &&
		    (isalnum(c) || (c && strchr("-_.!~*'()@/:=?;#%&,+", c))))
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

void page_toc_add_page(const struct page_toc *t, struct buf *out)
{
	size_t done = 0;

	for (size_t i = 0; i < t->len; i++) {
		const struct page_toc_heading *h = &t->headings[i];

		buf_add(out, t->html.data + done, h->text_start - done);
		buf_puts(out, "<a class=\"anchor\" href=\"#");
		add_target(h->id, out);
		buf_puts(out, "\" aria-hidden=\"true\"><span class=\"octicon "
			      "octicon-link\"></span></a>");
		done = h->text_start;
	}
	buf_add_str(out, str_from(t->html, done));
}
