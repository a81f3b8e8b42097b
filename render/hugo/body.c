/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/body.h"

#include "render/hugo/body_text.h"
#include "render/hugo/content_file.h"
#include "render/hugo/summary.h"
#include "render/model/node.h"

#define MORE "<!--more-->"
#define MORE_MARK "HUGOMORE42"

static const struct data *markup(const struct hugo_config *c, const char *part,
				 const char *key)
{
	const struct data *goldmark =
		data_get(data_get(&c->all, "markup"), "goldmark");

	return data_get(data_get(goldmark, part), key);
}

static bool is_off(const struct data *d)
{
	return d && !node_is_true(d);
}

struct goldmark_options body_markdown(const struct hugo_config *c)
{
	const struct data *typographer = markup(c, "extensions", "typographer");

	return (struct goldmark_options){
		.raw_html = node_is_true(markup(c, "renderer", "unsafe")),
		.hard_wraps = node_is_true(markup(c, "renderer", "hardwraps")),
		.plain_quotes = typographer &&
				(typographer->kind == DATA_MAP
					 ? node_is_true(data_get(typographer,
								 "disable"))
					 : is_off(typographer)),
		.plain_addresses = is_off(markup(c, "extensions", "linkify")),
		.no_heading_ids = is_off(markup(c, "parser", "autoheadingid")),
		.ascii_ids = str_is(
			node_as_text(markup(c, "parser", "autoheadingidtype")),
			"github-ascii"),
	};
}

/* The text with the mark of its summary where Markdown sees a paragraph. */
static void mark_summary(struct str text, struct buf *out)
{
	const size_t at = str_find(text, str_of(MORE));

	buf_add(out, text.data, at);
	if (at == text.len)
		return;
	buf_puts(out, "\n\n" MORE_MARK "\n\n");
	buf_add_str(out, str_from(text, at + strlen(MORE)));
}

/* Append @html without the mark, or only what is before it. */
static void cut_summary(struct str html, bool only, struct buf *out)
{
	const struct str paragraph = str_of("<p>" MORE_MARK "</p>\n");
	const struct str bare = str_of(MORE_MARK);
	size_t at = str_find(html, paragraph);
	size_t len = paragraph.len;

	if (at == html.len) {
		at = str_find(html, bare);
		len = at < html.len ? bare.len : 0;
	}
	if (only) {
		buf_add_str(out, str_trim(str_n(html.data, at)));
		return;
	}
	buf_add(out, html.data, at);
	buf_add_str(out, str_from(html, at + len));
}

static fallible write_html(const struct body_rules *rules,
			   const struct page_writing *w, struct buf *out)
{
	struct goldmark_options markdown = rules->markdown;
	const bool is_html = content_file_is_html(w->page->name);
	auto_body_text struct body_text text = { .rules = rules, .writing = w };
	auto_buf struct buf marked = { 0 };
	auto_buf struct buf html = { 0 };
	struct err *e;

	markdown.highlighter = w->highlighter;
	mark_summary(w->page->content, &marked);
	e = body_text_expand(&text, buf_str(&marked), is_html);
	if (e)
		return e;
	if (is_html)
		buf_add_str(&html, buf_str(&text.markdown));
	else
		e = goldmark_to_html(buf_str(&text.markdown), &markdown, &html);
	if (!e)
		body_text_restore(&text, buf_str(&html), out);
	return e;
}

/* The summary that the front matter has. */
static fallible write_own_summary(const struct body_rules *rules,
				  struct str text, struct buf *out)
{
	auto_buf struct buf html = { 0 };
	struct err *e = goldmark_to_html(text, &rules->markdown, &html);

	if (!e)
		buf_add_str(out, summary_without_paragraph(buf_str(&html)));
	return e;
}

fallible body_write(const void *self, const struct page_writing *w,
		    struct buf *out)
{
	const struct body_rules *rules = self;
	const bool has_mark =
		str_find(w->page->content, str_of(MORE)) < w->page->content.len;
	const struct str own =
		node_as_text(data_get(&w->page->data, "summary"));
	struct page_writing how = *w;
	auto_buf struct buf html = { 0 };
	struct err *e;

	if (w->excerpt && own.len)
		return write_own_summary(rules, own, out);
	if (w->excerpt && !has_mark)
		how.highlighter = NULL;
	e = write_html(rules, &how, &html);
	if (e)
		return e;
	if (w->excerpt && !has_mark)
		summary_add(buf_str(&html), rules->config, out);
	else
		cut_summary(buf_str(&html), w->excerpt, out);
	return NULL;
}
