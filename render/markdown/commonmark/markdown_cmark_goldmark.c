/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/commonmark/markdown_cmark_goldmark.h"

#include <assert.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "lib/buf.h"
#include "lib/num.h"
#include "render/markdown/commonmark/markdown_cmark_text.h"
#include "render/markdown/markdown.h"

struct reading {
	struct arena *arena;
	struct str *lines; /* of the text */
	size_t lines_len;
	int notes; /* so far */
};

static const struct {
	const char *name;
	enum doctree_kind kind;
} kinds[] = {
	{ "document", DOCTREE_DOCUMENT },
	{ "paragraph", DOCTREE_PARAGRAPH },
	{ "heading", DOCTREE_HEADING },
	{ "block_quote", DOCTREE_QUOTE },
	{ "list", DOCTREE_LIST },
	{ "item", DOCTREE_ITEM },
	{ "tasklist", DOCTREE_ITEM },
	{ "code_block", DOCTREE_CODE_BLOCK },
	{ "html_block", DOCTREE_HTML_BLOCK },
	{ "thematic_break", DOCTREE_RULE },
	{ "table", DOCTREE_TABLE },
	{ "table_header", DOCTREE_ROW },
	{ "table_row", DOCTREE_ROW },
	{ "table_cell", DOCTREE_CELL },
	{ "text", DOCTREE_TEXT },
	{ "softbreak", DOCTREE_SOFT_BREAK },
	{ "linebreak", DOCTREE_LINE_BREAK },
	{ "code", DOCTREE_CODE },
	{ "html_inline", DOCTREE_HTML },
	{ "emph", DOCTREE_EMPHASIS },
	{ "strong", DOCTREE_STRONG },
	{ "strikethrough", DOCTREE_STRIKE },
	{ "link", DOCTREE_LINK },
	{ "image", DOCTREE_IMAGE },
};

static enum doctree_kind kind_of(cmark_node *n)
{
	const struct str name = str_of(cmark_node_get_type_string(n));
	const cmark_node_type type = cmark_node_get_type(n);

	if (type == CMARK_NODE_FOOTNOTE_DEFINITION)
		return DOCTREE_FOOTNOTE;
	if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
		return DOCTREE_FOOTNOTE_REF;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_is(name, kinds[i].name))
			return kinds[i].kind;
	return DOCTREE_TEXT;
}

static struct str keep(struct reading *r, const char *s)
{
	return str_of(arena_strdup(r->arena, str_of(s ? s : "")));
}

/* Line @number, from 1, of the text. */
static struct str line_at(const struct reading *r, int number)
{
	if (number < 1 || (size_t)number > r->lines_len)
		return (struct str){ NULL, 0 };
	return r->lines[number - 1];
}

static void split_lines(struct reading *r, struct str text)
{
	struct str rest = text;
	struct str line;
	size_t len = 1;

	for (size_t i = 0; i < text.len; i++)
		len += text.data[i] == '\n';
	r->lines = arena_alloc_array(r->arena, len, sizeof *r->lines);
	while (str_split(&rest, '\n', &line))
		r->lines[r->lines_len++] = line;
}

/* A line of "=" or "-" alone. */
static bool is_underline(struct str line)
{
	const char c = line.len ? *line.data : '\0';

	for (size_t i = 0; i < line.len; i++)
		if (line.data[i] != c)
			return false;
	return c == '=' || c == '-';
}

/* Without the marks at both ends of "## Title ##". */
static struct str without_marks(struct str line)
{
	size_t end;

	while (line.len && *line.data == '#')
		line = str_from(line, 1);
	line = str_trim(line);
	for (end = line.len; end && line.data[end - 1] == '#';)
		end--;
	return !end || line.data[end - 1] == ' '
		       ? str_trim(str_n(line.data, end))
		       : line;
}

/* The words of a heading as they were written: of one that is underlined, those
 * of its last line. */
static struct str heading_line(const struct reading *r, cmark_node *n)
{
	const int first = cmark_node_get_start_line(n);
	const int last = cmark_node_get_end_line(n);
	const int column = cmark_node_get_start_column(n);
	struct str line = line_at(r, first);

	if (column > 0 && (size_t)column <= line.len)
		line = str_from(line, (size_t)column - 1);
	line = str_trim(line);
	if (str_starts(line, "#"))
		return without_marks(line);
	for (int i = first + 1; i <= last; i++) {
		const struct str next = str_trim(line_at(r, i));

		if (!next.len || is_underline(next))
			break;
		line = next;
	}
	return line;
}

static void take_item(cmark_node *n, struct doctree_node *d)
{
	d->number = MARKDOWN_TASK_NONE;
	if (!strcmp(cmark_node_get_type_string(n), "tasklist"))
		d->number = cmark_gfm_extensions_get_tasklist_item_checked(n)
				    ? MARKDOWN_DONE
				    : MARKDOWN_TASK;
}

