/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/highlight/highlight_treesitter.h"

#include <ctype.h>
#include <stdlib.h>
#include <time.h>
#include <tree_sitter/api.h>

#include "lib/mem.h"
#include "render/markdown/highlight/highlight_rules.h"

/* Code that takes more of the processor than this comes out plain. Real code is
 * parsed at some megabytes a second. Others on the machine must not count, or
 * the same code would come out differently now and then; so the parser, which
 * has a clock on the wall, is asked again and again. */
#define MAX_PARSE_US 500000
#define PARSE_SLICE_US 20000

/* A language in a language, as styles in HTML in PHP. */
#define MAX_EMBEDDED 3

/* A node that we are in. */
struct frame {
	uint16_t kind;
	struct token_class class; /* of what in it has none of its own */
};

struct walk {
	const struct highlight_grammar *grammar;
	struct highlight_spans *spans;
	TSTreeCursor cursor;
	struct str code;
	size_t at; /* bytes written so far */
	struct frame *frames;
	size_t frames_len;
	size_t frames_cap;
	unsigned embedded;
};

static bool write_grammar(const struct highlight_grammar *g, struct str code,
			  unsigned embedded, struct highlight_spans *spans);

static const struct highlight_grammar *find_grammar(struct str name)
{
	for (size_t i = 0; highlight_grammars[i]; i++)
		for (size_t k = 0; highlight_grammars[i]->names[k]; k++)
			if (str_is(name, highlight_grammars[i]->names[k]))
				return highlight_grammars[i];
	return NULL;
}

static void write_to(struct walk *w, size_t end, struct token_class class)
{
	if (end <= w->at)
		return;
	highlight_spans_add(w->spans, class,
			    str_n(w->code.data + w->at, end - w->at));
	w->at = end;
}

/* What lies between the nodes: white space, as a rule. */
static void write_gap(struct walk *w, size_t end)
{
	struct token_class class = w->frames[w->frames_len - 1].class;

	if (end > w->at && !class.name[0] && w->grammar->space.name[0] &&
	    isspace((unsigned char)w->code.data[w->at]))
		class = w->grammar->space;
	write_to(w, end, class);
}

static bool is_within(const struct walk *w, const struct highlight_rule *r)
{
	const struct frame *top = &w->frames[w->frames_len - 1];

	if (r->parent && r->parent != top->kind)
		return false;
	return !r->grandparent ||
	       (w->frames_len > 1 && r->grandparent == top[-1].kind);
}

static const struct highlight_rule *find_rule(const struct walk *w,
					      uint16_t kind, struct str token)
{
	const struct highlight_grammar *g = w->grammar;
	bool inherits = w->frames[w->frames_len - 1].class.name[0];

	if (kind >= g->kinds)
		return NULL;
	for (size_t i = g->first[kind]; i < g->first[kind + 1]; i++) {
		const struct highlight_rule *r = &g->rules[i];

		if (r->fallback && inherits)
			continue;
		if (is_within(w, r) &&
		    highlight_rule_holds(g, r, w->code, token))
			return r;
	}
	return NULL;
}

static void push(struct walk *w, uint16_t kind, struct token_class class)
{
	if (w->frames_len == w->frames_cap)
		w->frames = mem_grow(w->frames, w->frames_len, &w->frames_cap,
				     sizeof(*w->frames));
	w->frames[w->frames_len++] = (struct frame){ kind, class };
}

static void write_token(struct walk *w, const struct highlight_rule *r,
			struct str token, struct token_class class)
{
	if (r && r->embedded && w->embedded < MAX_EMBEDDED) {
		const struct highlight_grammar *g =
			find_grammar(str_of(w->grammar->strings[r->embedded]));

		if (g && write_grammar(g, token, w->embedded + 1, w->spans)) {
			w->at += token.len;
			return;
		}
	}
	write_to(w, (size_t)(token.data - w->code.data) + token.len, class);
}

/* Write the node at the cursor, or enter it. */
static bool visit(struct walk *w)
{
	TSNode node = ts_tree_cursor_current_node(&w->cursor);
	size_t start = ts_node_start_byte(node);
	size_t end = ts_node_end_byte(node);
	uint16_t kind = ts_node_symbol(node);
	struct str token = str_n(w->code.data + start, end - start);
	const struct highlight_rule *r = find_rule(w, kind, token);
	struct token_class class = w->frames[w->frames_len - 1].class;

	if (start > w->at)
		write_gap(w, start);
	if (r)
		class = r->number ? highlight_number_class(token) : r->class;
	if (!(r && r->whole) && ts_node_child_count(node) &&
	    ts_tree_cursor_goto_first_child(&w->cursor)) {
		push(w, kind, class);
		return true;
	}
	write_token(w, r, token, class);
	return false;
}

/* Go to the next node in the order of the text that is not within this one. */
static bool advance(struct walk *w)
{
	while (!ts_tree_cursor_goto_next_sibling(&w->cursor)) {
		TSNode node;

		if (!ts_tree_cursor_goto_parent(&w->cursor))
			return false;
		node = ts_tree_cursor_current_node(&w->cursor);
		write_gap(w, ts_node_end_byte(node));
		w->frames_len--;
	}
	return true;
}

static void write_tree(struct walk *w, const TSTree *tree)
{
	push(w, 0, (struct token_class){ "" });
	w->cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
	while (visit(w) || advance(w))
		;
	ts_tree_cursor_delete(&w->cursor);
	w->frames_len = 1;
	write_gap(w, w->code.len);
	free(w->frames);
}

static int64_t processor_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static TSTree *parse(const struct highlight_grammar *g, struct str code)
{
	TSParser *parser = ts_parser_new();
	int64_t end = processor_us() + MAX_PARSE_US;
	TSTree *tree = NULL;

	ts_parser_set_timeout_micros(parser, PARSE_SLICE_US);
	if (code.len <= UINT32_MAX &&
	    ts_parser_set_language(parser, g->language())) {
		do
			tree = ts_parser_parse_string(parser, NULL, code.data,
						      (uint32_t)code.len);
		while (!tree && processor_us() < end);
	}
	ts_parser_delete(parser);
	return tree;
}

static bool write_grammar(const struct highlight_grammar *g, struct str code,
			  unsigned embedded, struct highlight_spans *spans)
{
	struct walk w = { .grammar = g, .spans = spans, .embedded = embedded };
	auto_buf struct buf prefixed = { 0 };
	TSTree *tree;

	w.code = code;
	if (g->prefix && str_find(code, str_of(g->prefix)) == code.len) {
		buf_puts(&prefixed, g->prefix);
		buf_putc(&prefixed, '\n');
		w.at = prefixed.len;
		buf_add_str(&prefixed, code);
		w.code = buf_str(&prefixed);
	}
	tree = parse(g, w.code);
	if (!tree)
		return false;
	write_tree(&w, tree);
	ts_tree_delete(tree);
	return true;
}

static bool write(struct str language, struct str code, struct buf *out)
{
	const struct highlight_grammar *g = find_grammar(language);
	struct highlight_spans spans = { .out = out };

	if (!g || !write_grammar(g, code, 0, &spans))
		return false;
	highlight_spans_end(&spans);
	return true;
}

const struct highlighter highlight_treesitter = { write };
