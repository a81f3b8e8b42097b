/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/html_reader.h"

#include <ctype.h>

#include "render/markdown/block/block_line.h"
#include "render/markdown/html_tag.h"

/* The length of the comment at the front of @s, or 0. */
static size_t comment_len(struct block_reader *r, struct str s)
{
	size_t end;

	if (!str_starts(s, "<!--") || r->has_no_comment_end)
		return 0;
	end = 4 + str_find(str_from(s, 4), str_of("-->"));
	r->has_no_comment_end = end == s.len;
	return end < s.len ? end + 3 : 0;
}

static void skip_line_end(struct block_reader *r)
{
	size_t n = 0;

	while (n < r->rest.len && strchr(" \t", r->rest.data[n]))
		n++;
	if (n < r->rest.len && r->rest.data[n] == '\n')
		(void)block_reader_take(r, n + 1);
}

static bool is_raw(const struct doctree_node *n)
{
	return n->kind == DOCTREE_ELEMENT && n->number == DOCTREE_RAW;
}

static void add_html(struct block_reader *r, struct str html)
{
	struct doctree_node *n;

	if (!html.len)
		return;
	n = doctree_new(r->text->arena, DOCTREE_HTML_BLOCK);
	n->text = html;
	doctree_append(r->tree, n);
}

/* An end tag that ends nothing is text. */
static void add_stray(struct block_reader *r, struct str tag)
{
	auto_buf struct buf out = { 0 };

	buf_puts(&out, "&lt;");
	buf_add_str(&out, str_n(tag.data + 1, tag.len - 2));
	buf_puts(&out, "&gt;");
	add_html(r, str_of(arena_strdup(r->text->arena, buf_str(&out))));
}

static enum doctree_model default_model(struct str name)
{
	const struct html_element *e = html_tag_element(name);

	return e ? e->model : DOCTREE_RAW;
}

/* Where the attribute "markdown" is in @attributes, with the white space before
 * it; its value goes to *@ret_value. Its length is 0 when there is none. */
static struct str find_markdown(struct str attributes, struct str *ret_value)
{
	static const char key[] = "markdown=";
	struct str rest = attributes;

	while (rest.len) {
		size_t at = str_find(rest, str_of(key)), from = at, end;
		char quote;

		if (at + strlen(key) >= rest.len || !at)
			break;
		while (from && isspace((unsigned char)rest.data[from - 1]))
			from--;
		quote = str_from(rest, at + strlen(key)).data[0];
		*ret_value = str_from(rest, at + strlen(key));
		if (quote == '"' || quote == '\'')
			*ret_value = str_from(*ret_value, 1);
		for (end = 0; end < ret_value->len &&
			      isalnum((unsigned char)ret_value->data[end]);
		     end++)
			;
		ret_value->len = end;
		end += (size_t)(ret_value->data - rest.data) +
		       (quote == '"' || quote == '\'');
		if (from < at)
			return str_n(rest.data + from, end - from);
		rest = str_from(rest, at + 1);
	}
	return (struct str){ NULL, 0 };
}

/* Take the attribute "markdown" from the element, and see what it says. */
static void set_model(struct block_reader *r, struct doctree_node *n)
{
	struct str value = { 0 };
	struct str attribute = find_markdown(n->url, &value);
	auto_buf struct buf others = { 0 };

	n->number = r->text->definitions->options.parse_block_html &&
				    !is_raw(r->tree)
			    ? default_model(n->text)
			    : DOCTREE_RAW;
	if (!attribute.len)
		return;
	buf_add(&others, n->url.data, (size_t)(attribute.data - n->url.data));
	buf_add_str(&others,
		    str_from(n->url, (size_t)(attribute.data - n->url.data) +
					     attribute.len));
	n->url = str_of(arena_strdup(r->text->arena, buf_str(&others)));
	if (str_is(value, "1"))
		n->number = (int)default_model(n->text);
	else if (str_is(value, "span"))
		n->number = DOCTREE_SPANS;
	else if (str_is(value, "block"))
		n->number = DOCTREE_BLOCKS;
	else if (str_is(value, "0"))
		n->number = DOCTREE_RAW;
}

/* What is up to the end tag, which is taken too. */
static struct str take_until_end(struct block_reader *r, struct str name)
{
	struct str content =
		block_reader_take(r, html_tag_find_end(r->rest, name));
	struct html_tag end;

