/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/shortcode_template.h"

#include <ctype.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "render/hugo/summary.h"
#include "render/markdown/html_text.h"

#define MAX_DEPTH 32 /* blocks, or parentheses, in each other */

const struct err_tag SHORTCODE_FOREIGN = { "input", 1 };

/* A value: HTML is not escaped when it is printed. */
struct value {
	struct str text;
	bool html;
};

struct printing {
	const struct shortcode_call *call;
	struct arena arena;
	struct str rest; /* of the template */
	struct value dot;
	bool trim; /* the white space before what comes */
	unsigned depth;
};

/* One action: what stands in braces. */
struct action {
	struct str text;
	bool found;
};

static struct str keep(struct printing *p, const struct buf *b)
{
	return str_n(arena_strdup(&p->arena, buf_str(b)), b->len);
}

static bool is_space(char c)
{
	return isspace((unsigned char)c);
}

static struct str without_space(struct str s, bool at_start)
{
	while (s.len && is_space(at_start ? *s.data : s.data[s.len - 1])) {
		if (at_start)
			s = str_from(s, 1);
		else
			s.len--;
	}
	return s;
}

/* Take the text before the next action into @out (NULL: nowhere), and the
 * action. */
static struct action next(struct printing *p, struct buf *out)
{
	const size_t at = str_find(p->rest, str_of("{{"));
	struct str before = str_n(p->rest.data, at);
	struct action a = { .found = at < p->rest.len };
	size_t end;

	if (p->trim)
		before = without_space(before, true);
	p->trim = false;
	p->rest = str_from(p->rest, a.found ? at + 2 : at);
	if (str_starts(p->rest, "- ")) {
		p->rest = str_from(p->rest, 1);
		before = without_space(before, false);
	}
	if (out)
		buf_add_str(out, before);
	end = str_find(p->rest, str_of("}}"));
	a.text = str_n(p->rest.data, end);
	p->rest = str_from(p->rest, end < p->rest.len ? end + 2 : end);
	if (str_ends(a.text, " -") || str_is(a.text, "-")) {
		a.text.len--;
		p->trim = true;
	}
	a.text = str_trim(a.text);
	return a;
}

/* Cut a word, a text in quotes or what is in parentheses off @rest. */
static struct str cut_term(struct str *rest)
{
	size_t len = 0, depth = 0;
	char quote = '\0';
	struct str term;

	*rest = without_space(*rest, true);
	for (; len < rest->len; len++) {
		const char c = rest->data[len];

		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '`')
			quote = c;
		else if (c == '(')
			depth++;
		else if (c == ')' && depth)
			depth--;
		else if (!depth && (is_space(c) || c == '|'))
			break;
	}
	if (!len && rest->len)
		len = 1;
	term = str_n(rest->data, len);
	*rest = without_space(str_from(*rest, len), true);
	return term;
}

static bool is_quoted(struct str s)
{
	return s.len >= 2 && (s.data[0] == '"' || s.data[0] == '`') &&
	       s.data[s.len - 1] == s.data[0];
}

static struct str inside(struct str s)
{
	return str_n(s.data + 1, s.len - 2);
}

static fallible foreign(struct str what)
{
	return err_new(&SHORTCODE_FOREIGN, "'{{ %.*s }}' does not run here",
		       STR_FMT(what));
}

static fallible read_expr(struct printing *p, struct str text,
			  struct value *ret);

static fallible read_get(struct printing *p, struct str which,
			 struct value *ret)
{
	uint64_t place;

	if (is_quoted(which)) {
		auto_free char *name =
			mem_strndup(which.data + 1, which.len - 2);

		ret->text = shortcode_get(p->call->code, name, SIZE_MAX);
		return NULL;
	}
	if (!num_parse_uint(which, 1000, &place))
		return foreign(which);
	ret->text = shortcode_get(p->call->code, NULL, (size_t)place);
	return NULL;
}

/* The first that is not empty. */
static fallible read_or(struct printing *p, struct str *rest, struct value *ret)
{
	struct err *e = NULL;

	while (!e && rest->len && *rest->data != '|') {
		const struct str term = cut_term(rest);

		if (!ret->text.len)
			e = read_expr(p, term, ret);
	}
	return e;
}

static fallible read_term(struct printing *p, struct str term, struct str *rest,
			  struct value *ret)
{
	if (is_quoted(term))
		ret->text = inside(term);
	else if (str_starts(term, "(") && str_ends(term, ")"))
		return read_expr(p, inside(term), ret);
	else if (str_is(term, ".Get"))
		return read_get(p, cut_term(rest), ret);
	else if (str_is(term, "or"))
		return read_or(p, rest, ret);
	else if (str_is(term, ".Inner"))
		*ret = (struct value){ p->call->inner, true };
	else if (str_is(term, "."))
		*ret = p->dot;
	else
		return foreign(term);
	return NULL;
}

