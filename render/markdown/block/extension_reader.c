/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/extension_reader.h"

#include <ctype.h>

#include "lib/buf.h"
#include "render/markdown/block/block_line.h"
#include "render/markdown/markdown_option.h"

/* Where the tag that ends @name is in @s, its length in *@ret_len. */
static size_t find_end(struct str s, struct str name, bool is_block,
		       size_t *ret_len)
{
	size_t at = 0;

	while (at < s.len) {
		struct str rest;
		size_t len = 3, blank = 0;

		at += str_find(str_from(s, at), str_of("{:/"));
		if (at == s.len)
			break;
		rest = str_from(s, at + 3);
		if (rest.len > name.len &&
		    str_eq(str_n(rest.data, name.len), name))
			len += name.len;
		rest = str_from(s, at + len);
		if (str_starts(rest, "}")) {
			len++;
			blank = block_line_rest_is_blank(str_from(s, at + len));
			if (!is_block || blank) {
				*ret_len = len + (is_block ? blank : 0);
				return at;
			}
		}
		at += 3;
	}
	return s.len;
}

bool extension_reader_parse(struct str s, bool is_block, struct extension *ret)
{
	struct extension e = { 0 };
	struct str body, rest;
	size_t end, len = block_line_braces(s, &body);

	if (!len || !str_starts(body, ":"))
		return false;
	body = str_from(body, 1);
	e.has_body = !str_ends(body, "/");
	if (!e.has_body)
		body.len--;
	while (e.name.len < body.len &&
	       isalnum((unsigned char)body.data[e.name.len]))
		e.name.len++;
	e.name.data = body.data;
	e.attributes = str_trim(str_from(body, e.name.len));
	rest = str_from(s, len);
	if (is_block) {
		size_t blank = block_line_rest_is_blank(rest);

		if (!blank)
			return false;
		rest = str_from(rest, blank);
	}
	e.len = (size_t)(rest.data - s.data);
	if (e.has_body) {
		size_t at = find_end(rest, e.name, is_block, &end);

		if (at == rest.len)
			return false;
		e.body = str_n(rest.data, at);
		e.len += at + end;
	}
	*ret = e;
	return true;
}

static struct str comment(struct arena *a, struct str body)
{
	auto_buf struct buf html = { 0 };

	if (str_ends(body, "\n"))
		body.len--;
	buf_puts(&html, "<!-- ");
	buf_add_str(&html, body);
	buf_puts(&html, " -->");
	return str_of(arena_strdup(a, buf_str(&html)));
}

struct str extension_reader_html(struct arena *a, const struct extension *e)
{
	static const char key[] = "type=\"";
	size_t at = str_find(e->attributes, str_of(key));
	struct str types;

	if (str_is(e->name, "comment") && e->has_body)
		return comment(a, e->body);
	if (!str_is(e->name, "nomarkdown"))
		return (struct str){ 0 };
	if (at == e->attributes.len)
		return e->body;
	types = str_from(e->attributes, at + strlen(key));
	types.len = str_find_char(types, '"');
	return str_find(types, str_of("html")) < types.len ? e->body
							   : (struct str){ 0 };
}

/* What cannot be is left alone, as kramdown does. */
void extension_reader_set_options(struct definitions *d,
				  const struct extension *e)
{
	struct arena *arena = d->attributes.arena;
	struct doctree_node *n = doctree_new(arena, DOCTREE_BOUNDARY);

	attribute_list_add(arena, &n->ials, e->attributes);
	attribute_list_apply(&d->attributes, n->ials, n);
	for (const struct doctree_attr *a = n->attrs; a; a = a->next)
		(void)markdown_option_set(&d->options, a->key, a->value, true);
}

static bool read_extension(struct block_reader *r, size_t spaces)
{
	struct extension e;

	if (!extension_reader_parse(str_from(r->rest, spaces), true, &e))
		return false;
	if (str_is(e.name, "nomarkdown") || str_is(e.name, "comment")) {
		struct doctree_node *n =
			doctree_new(r->text->arena, DOCTREE_HTML_BLOCK);

		n->text = extension_reader_html(r->text->arena, &e);
		doctree_append(r->tree, n);
	} else if (str_is(e.name, "options")) {
		extension_reader_set_options(r->text->definitions, &e);
		block_reader_add(r, DOCTREE_BOUNDARY)->number =
			DOCTREE_END_OTHER;
	} else {
		return false;
	}
	(void)block_reader_take(r, spaces + e.len);
	return true;
}

/* "{:name: attributes}" gives a list a name. */
static bool read_named_list(struct block_reader *r, size_t spaces)
{
	struct str s = str_from(r->rest, spaces), body;
	size_t len = block_line_braces(s, &body), name, blank;
	void **list;

	if (!len)
		return false;
	name = attribute_list_name_len(body);
	blank = block_line_rest_is_blank(str_from(s, len));
	if (!name || name == body.len || body.data[name] != ':' || !blank)
		return false;
	list = name_table_at(&r->text->definitions->attributes.named,
			     str_n(body.data, name));
	attribute_list_add(r->text->arena, (struct doctree_ial **)list,
			   str_from(body, name + 1));
	(void)block_reader_take(r, spaces + len + blank);
	block_reader_add(r, DOCTREE_BOUNDARY)->number = DOCTREE_END_OTHER;
	return true;
}

/* An attribute list is for the block before it, else for the one after. */
static bool read_list(struct block_reader *r)
{
	struct str body;
	size_t len = block_line_attributes(r->rest, &body);
	struct doctree_node *last = r->tree->last;

	if (!len)
		return false;
	(void)block_reader_take(r, len);
	if (!last || last->kind == DOCTREE_BLANK ||
	    (last->kind == DOCTREE_BOUNDARY &&
	     last->number != DOCTREE_END_DEFINITION)) {
		attribute_list_add(r->text->arena, &r->pending, body);
		return true;
	}
	attribute_list_add(r->text->arena, &last->ials, body);
	if (!block_line_attributes(r->rest, &body))
		block_reader_add(r, DOCTREE_BOUNDARY)->number =
			DOCTREE_END_LIST;
	return true;
}

bool extension_reader_read(struct block_reader *r)
{
	size_t spaces = block_line_spaces(r->rest, 3);

	if (!str_starts(str_from(r->rest, spaces), "{:"))
		return false;
	return read_named_list(r, spaces) || read_extension(r, spaces) ||
	       read_list(r);
}
