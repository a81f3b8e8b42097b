/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/leaf_reader.h"

#include <ctype.h>

#include "lib/buf.h"
#include "render/markdown/block/block_line.h"

static struct str copy(struct block_reader *r, const struct buf *b)
{
	return str_of(arena_strdup(r->text->arena, buf_str(b)));
}

static struct str trim_end(struct str s)
{
	while (s.len && isspace((unsigned char)s.data[s.len - 1]))
		s.len--;
	return s;
}

static bool is_indented(struct str s)
{
	return block_line_indent(s) && !block_line_blank(s);
}

size_t leaf_reader_code_len(struct str s)
{
	size_t at = 0;

	for (;;) {
		size_t end = at + block_line_blank(str_from(s, at));

		if (!is_indented(str_from(s, end)))
			return at;
		while (is_indented(str_from(s, end)))
			end += block_line_len(str_from(s, end));
		while (!block_line_ends_lazy(str_from(s, end)))
			end += block_line_len(str_from(s, end));
		at = end;
	}
}

/* A line that is not indented goes on the one before it. */
static bool joins_line_before(struct str line)
{
	size_t n = block_line_spaces(line, 3);

	return n < line.len && !isspace((unsigned char)line.data[n]);
}

bool leaf_reader_code(struct block_reader *r)
{
	size_t len = leaf_reader_code_len(r->rest);
	auto_buf struct buf code = { 0 };
	struct str all;

	if (!len)
		return false;
	all = block_reader_take(r, len);
	while (all.len) {
		size_t n = block_line_len(all);

		if (code.len && joins_line_before(all))
			code.data[code.len - 1] = ' ';
		buf_add_str(&code, str_from(str_n(all.data, n),
					    block_line_indent(all)));
		all = str_from(all, n);
	}
	block_reader_add(r, DOCTREE_CODE_BLOCK)->text = copy(r, &code);
	return true;
}

/* The length of the run of one character at the front of @s. */
static size_t run_len(struct str s)
{
	size_t n = 0;

	while (n < s.len && s.data[n] == s.data[0])
		n++;
	return n;
}

/* The length of the line that closes a fence like @fence, or 0. */
static size_t closing_len(struct str s, struct str fence)
{
	size_t at = block_line_spaces(s, 3), n, blank;

	s = str_from(s, at);
	if (!s.len || s.data[0] != fence.data[0])
		return 0;
	n = run_len(s);
	blank = block_line_rest_is_blank(str_from(s, n));
	return n >= fence.len && blank ? at + n + blank : 0;
}

/* Where the code that follows @fence ends in @s; its closing line goes to
 * *@ret_len. */
static size_t find_closing(struct block_reader *r, struct str s,
			   struct str fence, size_t *ret_len)
{
	size_t *shortest = &r->shortest_open_fence[fence.data[0] == '~'];
	size_t at = 0;

	*ret_len = 0;
	if (*shortest && fence.len >= *shortest)
		return s.len;
	while (at < s.len && !(*ret_len = closing_len(str_from(s, at), fence)))
		at += block_line_len(str_from(s, at));
	if (!*ret_len)
		*shortest = fence.len;
	return at;
}

bool leaf_reader_fence(struct block_reader *r)
{
	size_t spaces = block_line_spaces(r->rest, 3), closing, end, line;
	struct doctree_node *n;
	struct str fence, word;

	if (!block_line_is_fence(r->rest) ||
	    (r->text->definitions->options.is_kramdown &&
	     !str_starts(r->rest, "~~~")))
		return false;
	fence = str_from(r->rest, spaces);
	fence.len = run_len(fence);
	line = block_line_len(r->rest);
	word = str_trim(
		str_from(str_n(r->rest.data, line), spaces + fence.len));
	for (size_t i = 0; i < word.len; i++)
		if (isspace((unsigned char)word.data[i]))
			return false;
	end = find_closing(r, str_from(r->rest, line), fence, &closing);
	if (!closing || fence.len < 3)
		return false;
	(void)block_reader_take(r, line);
	n = block_reader_add(r, DOCTREE_CODE_BLOCK);
	n->url = word;
	n->text = block_reader_take(r, end);
	(void)block_reader_take(r, closing);
	return true;
}

