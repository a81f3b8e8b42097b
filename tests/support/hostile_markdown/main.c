/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hostile_markdown kramdown|commonmark BYTES: renders texts of about BYTES, and
 * then of twice as many, each one piece of Markdown over and over, or over and
 * over within itself. Prints the piece of each, escaped, a line each.
 */
#include <stdio.h>
#include <string.h>

#include "lib/num.h"
#include "render/markdown/commonmark/commonmark.h"
#include "render/markdown/markdown.h"

static const struct {
	const char *piece, *end;
} texts[] = {
	{ "[", "" },
	{ "![", "" },
	{ "[](", "" },
	{ "[a](b ", "" },
	{ "[a](<b", "" },
	{ "[a](b \"", "" },
	{ "[a][", "" },
	{ "[[a]", "" },
	{ "![[]()", "" },
	{ "]", "" },
	{ "{:", "" },
	{ "{: x\n", "" },
	{ "{::", "" },
	{ "{::comment}\n", "" },
	{ "{::options a=\"b\" /}\n", "" },
	{ "a{:b ", "" },
	{ "{:a: .b a}\n", "{:a}\nx\n" },
	{ ">", "" },
	{ "> a\nb\n", "" },
	{ "- ", "" },
	{ "1. ", "" },
	{ "> - ", "" },
	{ "- a\n", "" },
	{ "- a\n\n", "" },
	{ "* [ ] a\n", "" },
	{ "`", "" },
	{ "` x ", "" },
	{ "`a``b```c", "" },
	{ "*_", "" },
	{ "*a_", "" },
	{ "**a *b", "" },
	{ "***a ", "" },
	{ "a_b_", "" },
	{ "~~a ", "" },
	{ "\"", "" },
	{ "'a ", "" },
	{ "<", "" },
	{ "<a ", "" },
	{ "<a b=\"", "" },
	{ "<http://a", "" },
	{ "<a@", "" },
	{ "<b>", "" },
	{ "</b>", "" },
	{ "<div>\n", "" },
	{ "x\n\n<div", "" },
	{ "<p>a\n", "" },
	{ "<details markdown=\"1\">\n", "" },
	{ "<!--", "" },
	{ "<!--\n\n", "" },
	{ "<?\n\n", "" },
	{ "$$ ", "" },
	{ "$$\n\n", "" },
	{ "\\$$\n\n", "" },
	{ "|", "" },
	{ "|a", "\n|-|-|\n" },
	{ "|-", "\n" },
	{ "a|b\n", "" },
	{ "```\n~~~\n", "" },
	{ "```a b\n", "" },
	{ "[^a]", "\n\n[^a]: [^a]\n" },
	{ "[^a]: [^a]\n", "[^a]" },
	{ "*[a]: b\n", "\na" },
	{ "a b c ", "\n\n*[a]: x\n*[b]: y\n" },
	{ "[a]: b\n", "[a]" },
	{ "[a]:\n", "" },
	{ "# a\n", "" },
	{ "# a\n* x\n{:toc}\n\n", "" },
	{ "a\n=\n", "" },
	{ "a\n: b\n", "" },
	{ "    a\nb\n", "" },
	{ "a\n", "" },
	{ " \n", "" },
	{ "\t", "" },
	{ "* ", "" },
	{ "&amp;", "" },
	{ "\\", "" },
	{ "---", "" },
	{ "www.", "" },
	{ "a@a", "" },
};

static void make(size_t piece, size_t bytes, const struct markdown_options *o)
{
	auto_buf struct buf text = { 0 };
	auto_buf struct buf html = { 0 };

	while (text.len < bytes)
		buf_puts(&text, texts[piece].piece);
	buf_puts(&text, texts[piece].end);
	/* To be refused is cheap, too. */
	err_drop(markdown_to_html(buf_str(&text), o, &html));
}

static void print(const char *piece)
{
	for (; *piece; piece++)
		if (*piece == '\n')
			(void)printf("\\n");
		else
			(void)putchar(*piece);
	(void)putchar('\n');
}

int main(int argc, char **argv)
{
	static const char *const switches[] = { "UNSAFE", "SMART",
						"FOOTNOTES" };
	static const char *const extensions[] = { "table", "strikethrough",
						  "autolink", "tagfilter",
						  "tasklist" };
	struct commonmark commonmark = { .is_for_pages = true };
	struct markdown_options o = { 0 };
	uint64_t bytes;

	if (argc != 3 || !num_parse_uint(str_of(argv[2]), 1u << 20, &bytes))
		return 2;
	for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
		(void)commonmark_set_option(&commonmark, str_of(switches[i]));
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		(void)commonmark_set_extension(&commonmark,
					       str_of(extensions[i]));
	if (!strcmp(argv[1], "commonmark"))
		o.commonmark = &commonmark;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		make(i, bytes, &o);
		make(i, 2 * bytes, &o);
		print(texts[i].piece);
	}
	return 0;
}
