/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * highlight_timer LANGUAGE FILE ROUNDS QUERY...: times three ways through the
 * code in FILE, in turns: to parse it, to colour it, and to colour it by what
 * the grammar's own query, the QUERY files one after the other, captures in the
 * whole tree. Prints the processor time of each in ns a byte, medians; and how
 * many captures there were.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <tree_sitter/api.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "render/markdown/highlight/highlight_rules.h"
#include "render/markdown/highlight/highlight_spans.h"
#include "render/markdown/highlight/highlight_treesitter.h"

#define MAX_BYTES (8u << 20)
#define MAX_ROUNDS 1000

/* So that the clock has something to measure. */
#define ROUND_BYTES (256u << 10)

struct contest {
	struct str language;
	const struct TSLanguage *grammar;
	TSQuery *query;
	struct buf code;
	unsigned captures;
};

static const struct TSLanguage *find_grammar(struct str name)
{
	for (size_t i = 0; highlight_grammars[i]; i++)
		for (size_t k = 0; highlight_grammars[i]->names[k]; k++)
			if (str_is(name, highlight_grammars[i]->names[k]))
				return highlight_grammars[i]->language();
	return NULL;
}

static void parse(struct contest *c)
{
	TSParser *parser = ts_parser_new();
	TSTree *tree;

	(void)ts_parser_set_language(parser, c->grammar);
	tree = ts_parser_parse_string(parser, NULL, c->code.data,
				      (uint32_t)c->code.len);
	ts_tree_delete(tree);
	ts_parser_delete(parser);
}

static void colour(struct contest *c)
{
	auto_buf struct buf out = { 0 };

	(void)highlight_treesitter.write(c->language, buf_str(&c->code), &out);
}

/* The first capture of a token gives its colour; what a capture must match
 * besides is not asked, in favour of the query. */
static void write_captures(struct contest *c, TSQueryCursor *cursor)
{
	static const struct token_class captured = { "k" };
	auto_buf struct buf out = { 0 };
	struct highlight_spans spans = { .out = &out };
	TSQueryMatch match;
	uint32_t index;
	uint32_t at = 0;

	c->captures = 0;
	while (ts_query_cursor_next_capture(cursor, &match, &index)) {
		uint32_t start = ts_node_start_byte(match.captures[index].node);
		uint32_t end = ts_node_end_byte(match.captures[index].node);

		c->captures++;
		if (start < at)
			continue;
		highlight_spans_add(&spans, (struct token_class){ "" },
				    str_n(c->code.data + at, start - at));
		highlight_spans_add(&spans, captured,
				    str_n(c->code.data + start, end - start));
		at = end;
	}
	highlight_spans_add(&spans, (struct token_class){ "" },
			    str_n(c->code.data + at, c->code.len - at));
	highlight_spans_end(&spans);
}

static void query(struct contest *c)
{
	TSParser *parser = ts_parser_new();
	TSQueryCursor *cursor = ts_query_cursor_new();
	TSTree *tree;

	(void)ts_parser_set_language(parser, c->grammar);
	tree = ts_parser_parse_string(parser, NULL, c->code.data,
				      (uint32_t)c->code.len);
	ts_query_cursor_exec(cursor, c->query, ts_tree_root_node(tree));
	write_captures(c, cursor);
	ts_query_cursor_delete(cursor);
	ts_tree_delete(tree);
	ts_parser_delete(parser);
}

static double cpu_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double time_of(struct contest *c, void (*way)(struct contest *c))
{
	/* There is a newline at least. */
	size_t len = c->code.len ? c->code.len : 1;
	size_t times = ROUND_BYTES / len + 1;
	double start = cpu_ns();

	for (size_t i = 0; i < times; i++)
		way(c);
	return (cpu_ns() - start) / (double)(times * len);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *times, size_t n)
{
	qsort(times, n, sizeof(*times), compare);
	return times[n / 2];
}

static fallible read_all(char **paths, struct buf *out)
{
	for (; *paths; paths++) {
		auto_close int fd = open(*paths, O_RDONLY | O_CLOEXEC);
		struct err *e;

		if (fd < 0)
			return err_sys("open '%s'", *paths);
		e = fs_read_fd(fd, MAX_BYTES, out);
		if (e)
			return e;
		buf_putc(out, '\n');
	}
	return NULL;
}

static fallible run(char **argv)
{
	static double times[3][MAX_ROUNDS];
	struct contest c = { .language = str_of(argv[1]) };
	char *code[] = { argv[2], NULL };
	auto_buf struct buf query_text = { 0 };
	TSQueryError problem;
	uint64_t rounds;
	uint32_t at;
	struct err *e;

	c.grammar = find_grammar(c.language);
	if (!c.grammar || !num_parse_uint(str_of(argv[3]), MAX_ROUNDS, &rounds))
		return err_new(&ERR_USAGE, "no such language or number");
	e = read_all(code, &c.code);
	if (!e)
		e = read_all(argv + 4, &query_text);
	if (e)
		return e;
	c.query = ts_query_new(c.grammar, buf_str(&query_text).data,
			       (uint32_t)query_text.len, &at, &problem);
	if (!c.query)
		return err_new(&ERR_INPUT, "error %u in the query at byte %u",
			       problem, at);
	for (size_t i = 0; i < rounds; i++) {
		times[0][i] = time_of(&c, parse);
		times[1][i] = time_of(&c, colour);
		times[2][i] = time_of(&c, query);
	}
	printf("%.1f %.1f %.1f %u\n", median(times[0], rounds),
	       median(times[1], rounds), median(times[2], rounds), c.captures);
	ts_query_delete(c.query);
	buf_release(&c.code);
	return NULL;
}

int main(int argc, char **argv)
{
	if (argc < 5)
		return err_report(err_new(&ERR_USAGE,
					  "highlight_timer LANGUAGE "
					  "FILE ROUNDS QUERY..."));
	return err_report(run(argv));
}
