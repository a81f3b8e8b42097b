/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dom: prints the document tree of the HTML on its standard input, one node a
 * line, so that diff(1) can compare two of them. What no reader sees is left
 * out: comments, the order of attributes, white space between blocks and runs
 * of it in text, and the colours of code, which two highlighters never agree
 * on.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gumbo.h>

#include "lib/buf.h"
#include "lib/fs.h"

#define INPUT_MAX ((size_t)64 << 20) /* bytes */

static bool is_block(const GumboNode *node)
{
	static const char *const inlines[] = {
		"a",    "abbr",   "b",   "cite", "code", "del", "em",   "i",
		"img",  "ins",    "kbd", "mark", "q",    "s",   "samp", "small",
		"span", "strong", "sub", "sup",  "time", "u",   "var",
	};
	const char *name;

	if (node->type != GUMBO_NODE_ELEMENT)
		return node->type == GUMBO_NODE_COMMENT;
	name = gumbo_normalized_tagname(node->v.element.tag);
	for (size_t i = 0; i < sizeof(inlines) / sizeof(*inlines); i++)
		if (!strcmp(name, inlines[i]))
			return false;
	return true;
}

static bool is_text(const GumboNode *node)
{
	return node->type == GUMBO_NODE_TEXT ||
	       node->type == GUMBO_NODE_WHITESPACE ||
	       node->type == GUMBO_NODE_CDATA;
}

static void print_indent(int depth)
{
	printf("%*s", 2 * depth, "");
}

/* Runs of white space as one space; none at the side of a block. */
static void print_flow(const char *text, bool at_start, bool at_end, int depth)
{
	auto_buf struct buf line = { 0 };
	bool space = false;

	for (; *text; text++) {
		if (isspace((unsigned char)*text)) {
			space = true;
			continue;
		}
		if (space && (line.len > 0 || !at_start))
			buf_putc(&line, ' ');
		space = false;
		buf_putc(&line, *text);
	}
	if (space && !at_end && (line.len > 0 || !at_start))
		buf_putc(&line, ' ');
	if (line.len == 0)
		return;
	print_indent(depth);
	printf("'%s'\n", line.data);
}

static void add_text(const GumboNode *node, struct buf *text)
{
	const GumboVector *children;

	if (is_text(node))
		buf_puts(text, node->v.text.text);
	if (node->type != GUMBO_NODE_ELEMENT)
		return;
	children = &node->v.element.children;
	for (unsigned int i = 0; i < children->length; i++)
		add_text(children->data[i], text);
}

static int compare_attributes(const void *a, const void *b)
{
	const GumboAttribute *const *one = a;
	const GumboAttribute *const *other = b;

	return strcmp((*one)->name, (*other)->name);
}

static void print_tag(const GumboElement *e, int depth)
{
	GumboVector attributes = e->attributes;
	GumboStringPiece tag = e->original_tag;

	gumbo_tag_from_original_text(&tag);
	print_indent(depth);
	if (tag.length)
		printf("<%.*s", (int)tag.length, tag.data);
	else
		printf("<%s", gumbo_normalized_tagname(e->tag));
	if (attributes.length > 1)
		qsort(attributes.data, attributes.length,
		      sizeof(*attributes.data), compare_attributes);
	for (unsigned int i = 0; i < attributes.length; i++) {
		const GumboAttribute *at = attributes.data[i];

		printf(" %s=\"%s\"", at->name, at->value);
	}
	printf(">\n");
}

static void print_node(const GumboNode *node, int depth);

static void print_children(const GumboVector *children, bool inside_block,
			   int depth)
{
	for (unsigned int i = 0; i < children->length; i++) {
		const GumboNode *node = children->data[i];
		bool first = i == 0, last = i + 1 == children->length;
		bool starts =
			first ? inside_block : is_block(children->data[i - 1]);
		bool ends =
			last ? inside_block : is_block(children->data[i + 1]);

		if (is_text(node))
			print_flow(node->v.text.text, starts, ends, depth);
		else
			print_node(node, depth);
	}
}

static void print_node(const GumboNode *node, int depth)
{
	auto_buf struct buf text = { 0 };

	if (node->type != GUMBO_NODE_ELEMENT)
		return;
	print_tag(&node->v.element, depth);
	if (node->v.element.tag == GUMBO_TAG_PRE) {
		add_text(node, &text);
		print_indent(depth + 1);
		printf("'%s'\n", text.len ? text.data : "");
		return;
	}
	print_children(&node->v.element.children, is_block(node), depth + 1);
}

int main(void)
{
	auto_buf struct buf html = { 0 };
	GumboOutput *out;
	struct err *e;

	e = fs_read_fd(STDIN_FILENO, INPUT_MAX, &html);
	if (e)
		return err_report(e);
	out = gumbo_parse_with_options(&kGumboDefaultOptions,
				       html.len ? html.data : "", html.len);
	print_node(out->root, 0);
	gumbo_destroy_output(&kGumboDefaultOptions, out);
	return 0;
}
