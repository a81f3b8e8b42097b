/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/body_text.h"

#include <ctype.h>
#include <stdlib.h>

#include "lib/mem.h"
#include "lib/num.h"
#include "render/hugo/shortcode_code.h"
#include "render/hugo/shortcode_template.h"

#define MARK "HAHAHUGOSHORTCODE"
#define MARK_END "HBHB"
#define MAX_DEPTH 32 /* shortcodes in each other */
#define MAX_BYTES (64u << 20)
#define MAX_STEPS 100000 /* shortcodes looked at, each as often as it is */

void body_text_release(struct body_text *t)
{
	buf_release(&t->markdown);
	free(t->results);
	arena_release(&t->arena);
	*t = (struct body_text){ .rules = NULL };
}

void body_text_warn(const struct body_text *t, size_t at, const char *text)
{
	const struct page *p = t->writing->page;
	struct err_place place = { p->path, p->content_line, 1 };

	for (size_t i = 0; i < at && i < p->content.len; i++) {
		place.column++;
		if (p->content.data[i] != '\n')
			continue;
		place.line++;
		place.column = 1;
	}
	t->writing->warn(t->writing->host, place, text);
}

/* One shortcode that is run. */
struct run {
	struct body_text *text;
	const struct shortcode *code;
	struct str all; /* the text it is in */
	size_t at;      /* where it begins in that */
};

/* Where @r's shortcode is in the body. What other shortcodes gave is nowhere:
 * then the first of its name is meant. */
static size_t place_of(const struct run *r)
{
	const struct str body = r->text->writing->page->content;
	const char *here = r->all.data + r->at;
	size_t from = 0;
	struct str sought = str_n(here, r->all.len - r->at);

	sought.len = str_find(sought, str_of("}}"));
	from = str_find(body, sought);
	return from < body.len ? from : 0;
}

static void warn(const struct run *r, const char *text)
{
	body_text_warn(r->text, place_of(r), text);
}

static fallible markdownify(void *host, struct str text, struct buf *out)
{
	const struct run *r = host;
	struct goldmark_options o = r->text->rules->markdown;

	o.highlighter = r->text->writing->highlighter;
	return goldmark_to_html(text, &o, out);
}

static void warn_unknown(const struct run *r)
{
	auto_free char *hint =
		shortcodes_hint(&r->text->rules->shortcodes, r->code->name);
	auto_free char *text =
		mem_printf("there is no shortcode '%.*s' here; it is left "
			   "out%s",
			   STR_FMT(r->code->name), hint);

	warn(r, text);
}

static void warn_foreign(const struct run *r, const char *path, struct err *e)
{
	auto_buf struct buf why = { 0 };
	auto_free char *text = NULL;

	err_describe(e, &why);
	err_drop(e);
	text = mem_printf("shortcode '%.*s' is left out: %s%s%s%s",
			  STR_FMT(r->code->name), buf_str(&why).data,
			  path ? " (" : "", path ? path : "", path ? ")" : "");
	warn(r, text);
}

static fallible run(const struct run *r, struct str inner, struct buf *out)
{
	const struct shortcode_call call = {
		.code = r->code,
		.inner = inner,
		.markdownify = markdownify,
		.host = (void *)r,
	};
	const struct shortcode_code_call coded = {
		.rules = r->text->rules,
		.writing = r->text->writing,
		.code = r->code,
		.inner = inner,
	};
	auto_free char *doubt = NULL;
	const char *path = NULL;
	struct str template;
	struct err *e;

	if (shortcode_code_run(&coded, &doubt, out)) {
		if (doubt)
			warn(r, doubt);
		return NULL;
	}
	if (!shortcodes_find(&r->text->rules->shortcodes, r->code->name,
			     &template, &path)) {
		warn_unknown(r);
		return NULL;
	}
	e = shortcode_template_print(template, &call, out);
	if (!e || !err_is(e, &SHORTCODE_FOREIGN))
		return e;
	warn_foreign(r, path, e);
	return NULL;
}

static bool has_inner(const struct body_text *t, const struct shortcode *s)
{
	struct str template;
	const char *path;

	if (s->closed)
		return false;
	if (shortcode_code_has_inner(s))
		return true;
	return shortcodes_find(&t->rules->shortcodes, s->name, &template,
			       &path) &&
	       shortcode_template_has_inner(template);
}

/* Find what closes @r's shortcode, from byte @from on. */
static bool find_closing(struct run *r, size_t from,
			 struct shortcode_place *ret)
{
	const struct shortcode *s = r->code;
	size_t depth = 1;

	while (r->text->steps++ < MAX_STEPS) {
		auto_arena struct arena arena = { 0 };
		struct shortcode other;
		enum shortcode_found found =
			shortcode_next(r->all, from, &arena, &other, ret);

		if (found == SHORTCODE_NONE || found == SHORTCODE_BROKEN)
			return false;
		from = ret->end;
		if (found == SHORTCODE_COMMENT || !str_eq(other.name, s->name))
			continue;
		if (other.closing && !--depth)
			return true;
		depth += !other.closing && !other.closed;
	}
	return false;
}

