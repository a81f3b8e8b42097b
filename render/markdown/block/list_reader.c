/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/list_reader.h"

#include <ctype.h>

#include "render/markdown/block/block_line.h"
#include "render/markdown/block/list_line.h"

#define BOX                                                                    \
	"<input type=\"checkbox\" class=\"task-list-item-checkbox\" "          \
	"disabled=\"disabled\""

/* One list while it is read. */
struct list {
	struct block_reader *reader;
	struct doctree_node *node;
	struct doctree_node *item;
	struct buf content; /* of the item, as far as it is read */
	size_t column;      /* where the item's content begins */
	size_t spaces;      /* before the marker of the next item, at most */
	bool has_nested;    /* a list in the item may have begun */
	bool after_blank;
	bool ended; /* by "^" */
	char kind;  /* of marker, for block_line_marker() */
};

/* Turn what is read of the item into blocks. */
static void flush(struct list *l)
{
	struct block_reader *r = l->reader;

	if (l->item && l->content.len)
		block_reader_descend(r,
				     str_of(arena_strdup(r->text->arena,
							 buf_str(&l->content))),
				     l->item);
	buf_truncate(&l->content, 0);
}

static bool begin_item(struct list *l)
{
	struct block_reader *r = l->reader;
	size_t marker = block_line_marker(r->rest, l->kind, l->spaces);
	struct str line;

	if (!marker)
		return false;
	flush(l);
	line = block_reader_take(r, block_line_len(r->rest));
	l->item = doctree_new(r->text->arena, DOCTREE_ITEM);
	doctree_append(l->node, l->item);
	l->column = list_line_first(r->text->arena, line, marker, &l->content,
				    &l->item->ials);
	l->spaces = l->column < 4 ? l->column - 1 : 3;
	l->has_nested = block_line_is_item(buf_str(&l->content));
	l->after_blank = false;
	return true;
}

static void add_line(struct list *l, struct str line)
{
	auto_buf struct buf text = { 0 };
	bool indented = list_line_unindent(line, l->column, &text);
	bool is_item = block_line_is_item(buf_str(&text));

	if (!l->has_nested && indented && is_item) {
		flush(l);
		l->has_nested = true;
	} else if (l->has_nested && !indented && is_item) {
		for (size_t i = 0; i < l->column + 4; i++)
			buf_putc(&l->content, ' ');
	}
	buf_add_str(&l->content, buf_str(&text));
	l->after_blank = false;
}

/* Take the next line of the list, or say that there is none. */
static bool take_line(struct list *l)
{
	struct block_reader *r = l->reader;
	size_t len;

	if (l->after_blank && block_line_rule(r->rest))
		return false;
	len = block_line_end_mark(r->rest);
	if (len) {
		l->ended = true;
		(void)block_reader_take(r, len);
		return false;
	}
	if (begin_item(l))
		return true;
	len = list_line_indented(r->rest, l->column);
	if (!len && !l->after_blank)
		len = list_line_lazy(r->rest, l->column);
	if (len) {
		add_line(l, block_reader_take(r, len));
		return true;
	}
	len = block_line_blank(r->rest);
	if (len) {
		l->has_nested = l->after_blank = true;
		buf_add_str(&l->content, block_reader_take(r, len));
	}
	return len;
}

static bool is_bare(const struct doctree_node *item)
{
	return !item->first || item->first->kind != DOCTREE_PARAGRAPH ||
	       item->first->bare;
}

static bool has_bare_before(const struct doctree_node *item)
{
	for (const struct doctree_node *i = item->previous; i; i = i->previous)
		if (is_bare(i))
			return true;
	return false;
}

/* A paragraph stands bare when no empty line follows it; in the last item of
 * several, if any before is so. */
static bool begins_bare(const struct list *l, const struct doctree_node *item)
{
	const struct doctree_node *first = item->first, *second = first->next;
	bool is_last = !item->next;

	if (first->kind != DOCTREE_PARAGRAPH)
		return false;
	if (second && second->kind == DOCTREE_BLANK &&
	    (!is_last || second->next || l->ended))
		return false;
	return !is_last || !item->previous || has_bare_before(item);
}

/* The mark that an attribute list for the first paragraph leaves counts not. */
static void drop_list_mark(struct doctree_node *item)
{
	struct doctree_node *second = item->first->next;

	if (item->first->kind == DOCTREE_PARAGRAPH && second &&
	    second->kind == DOCTREE_BOUNDARY && item->first->ials)
		doctree_remove(second);
}

/* Make "[ ] " and "[x] " at the front of @text a box. */
static bool put_box(struct arena *a, struct str *text)
{
	struct str s = str_trim(*text);
	auto_buf struct buf out = { 0 };
	bool checked;

	if (s.len < 4 || s.data[0] != '[' || !strchr(" xX", s.data[1]) ||
	    s.data[2] != ']' || !isspace((unsigned char)s.data[3]))
		return false;
	checked = s.data[1] != ' ';
	buf_puts(&out, BOX);
	buf_puts(&out, checked ? " checked=\"checked\" />" : " />");
	buf_add_str(&out, str_trim(str_from(s, 3)));
	*text = str_of(arena_strdup(a, buf_str(&out)));
	return true;
}

static void find_tasks(struct arena *a, struct doctree_node *list)
{
	bool has_task = false;

	for (struct doctree_node *i = list->first; i; i = i->next) {
		if (!i->first || i->first->kind != DOCTREE_PARAGRAPH)
			continue;
		has_task = put_box(a, &i->first->text) || has_task;
		if (has_task)
			doctree_set_attr(a, i, str_of("class"),
					 str_of("task-list-item"));
	}
	if (has_task)
		doctree_set_attr(a, list, str_of("class"), str_of("task-list"));
}

static void finish(struct list *l)
{
	struct doctree_node *blank = NULL;

	flush(l);
	doctree_append(l->reader->tree, l->node);
	for (struct doctree_node *i = l->node->first; i; i = i->next) {
		if (!i->first)
			continue;
		drop_list_mark(i);
		i->first->bare = begins_bare(l, i);
		blank = i->last->kind == DOCTREE_BLANK ? i->last : NULL;
		if (blank)
			doctree_remove(blank);
	}
	if (blank && !l->ended)
		doctree_append(l->reader->tree, blank);
	if (!l->reader->text->definitions->options.is_kramdown)
		find_tasks(l->reader->text->arena, l->node);
}

bool list_reader_read(struct block_reader *r)
{
	struct list l = { .reader = r, .spaces = 3 };

	if (!block_line_is_item(r->rest))
		return false;
	l.kind = block_line_marker(r->rest, '*', 3) ? '*' : '1';
	l.node = block_reader_new(r, DOCTREE_LIST);
	l.node->ordered = l.kind == '1';
	while (r->rest.len && take_line(&l))
		;
	finish(&l);
	buf_release(&l.content);
	return true;
}
