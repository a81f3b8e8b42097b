/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/definition_reader.h"

#include "lib/buf.h"
#include "render/markdown/block/block_line.h"
#include "render/markdown/block/leaf_reader.h"

/* The name in "@opening name]:" at the front of @s, and in *@ret_len how many
 * bytes all that takes. Empty when it is not there. */
static struct str read_name(struct str s, const char *opening, size_t *ret_len)
{
	size_t at = block_line_spaces(s, 3) + strlen(opening), end;
	struct str none = { NULL, 0 };

	if (!str_starts(str_from(s, at < s.len + strlen(opening)
					    ? at - strlen(opening)
					    : s.len),
			opening))
		return none;
	s.len = block_line_len(s);
	end = at + str_find(str_from(s, at), str_of("]:"));
	if (end >= s.len || end == at)
		return none;
	*ret_len = end + 2;
	return str_n(s.data + at, end - at);
}

static struct doctree_node *add_boundary(struct block_reader *r)
{
	struct doctree_node *n = block_reader_add(r, DOCTREE_BOUNDARY);

	n->number = DOCTREE_END_DEFINITION;
	return n;
}

bool definition_reader_footnote(struct block_reader *r)
{
	size_t len = 0, line;
	struct str name = read_name(r->rest, "[^", &len), all;
	auto_buf struct buf content = { 0 };
	struct doctree_node *note;

	if (!name.len || attribute_list_name_len(name) != name.len)
		return false;
	line = block_line_len(r->rest);
	line += leaf_reader_code_len(str_from(r->rest, line));
	all = str_from(block_reader_take(r, line), len);
	while (all.len) {
		struct str one = str_n(all.data, block_line_len(all));

		buf_add_str(&content, str_from(one, block_line_indent(one)));
		all = str_from(all, one.len);
	}
	note = doctree_new(r->text->arena, DOCTREE_FOOTNOTE);
	note->text = name;
	block_reader_descend(
		r, str_of(arena_strdup(r->text->arena, buf_str(&content))),
		note);
	(void)add_boundary(r);
	*name_table_at(&r->text->definitions->footnotes, name) = note;
	return true;
}

/* Where the title that ends @s begins, with the white space before it; @s.len
 * when there is none. */
static size_t find_title(struct str s)
{
	char quote = s.len ? s.data[s.len - 1] : 0;

	if (quote != '"' && quote != '\'')
		return s.len;
	for (size_t i = 1; i + 2 < s.len; i++)
		if (s.data[i] == quote && strchr(" \t", s.data[i - 1]))
			return i - 1;
	return s.len;
}

static struct str inside_quotes(struct str s)
{
	s = str_trim(s);
	return s.len > 2 ? str_n(s.data + 1, s.len - 2) : (struct str){ 0 };
}

static bool is_quoted(struct str s)
{
	return s.len > 2 && strchr("\"'", s.data[0]) &&
	       s.data[s.len - 1] == s.data[0];
}

static bool has_unfinished_title(struct str url)
{
	for (size_t i = 1; i < url.len; i++)
		if (strchr("\"'", url.data[i]) &&
		    strchr(" \t", url.data[i - 1]))
			return true;
	return false;
}

/* Read "<url>" or "url", and "title" on the same line. */
static bool read_target(struct str s, struct doctree_node *link)
{
	size_t end;

	if (str_starts(s, "<") && (end = str_find_char(s, '>')) < s.len) {
		struct str rest = str_trim(str_from(s, end + 1));

		if (!rest.len || is_quoted(rest)) {
			link->url = str_n(s.data + 1, end - 1);
			link->title = inside_quotes(rest);
			return true;
		}
	}
	end = find_title(s);
	link->url = str_trim(str_n(s.data, end));
	link->title = inside_quotes(str_from(s, end));
	return link->url.len && !has_unfinished_title(link->url);
}

bool definition_reader_link(struct block_reader *r)
{
	size_t len = 0, line = block_line_len(r->rest);
	struct str name = read_name(r->rest, "[", &len), next;
	struct doctree_node *link;

	if (!name.len || str_find_char(name, ']') < name.len)
		return false;
	link = doctree_new(r->text->arena, DOCTREE_LINK);
	if (!read_target(str_trim(str_from(str_n(r->rest.data, line), len)),
			 link))
		return false;
	next = str_from(r->rest, line);
	next.len = block_line_len(next);
	if (!link->title.len && is_quoted(str_trim(next))) {
		link->title = inside_quotes(next);
		line += next.len;
	}
	(void)block_reader_take(r, line);
	/* Lists for the definition are for the links. */
	link->first = add_boundary(r);
	definitions_add_link(r->text->definitions, name, link);
	return true;
}

bool definition_reader_abbreviation(struct block_reader *r)
{
	size_t len = 0, line = block_line_len(r->rest);
	struct str name = read_name(r->rest, "*[", &len);
	struct doctree_node *n;

	if (!name.len)
		return false;
	n = doctree_new(r->text->arena, DOCTREE_ABBREVIATION);
	n->text = name;
	n->title = str_trim(str_from(str_n(r->rest.data, line), len));
	(void)block_reader_take(r, line);
	n->first = add_boundary(r);
	*name_table_at(&r->text->definitions->abbreviations, name) = n;
	return true;
}