static void take_cell(cmark_node *n, struct doctree_node *d)
{
	static const struct {
		uint8_t is;
		enum doctree_align align;
	} aligns[] = {
		{ 'l', DOCTREE_ALIGN_LEFT },
		{ 'c', DOCTREE_ALIGN_CENTER },
		{ 'r', DOCTREE_ALIGN_RIGHT },
	};
	cmark_node *table = cmark_node_parent(cmark_node_parent(n));
	const uint8_t *all = cmark_gfm_extensions_get_table_alignments(table);
	size_t column = 0;

	for (cmark_node *p = cmark_node_previous(n); p;
	     p = cmark_node_previous(p))
		column++;
	if (!all || column >= cmark_gfm_extensions_get_table_columns(table))
		return;
	for (size_t i = 0; i < sizeof aligns / sizeof *aligns; i++)
		if (aligns[i].is == all[column])
			d->align = aligns[i].align;
}

static void take_block(struct reading *r, cmark_node *n, struct doctree_node *d)
{
	switch (d->kind) {
	case DOCTREE_HEADING:
		d->number = cmark_node_get_heading_level(n);
		d->title = heading_line(r, n);
		break;
	case DOCTREE_LIST:
		d->ordered = cmark_node_get_list_type(n) == CMARK_ORDERED_LIST;
		d->number = cmark_node_get_list_start(n);
		d->bare = cmark_node_get_list_tight(n);
		break;
	case DOCTREE_ITEM:
		take_item(n, d);
		break;
	case DOCTREE_CODE_BLOCK:
		d->text = keep(r, cmark_node_get_literal(n));
		d->url = keep(r, cmark_node_get_fence_info(n));
		d->closed = cmark_node_get_fenced(n, &(int){ 0 }, &(int){ 0 },
						  &(char){ 0 });
		break;
	case DOCTREE_ROW:
		d->closed = cmark_gfm_extensions_get_table_row_is_header(n);
		break;
	case DOCTREE_CELL:
		take_cell(n, d);
		break;
	case DOCTREE_FOOTNOTE:
		d->number = ++r->notes;
		break;
	default:
		d->text = keep(r, cmark_node_get_literal(n));
	}
}

static void take_span(struct reading *r, cmark_node *n, struct doctree_node *d)
{
	uint64_t number;

	if (d->kind == DOCTREE_LINK || d->kind == DOCTREE_IMAGE) {
		d->url = keep(r, cmark_node_get_url(n));
		d->title = keep(r, cmark_node_get_title(n));
	} else {
		d->text = keep(r, cmark_node_get_literal(n));
	}
	if (d->kind == DOCTREE_FOOTNOTE_REF &&
	    num_parse_uint(d->text, INT32_MAX, &number))
		d->number = (int)number;
}

/* Copy what is below @from to below @to; false when that is too deep. Without
 * recursion, for blocks in each other are as deep as the author likes. */
static bool convert(struct reading *r, cmark_node *from,
		    struct doctree_node *to)
{
	cmark_node *n = cmark_node_first_child(from);
	struct doctree_node *at = to;
	size_t depth = 0;

	while (n && depth <= MARKDOWN_MAX_DEPTH) {
		struct doctree_node *d = doctree_new(r->arena, kind_of(n));
		cmark_node *first = cmark_node_first_child(n);

		if (doctree_is_block(d))
			take_block(r, n, d);
		else
			take_span(r, n, d);
		doctree_append(at, d);
		if (first) {
			depth++;
			at = d;
			n = first;
			continue;
		}
		while (n != from && !cmark_node_next(n)) {
			n = cmark_node_parent(n);
			if (n != from) {
				at = at->parent;
				depth--;
			}
		}
		n = n == from ? NULL : cmark_node_next(n);
	}
	return !n;
}

static struct commonmark rules_of(const struct markdown_cmark_options *o)
{
	static const char *const always[] = { "UNSAFE", "FOOTNOTES",
					      "FULL_INFO_STRING",
					      "STRIKETHROUGH_DOUBLE_TILDE" };
	static const char *const extensions[] = { "table", "strikethrough",
						  "tasklist" };
	struct commonmark c = { .options = 0 };
	bool known = true;

	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		known = commonmark_set_option(&c, str_of(always[i])) && known;
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		known = commonmark_set_extension(&c, str_of(extensions[i])) &&
			known;
	if (o->smart)
		known = commonmark_set_option(&c, str_of("SMART")) && known;
	if (o->bare_links)
		known = commonmark_set_extension(&c, str_of("autolink")) &&
			known;
	assert(known);
	(void)known;
	return c;
}

fallible markdown_cmark_goldmark_read(struct str text,
				      const struct markdown_cmark_options *o,
				      struct arena *arena,
				      struct doctree_node *root)
{
	const struct commonmark rules = rules_of(o);
	struct reading r = { .arena = arena };
	cmark_node *from;
	struct err *e = markdown_cmark_text_parse(text, &rules, &from);
	bool ok;

	if (e)
		return e;
	split_lines(&r, text);
	ok = convert(&r, from, root);
	cmark_node_free(from);
	return ok ? NULL : err_new(&ERR_INPUT, "nested too deeply");
}