	if (html_tag_read_end(r->rest, &end))
		(void)block_reader_take(r, end.len);
	return content;
}

static void read_spans(struct block_reader *r, struct doctree_node *n)
{
	struct doctree_node *spans =
		doctree_new(r->text->arena, DOCTREE_PARAGRAPH);

	spans->bare = true;
	spans->text = take_until_end(r, n->text);
	doctree_append(n, spans);
}

static void read_element(struct block_reader *r, const struct html_tag *tag);

/* Read one piece of HTML, which begins with "<". Returns whether it is the end
 * tag of the tree. */
static bool read_piece(struct block_reader *r)
{
	size_t len = comment_len(r, r->rest);
	struct html_tag tag;

	if (str_starts(r->rest, "<?"))
		len = str_find(r->rest, str_of("?>")) + 2;
	if (len && len <= r->rest.len) {
		add_html(r, block_reader_take(r, len));
	} else if (html_tag_read_start(r->rest, &tag)) {
		read_element(r, &tag);
	} else if (html_tag_read_end(r->rest, &tag)) {
		(void)block_reader_take(r, tag.len);
		if (html_tag_is_same(r->tree->text, tag.name))
			return true;
		add_stray(r, str_n(tag.name.data - 2, tag.len));
	} else {
		(void)block_reader_take(r, 1);
		add_html(r, str_of("&lt;"));
	}
	return false;
}

static void read_raw(struct block_reader *r, struct doctree_node *n)
{
	struct doctree_node *tree = r->tree;
	bool done = false;

	r->tree = n;
	if (++r->elements > MARKDOWN_MAX_ELEMENTS)
		r->text->error = "nested too deeply";
	while (r->rest.len && !done && !r->text->error) {
		add_html(r, block_reader_take(r, str_find_char(r->rest, '<')));
		done = r->rest.len && read_piece(r);
	}
	r->elements--;
	r->tree = tree;
}

static void read_content(struct block_reader *r, struct doctree_node *n)
{
	if (n->number == DOCTREE_BLOCKS)
		block_reader_read_element(r, n);
	else if (n->number == DOCTREE_SPANS)
		read_spans(r, n);
	else
		read_raw(r, n);
	if (!is_raw(r->tree))
		skip_line_end(r);
}

/* Read the element whose start tag is at the front. */
static void read_element(struct block_reader *r, const struct html_tag *tag)
{
	const struct html_element *known = html_tag_element(tag->name);
	struct doctree_node *n = block_reader_add(r, DOCTREE_ELEMENT);

	n->text = known ? str_of(known->name) : tag->name;
	n->url = tag->attributes;
	n->closed = tag->closed || (known && known->is_void);
	(void)block_reader_take(r, tag->len);
	if (str_is(n->text, "script") || str_is(n->text, "style")) {
		struct doctree_node *tree = r->tree;

		r->tree = n;
		add_html(r, take_until_end(r, n->text));
		r->tree = tree;
		return;
	}
	set_model(r, n);
	if (n->number == DOCTREE_BLOCKS)
		skip_line_end(r);
	if (!n->closed)
		read_content(r, n);
}

static bool is_span(struct str name)
{
	const struct html_element *e = html_tag_element(name);

	return e && e->is_span;
}

bool html_reader_take_end(struct block_reader *r)
{
	struct str s = str_from(r->rest, block_line_spaces(r->rest, 3));
	struct html_tag tag;

	if (r->tree->kind != DOCTREE_ELEMENT || !html_tag_read_end(s, &tag) ||
	    is_span(tag.name) || !html_tag_is_same(r->tree->text, tag.name))
		return false;
	r->rest = str_from(s, tag.len);
	return true;
}

bool html_reader_read(struct block_reader *r)
{
	struct str s = str_from(r->rest, block_line_spaces(r->rest, 3));
	struct html_tag tag;
	size_t len;

	if (!s.len || s.data[0] != '<')
		return false;
	len = comment_len(r, r->rest);
	if (len) {
		add_html(r, block_reader_take(r, len));
		skip_line_end(r);
		return true;
	}
	if (!html_tag_read_start(s, &tag) || is_span(tag.name))
		return false;
	r->rest = s;
	read_element(r, &tag);
	return true;
}