static size_t quote_len(struct str s)
{
	size_t len = block_line_len(s);

	while (!block_line_ends_lazy(str_from(s, len)))
		len += block_line_len(str_from(s, len));
	return len;
}

bool leaf_reader_quote(struct block_reader *r)
{
	auto_buf struct buf content = { 0 };
	struct doctree_node *n;
	struct str all;

	if (!block_line_is_quote(r->rest))
		return false;
	all = block_reader_take(r, quote_len(r->rest));
	while (all.len) {
		size_t len = block_line_len(all), skip = 0;

		if (block_line_is_quote(all)) {
			skip = block_line_spaces(all, 3) + 1;
			skip += skip < len && all.data[skip] == ' ';
		}
		buf_add(&content, all.data + skip, len - skip);
		all = str_from(all, len);
	}
	n = block_reader_add(r, DOCTREE_QUOTE);
	block_reader_descend(r, copy(r, &content), n);
	return true;
}

static bool is_id_char(char c, bool first)
{
	return isalpha((unsigned char)c) || c == '_' || c == ':' ||
	       (unsigned char)c >= 128 ||
	       (!first && (isdigit((unsigned char)c) || c == '-' || c == '.'));
}

/* Cut " {#id}" off the end of *@text. */
static struct str cut_id(struct str *text)
{
	size_t at = text->len, end;

	if (!str_ends(*text, "}"))
		return (struct str){ NULL, 0 };
	end = --at;
	while (at && is_id_char(text->data[at - 1], false))
		at--;
	if (at < 3 || at == end || !is_id_char(text->data[at], true) ||
	    memcmp(text->data + at - 2, "{#", 2) != 0 ||
	    !strchr(" \t", text->data[at - 3]))
		return (struct str){ NULL, 0 };
	*text = trim_end(str_n(text->data, at - 3));
	return str_n(text->data + at, end - at);
}

static void add_heading(struct block_reader *r, int level, struct str text,
			struct str id)
{
	struct doctree_node *n = block_reader_add(r, DOCTREE_HEADING);

	n->number = level;
	n->text = text;
	if (id.len)
		doctree_set_attr(r->text->arena, n, str_of("id"), id);
}

bool leaf_reader_heading(struct block_reader *r)
{
	const struct markdown_options *o = &r->text->definitions->options;
	size_t level = 0, end;
	struct str text, id;

	if (!(o->is_kramdown ? str_starts(r->rest, "#")
			     : block_line_is_heading(r->rest)) ||
	    ((o->is_kramdown || o->empty_line_ends) &&
	     !block_reader_is_after_boundary(r)))
		return false;
	while (level < 6 && r->rest.data[level] == '#')
		level++;
	text = str_trim(
		str_from(str_n(r->rest.data, block_line_len(r->rest)), level));
	id = cut_id(&text);
	end = text.len;
	while (end && text.data[end - 1] == '#')
		end--;
	if (end < text.len && end &&
	    (o->is_kramdown || strchr(" \t", text.data[end - 1])))
		text = trim_end(str_n(text.data, end));
	if (!text.len)
		return false;
	(void)block_reader_take(r, block_line_len(r->rest));
	add_heading(r, (int)level, text, id);
	return true;
}

/* The length of a line of = or -, or 0. */
static size_t underline_len(struct str s)
{
	size_t n = 0, blank;

	while (n < s.len && (s.data[n] == '=' || s.data[n] == '-'))
		n++;
	blank = n ? block_line_rest_is_blank(str_from(s, n)) : 0;
	return blank ? n + blank : 0;
}

