/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/bodies.h"

#include <pthread.h>

#include "lib/mem.h"
#include "render/jekyll/globals.h"
#include "render/jekyll/stylesheet.h"
#include "render/model/node.h"

#define MAX_DEPTH 64 /* bodies that need bodies that ... */

struct slot {
	bool ready;
	char *text;
	size_t len;
};

struct bodies {
	pthread_mutex_t lock; /* guards the slots */
	struct slot *slots;   /* BODY_PARTS for each page */
	size_t len;
};

struct bodies *bodies_new(size_t pages)
{
	struct bodies *b = mem_alloc(sizeof *b);

	b->len = pages * BODY_PARTS;
	b->slots = mem_alloc_array(b->len + 1, sizeof *b->slots);
	(void)pthread_mutex_init(&b->lock, NULL);
	return b;
}

void bodies_free(struct bodies *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < b->len; i++)
		free(b->slots[i].text);
	free(b->slots);
	(void)pthread_mutex_destroy(&b->lock);
	free(b);
}

static bool find(struct bodies *b, size_t i, struct str *ret)
{
	bool ready;

	(void)pthread_mutex_lock(&b->lock);
	ready = b->slots[i].ready;
	if (ready)
		*ret = str_n(b->slots[i].text, b->slots[i].len);
	(void)pthread_mutex_unlock(&b->lock);
	return ready;
}

/* Keep @text, unless another thread was faster: both made the same. */
static struct str keep(struct bodies *b, size_t i, struct buf *text)
{
	struct slot *s = &b->slots[i];
	struct str kept;

	(void)pthread_mutex_lock(&b->lock);
	if (!s->ready) {
		s->len = text->len;
		s->text = buf_take(text);
		s->ready = true;
	}
	kept = str_n(s->text, s->len);
	(void)pthread_mutex_unlock(&b->lock);
	return kept;
}

static bool has_liquid(const struct page *p, struct str text)
{
	const struct data *wish = data_get(&p->data, "render_with_liquid");

	if (wish && !node_is_true(wish))
		return false;
	return str_find(text, str_of("{%")) < text.len ||
	       str_find(text, str_of("{{")) < text.len;
}

static fallible run_liquid(struct rendering *r, struct str text,
			   struct buf *out)
{
	const struct page *p = r->page;
	auto_arena struct arena arena = { 0 };
	const struct template *t;
	const struct template_source source = {
		.name = p->path,
		.text = text,
		.first_line = p->content_line,
	};
	struct template_run run;
	struct err *e;

	e = template_parse(r->build->dialect, &source, &arena, &t);
	if (e)
		return e;
	run = build_run(r, globals_of_page(r, &arena));
	return template_render(t, &run, out);
}

/* Put @file into the place of error @e, which is taken and may be NULL. */
static fallible place_error(struct err *e, const struct page *p)
{
	const struct err_place at = { p->path, 0, 0 };
	auto_buf struct buf text = { 0 };
	struct err *placed;

	if (!e || err_where(e).file)
		return e;
	err_describe(e, &text);
	placed = err_new_in(at, &ERR_INPUT, "%s", buf_str(&text).data);
	err_drop(e);
	return placed;
}

static fallible convert(struct rendering *r, struct buf *text, struct buf *out)
{
	const struct build *b = r->build;

	if (page_is_markdown(r->page, &b->site->config))
		return place_error(
			markdown_to_html(buf_str(text), &b->markdown, out),
			r->page);
	if (stylesheet_is_source(r->page->ext)) {
		const struct stylesheet sheet = {
			.path = r->page->path,
			.first_line = r->page->content_line,
			.ext = r->page->ext,
			.text = buf_str(text),
			.deadline = r->deadline,
		};

		return stylesheet_compile(b, &sheet, out);
	}
	*out = *text;
	*text = (struct buf){ 0 };
	return NULL;
}

static fallible write_own(struct rendering *r, struct buf *out)
{
	const struct page_writer *writer = r->page->writer;
	const struct page_writing how = {
		.page = r->page,
		.excerpt = r->part == BODY_EXCERPT,
		.highlighter = r->build->markdown.code.highlighter,
		.warn = build_doubt,
		.host = (void *)r->build,
	};

	return place_error(writer->write(writer->self, &how, out), r->page);
}

static fallible render(struct rendering *r, struct str text, struct buf *out)
{
	auto_buf struct buf liquid = { 0 };
	struct err *e;

	if (r->page->writer)
		return write_own(r, out);
	if (has_liquid(r->page, text)) {
		e = run_liquid(r, text, &liquid);
		if (e)
			return e;
	} else {
		buf_add_str(&liquid, text);
	}
	return convert(r, &liquid, out);
}

static size_t rank(const struct page *p, int part)
{
	return p->number * BODY_PARTS + (size_t)part;
}

/* Does the part of @p come before what @r renders? Excerpts are there for every
 * layout. */
static bool is_before(const struct page *p, enum body_part part,
		      const struct rendering *r)
{
	if (r->part < 0)
		return part == BODY_EXCERPT || p->number <= r->page->number;
	return rank(p, (int)part) < rank(r->page, r->part);
}

static size_t depth_of(const struct rendering *r)
{
	size_t depth = 0;

	for (; r; r = r->outer)
		depth++;
	return depth;
}

/* Is it wrong, and only its published page shown? Then what others show of it
 * is left empty. */
static bool is_held(const struct rendering *r, const struct page *p)
{
	return r->page != p &&
	       broken_pages_remedy(r->build->site->source.broken, p->path) ==
		       BROKEN_HELD;
}

fallible bodies_get(struct rendering *r, const struct page *p,
		    enum body_part part, struct str *ret)
{
	struct bodies *b = r->build->bodies;
	const size_t i = rank(p, (int)part);
	const struct err_place here = { p->path, 0, 0 };
	struct str raw = part == BODY_EXCERPT ? p->excerpt : p->content;
	struct rendering inner = {
		.build = r->build,
		.page = p,
		.outer = r,
		.deadline = r->deadline,
		.part = (int)part,
	};
	auto_buf struct buf text = { 0 };
	struct err_place before;
	struct err *e;

	if (!is_before(p, part, r)) {
		*ret = raw;
		return NULL;
	}
	if (find(b, i, ret))
		return NULL;
	if (depth_of(r) > MAX_DEPTH)
		return err_new(&ERR_INPUT, "'%s': pages within pages, too deep",
			       p->path);
	before = deadline_move(r->deadline, here);
	e = render(&inner, raw, &text);
	(void)deadline_move(r->deadline, before);
	if (e && is_held(r, p)) {
		err_drop(e);
		*ret = (struct str){ NULL, 0 };
		return NULL;
	}
	if (e)
		return e;
	*ret = keep(b, i, &text);
	return NULL;
}