/* The text of HTML, without its tags. */
static void add_plain(struct str html, struct buf *out)
{
	bool in_tag = false;

	for (size_t i = 0; i < html.len; i++) {
		if (html.data[i] == '<')
			in_tag = true;
		else if (html.data[i] == '>')
			in_tag = false;
		else if (!in_tag)
			buf_putc(out, html.data[i]);
	}
}

static fallible apply(struct printing *p, struct str *rest, struct value *v)
{
	const struct str name = cut_term(rest);
	auto_buf struct buf out = { 0 };
	struct err *e = NULL;

	if (str_is(name, "markdownify")) {
		e = p->call->markdownify(p->call->host, v->text, &out);
		*v = (struct value){ summary_without_paragraph(keep(p, &out)),
				     true };
	} else if (str_is(name, "plainify")) {
		add_plain(v->text, &out);
		v->text = keep(p, &out);
	} else if (str_is(name, "safeHTML") || str_is(name, "safeURL") ||
		   str_is(name, "safeCSS")) {
		v->html = true;
	} else if (str_is(name, "default")) {
		const struct str other = cut_term(rest);

		if (!v->text.len)
			e = read_expr(p, other, v);
	} else {
		e = foreign(name);
	}
	return e;
}

static fallible read_expr(struct printing *p, struct str text,
			  struct value *ret)
{
	struct value v = { .html = false };
	struct err *e;

	if (++p->depth > MAX_DEPTH)
		return err_new(&SHORTCODE_FOREIGN, "nested too deep");
	e = read_term(p, cut_term(&text), &text, &v);
	while (!e && str_starts(text, "|")) {
		text = str_from(text, 1);
		e = apply(p, &text, &v);
	}
	p->depth--;
	if (!e && text.len)
		e = foreign(text);
	if (!e)
		*ret = v;
	return e;
}

static bool is_word(struct str action, const char *word)
{
	return str_starts(action, word) &&
	       (action.len == strlen(word) ||
		is_space(action.data[strlen(word)]));
}

static fallible print_block(struct printing *p, struct buf *out,
			    struct str *ret_end);

/* What follows "with" or "if", up to its end. @out is NULL where nothing is
 * printed. */
static fallible print_choice(struct printing *p, struct str action,
			     struct buf *out)
{
	const bool with = is_word(action, "with");
	const struct value outer = p->dot;
	struct value v = { .html = false };
	struct str end = { NULL, 0 };
	struct err *e = NULL;

	if (out)
		e = read_expr(p, str_from(action, with ? 4 : 2), &v);
	if (e)
		return e;
	if (with && v.text.len)
		p->dot = v;
	e = print_block(p, v.text.len ? out : NULL, &end);
	p->dot = outer;
	if (!e && str_is(end, "else"))
		e = print_block(p, v.text.len ? NULL : out, &end);
	if (!e && !str_is(end, "end"))
		e = foreign(end.len ? end : action);
	return e;
}

static fallible print_value(struct printing *p, struct str action,
			    struct buf *out)
{
	struct value v;
	struct err *e = read_expr(p, action, &v);

	if (!e && v.html)
		buf_add_str(out, v.text);
	else if (!e)
		html_text_escape(v.text, true, out);
	return e;
}

/* Print up to an "else" or "end" of its own, which goes to *@ret_end, or to the
 * end of the template. */
static fallible print_block(struct printing *p, struct buf *out,
			    struct str *ret_end)
{
	struct err *e = NULL;

	if (++p->depth > MAX_DEPTH)
		return err_new(&SHORTCODE_FOREIGN, "nested too deep");
	*ret_end = (struct str){ NULL, 0 };
	while (!e) {
		const struct action a = next(p, out);

		if (!a.found)
			break;
		if (is_word(a.text, "end") || is_word(a.text, "else")) {
			*ret_end = a.text;
			break;
		}
		if (is_word(a.text, "with") || is_word(a.text, "if"))
			e = print_choice(p, a.text, out);
		else if (!str_starts(a.text, "/*") && out)
			e = print_value(p, a.text, out);
	}
	p->depth--;
	return e;
}

fallible shortcode_template_print(struct str text,
				  const struct shortcode_call *call,
				  struct buf *out)
{
	struct printing p = { .call = call, .rest = text };
	auto_buf struct buf printed = { 0 };
	struct str end;
	struct err *e = print_block(&p, &printed, &end);

	if (!e && end.len)
		e = foreign(end);
	arena_release(&p.arena);
	if (!e)
		buf_add_str(out, buf_str(&printed));
	return e;
}

bool shortcode_template_has_inner(struct str text)
{
	return str_find(text, str_of(".Inner")) < text.len;
}
