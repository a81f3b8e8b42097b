/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/commonmark/markdown_cmark_text.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <pthread.h>
#include <strings.h>

#include "render/markdown/commonmark/markdown_cmark_tree.h"

/* Brackets or quotes in one paragraph: their squares are what it costs. */
#define MAX_TRIES 10000
#define MAX_COLUMNS 1000 /* pipes in one line */

static const struct {
	const char *name; /* as Jekyll writes it, in capitals */
	unsigned bit;
} options[] = {
	{ "DEFAULT", CMARK_OPT_DEFAULT },
	{ "SOURCEPOS", CMARK_OPT_SOURCEPOS },
	{ "HARDBREAKS", CMARK_OPT_HARDBREAKS },
	{ "UNSAFE", CMARK_OPT_UNSAFE },
	{ "NOBREAKS", CMARK_OPT_NOBREAKS },
	{ "VALIDATE_UTF8", CMARK_OPT_VALIDATE_UTF8 },
	{ "SMART", CMARK_OPT_SMART },
	{ "GITHUB_PRE_LANG", CMARK_OPT_GITHUB_PRE_LANG },
	{ "LIBERAL_HTML_TAG", CMARK_OPT_LIBERAL_HTML_TAG },
	{ "FOOTNOTES", CMARK_OPT_FOOTNOTES },
	{ "STRIKETHROUGH_DOUBLE_TILDE", CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE },
	{ "TABLE_PREFER_STYLE_ATTRIBUTES",
	  CMARK_OPT_TABLE_PREFER_STYLE_ATTRIBUTES },
	{ "FULL_INFO_STRING", CMARK_OPT_FULL_INFO_STRING },
};

enum extension { TABLE, STRIKETHROUGH, AUTOLINK, TAGFILTER, TASKLIST };

static const char *const extensions[] = {
	[TABLE] = "table",       [STRIKETHROUGH] = "strikethrough",
	[AUTOLINK] = "autolink", [TAGFILTER] = "tagfilter",
	[TASKLIST] = "tasklist",
};

/* One at a time. */
static cmark_node *parse(struct str text, const struct commonmark *c)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	cmark_parser *parser;
	cmark_node *root;

	(void)pthread_mutex_lock(&lock);
	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new((int)c->options);
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		if (c->extensions & 1u << i)
			(void)cmark_parser_attach_syntax_extension(
				parser,
				cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, text.data, text.len);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	(void)pthread_mutex_unlock(&lock);
	return root;
}

bool commonmark_set_option(struct commonmark *c, struct str name)
{
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		if (name.len != strlen(options[i].name) ||
		    strncasecmp(name.data, options[i].name, name.len) != 0)
			continue;
		c->options |= options[i].bit;
		return true;
	}
	return false;
}

bool commonmark_set_extension(struct commonmark *c, struct str name)
{
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
		if (!str_is(name, extensions[i]))
			continue;
		c->extensions |= 1u << i;
		return true;
	}
	return false;
}

bool commonmark_filters(const struct commonmark *c)
{
	return c->extensions & 1u << TAGFILTER;
}

/* What makes cmark-gfm slow, or its tree large, in one run of lines that are
 * not empty: it tries each bracket and quote with all the others, and fills the
 * rows of a table up to the columns of its head. */
struct run {
	uint64_t brackets;
	uint64_t quotes;
	uint64_t colons; /* each may be an address */
	uint64_t lines;
	uint64_t columns; /* of the line that has most */
};

static void add_line(struct run *run, struct str line)
{
	uint64_t pipes = 0;

	for (size_t i = 0; i < line.len; i++) {
		const char c = line.data[i];

		run->brackets += c == '[';
		run->colons += c == ':';
		run->quotes += c == '"' || c == '\'';
		pipes += c == '|';
	}
	run->lines++;
	if (pipes > run->columns)
		run->columns = pipes;
}

static const char *find_excess(struct str text, const struct commonmark *c)
{
	struct run run = { 0 };
	uint64_t cells = 0;
	struct str line;

	while (str_split(&text, '\n', &line)) {
		if (str_trim(line).len) {
			add_line(&run, line);
			if (text.len)
				continue;
		}
		if (run.brackets > MAX_TRIES || run.quotes > MAX_TRIES ||
		    run.colons > MAX_TRIES || run.columns > MAX_COLUMNS)
			return "more brackets, quotes, colons or pipes than "
			       "can be read in one paragraph";
		cells += run.columns * run.lines;
		run = (struct run){ 0 };
	}
	if (c->extensions & 1u << TABLE && cells > MARKDOWN_MAX_CELLS)
		return "tables with too many cells";
	return NULL;
}

fallible markdown_cmark_text_parse(struct str text, const struct commonmark *c,
				   struct cmark_node **ret)
{
	const char *excess = find_excess(text, c);

	if (excess)
		return err_new(&ERR_INPUT, "%s", excess);
	*ret = parse(text, c);
	return NULL;
}

fallible markdown_cmark_text_read(struct str text, const struct commonmark *c,
				  const struct markdown_code *code,
				  struct arena *a, struct doctree_node *root)
{
	cmark_node *tree;
	struct err *e = markdown_cmark_text_parse(text, c, &tree);
	bool ok;

	if (e)
		return e;
	ok = markdown_cmark_tree_convert(tree, c, code, a, root);
	cmark_node_free(tree);
	return ok ? NULL : err_new(&ERR_INPUT, "nested too deeply");
}