bool leaf_reader_underlined(struct block_reader *r)
{
	size_t spaces = block_line_spaces(r->rest, 3);
	size_t line = block_line_len(r->rest);
	size_t under = underline_len(str_from(r->rest, line));
	struct str text, id;
	int level;

	if (!under || strchr(" \t", r->rest.data[spaces]) ||
	    !block_reader_is_after_boundary(r))
		return false;
	text = str_trim(str_n(r->rest.data, line));
	id = cut_id(&text);
	if (!text.len)
		return false;
	level = r->rest.data[line] == '-' ? 2 : 1;
	(void)block_reader_take(r, line + under);
	add_heading(r, level, text, id);
	return true;
}

bool leaf_reader_rule(struct block_reader *r)
{
	size_t len = block_line_rule(r->rest);

	if (!len)
		return false;
	(void)block_reader_take(r, len);
	(void)block_reader_add(r, DOCTREE_RULE);
	return true;
}

/* "$$ ... $$" between empty lines; "\$$" is a paragraph without the backslash.
 */
bool leaf_reader_math(struct block_reader *r)
{
	size_t at = block_line_spaces(r->rest, 3), end, blank;
	struct str before = r->rest, body;
	bool escaped = str_starts(str_from(r->rest, at), "\\");

	body = str_from(r->rest, at + escaped);
	if (!str_starts(body, "$$") || r->has_no_math_end ||
	    !block_reader_is_after_boundary(r))
		return false;
	body = str_from(body, 2);
	end = str_find(body, str_of("$$"));
	r->has_no_math_end = end == body.len;
	if (r->has_no_math_end)
		return false;
	blank = block_line_rest_is_blank(str_from(body, end + 2));
	if (escaped) {
		if (blank)
			(void)block_reader_take(r, at + 1);
		return false;
	}
	r->rest = str_from(body, end + 2 + blank);
	if (!block_reader_is_before_boundary(r)) {
		r->rest = before;
		return false;
	}
	block_reader_add(r, DOCTREE_MATH_BLOCK)->text =
		str_trim(str_n(body.data, end));
	return true;
}

static bool ends_paragraph(const struct block_reader *r, struct str s)
{
	const struct markdown_options *o = &r->text->definitions->options;

	if (o->is_kramdown || o->empty_line_ends)
		return block_line_ends_lazy(s) || block_line_marker(s, ':', 3);
	return block_line_ends_lazy(s) || block_line_is_item(s) ||
	       block_line_is_heading(s) || block_line_marker(s, ':', 3) ||
	       block_line_is_quote(s) || block_line_is_fence(s);
}

/* Add @more to the text of @n, which ends just before it or elsewhere. */
static void extend(struct block_reader *r, struct doctree_node *n,
		   struct str more)
{
	const char *end = n->text.data + n->text.len;
	auto_buf struct buf joined = { 0 };

	if (n->text.data >= r->start && n->text.data < more.data &&
	    !str_trim(str_n(end, (size_t)(more.data - end))).len) {
		n->text.len = (size_t)(more.data + more.len - n->text.data);
		return;
	}
	buf_add_str(&joined, n->text);
	buf_putc(&joined, '\n');
	buf_add_str(&joined, more);
	n->text = copy(r, &joined);
}

static struct str paragraph_text(struct block_reader *r)
{
	size_t len = block_line_len(r->rest);

	while (!ends_paragraph(r, str_from(r->rest, len)))
		len += block_line_len(str_from(r->rest, len));
	return trim_end(block_reader_take(r, len));
}

/* Add text to the last block, if that is of @kind, or in a block of its own. */
static void add_text(struct block_reader *r, enum doctree_kind kind,
		     struct str text)
{
	struct doctree_node *last = r->tree->last;

	if (last && last->kind == kind)
		extend(r, last, text);
	else
		block_reader_add(r, kind)->text = str_trim(text);
}

bool leaf_reader_paragraph(struct block_reader *r)
{
	if (r->rest.data[block_line_spaces(r->rest, 3)] == '\t')
		return false;
	add_text(r, DOCTREE_PARAGRAPH, paragraph_text(r));
	return true;
}

bool leaf_reader_loose(struct block_reader *r)
{
	struct str line = block_reader_take(r, block_line_len(r->rest));

	add_text(r, DOCTREE_LOOSE_TEXT, trim_end(line));
	return true;
}