static fallible expand(struct body_text *t, struct str text, bool in_place,
		       struct buf *out);

static void add_mark(struct body_text *t, struct buf *result, struct buf *out)
{
	t->results = mem_grow(t->results, t->len, &t->cap, sizeof *t->results);
	t->results[t->len] =
		str_n(arena_strdup(&t->arena, buf_str(result)), result->len);
	buf_printf(out, MARK "%zu" MARK_END, t->len++);
}

/* Run the shortcode at @place; *@ret_end is where the text goes on. */
static fallible expand_one(struct run *r, struct shortcode_place place,
			   bool in_place, struct buf *out, size_t *ret_end)
{
	struct body_text *t = r->text;
	struct shortcode_place closing;
	auto_buf struct buf inner = { 0 };
	auto_buf struct buf result = { 0 };
	struct err *e = NULL;

	*ret_end = place.end;
	if (r->code->closing) {
		warn(r, "this closes a shortcode that was not opened");
		return NULL;
	}
	if (has_inner(t, r->code)) {
		if (find_closing(r, place.end, &closing)) {
			*ret_end = closing.end;
			e = expand(t,
				   str_n(r->all.data + place.end,
					 closing.start - place.end),
				   true, &inner);
		} else {
			warn(r, "this shortcode is never closed");
		}
	} else if (!r->code->closed && find_closing(r, place.end, &closing)) {
		*ret_end = closing.end;
	}
	if (!e)
		e = run(r, buf_str(&inner), &result);
	if (e)
		return e;
	if (in_place || r->code->markdown)
		buf_add_str(out, buf_str(&result));
	else
		add_mark(t, &result, out);
	return NULL;
}

/* "{{</ * name * />}}" without its stars. */
static void add_comment(struct str whole, struct buf *out)
{
	buf_add(out, whole.data, 3);
	buf_add(out, whole.data + 5, whole.len - 10);
	buf_add(out, whole.data + whole.len - 3, 3);
}

static fallible expand(struct body_text *t, struct str text, bool in_place,
		       struct buf *out)
{
	size_t at = 0;
	struct err *e = NULL;

	if (++t->depth > MAX_DEPTH)
		return err_new(&ERR_INPUT, "shortcodes are nested too deep");
	while (!e) {
		struct shortcode code;
		struct shortcode_place place;
		struct run r = { t, &code, text, 0 };
		const enum shortcode_found found =
			shortcode_next(text, at, &t->arena, &code, &place);

		buf_add(out, text.data + at, place.start - at);
		r.at = place.start;
		at = place.end;
		if (found == SHORTCODE_NONE)
			break;
		if (out->len > MAX_BYTES || t->steps++ > MAX_STEPS)
			e = err_new(&ERR_INPUT,
				    "too many shortcodes, or too much of "
				    "what they give");
		else if (found == SHORTCODE_BROKEN)
			warn(&r, "this shortcode has no end");
		else if (found == SHORTCODE_COMMENT)
			add_comment(str_n(text.data + place.start,
					  place.end - place.start),
				    out);
		else
			e = expand_one(&r, place, in_place, out, &at);
	}
	t->depth--;
	return e;
}

fallible body_text_expand(struct body_text *t, struct str text, bool in_place)
{
	return expand(t, text, in_place, &t->markdown);
}

/* How long the mark is that @s begins with, and its number; 0: none. */
static size_t mark_len(const struct body_text *t, struct str s, uint64_t *ret)
{
	size_t digits = 0;

	s = str_from(s, strlen(MARK));
	while (digits < s.len && isdigit((unsigned char)s.data[digits]))
		digits++;
	if (!num_parse_uint(str_n(s.data, digits), UINT32_MAX, ret) ||
	    *ret >= t->len || !str_starts(str_from(s, digits), MARK_END))
		return 0;
	return strlen(MARK) + digits + strlen(MARK_END);
}

void body_text_restore(const struct body_text *t, struct str html,
		       struct buf *out)
{
	while (html.len) {
		const size_t at = str_find(html, str_of(MARK));
		uint64_t number;
		size_t len;

		buf_add(out, html.data, at);
		html = str_from(html, at);
		if (!html.len)
			break;
		len = mark_len(t, html, &number);
		if (!len) {
			buf_add(out, html.data, 1);
			html = str_from(html, 1);
			continue;
		}
		html = str_from(html, len);
		if (str_ends(buf_str(out), "<p>") && str_starts(html, "</p>")) {
			buf_truncate(out, out->len - 3);
			html = str_from(html, 4);
		}
		buf_add_str(out, t->results[number]);
	}
}
