/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/span/span_reader.h"

#include <ctype.h>

#include "render/markdown/block/block_line.h"
#include "render/markdown/block/extension_reader.h"
#include "render/markdown/code_span.h"
#include "render/markdown/span/smart_quote.h"
#include "render/markdown/span/span_text.h"

/* A byte that prints nothing, and is neither white space nor punctuation. */
#define LETTER '\1'

/* What may be searched in vain, in lengths of the text. */
#define MAX_SEARCHES 16

static bool is_space(char c)
{
	return isspace((unsigned char)c);
}

static const struct markdown_options *options(const struct span_text *t)
{
	return &t->reader->definitions->options;
}

/* The byte before, or a space. */
static char before(const struct span_text *t)
{
	return t->at ? t->s.data[t->at - 1] : ' ';
}

static bool take_backslash(struct span_text *t)
{
	struct str rest = span_text_rest(t);

	if (str_starts(rest, "\\\\\n")) {
		buf_putc(&t->out, '\\');
		t->at += 2;
		t->plain = t->at;
		return true;
	}
	if (str_starts(rest, "\\<<") || str_starts(rest, "\\>>")) {
		span_text_put_text(t, 3, str_n(rest.data + 1, 2));
		return true;
	}
	if (rest.len > 1 && rest.data[1] &&
	    strchr("\\.*_+`<>()[]{}#!:|\"'$=-~", rest.data[1]) &&
	    !(rest.data[1] == '~' && options(t)->is_kramdown)) {
		span_text_put_text(t, 2, str_n(rest.data + 1, 1));
		return true;
	}
	if (rest.len > 1 && rest.data[1] == '\n' && !options(t)->is_kramdown &&
	    !options(t)->hard_wrap)
		return false;
	buf_puts(&t->out, "\\\\");
	t->at++;
	return true;
}

static bool take_code(struct span_text *t)
{
	struct str rest = span_text_rest(t), code;
	size_t len = 0, run = 0;

	while (run < rest.len && rest.data[run] == '`')
		run++;
	if (t->budget)
		len = code_span_len(rest, t->at ? before(t) : 0, &code);
	if (len) {
		span_text_put(t, len, DOCTREE_CODE)->text = code;
	} else {
		t->budget -= rest.len < t->budget ? rest.len : t->budget;
		span_text_put_text(t, run, str_n(rest.data, run));
	}
	return true;
}

static size_t stars_len(struct str s)
{
	size_t run = 0;

	while (run < s.len && s.data[run] == '*')
		run++;
	return run;
}

/* Do three stars at the front of @s close together? Then they are strong around
 * em. */
static bool close_together(struct str s)
{
	size_t next = 3 + str_find_char(str_from(s, 3), '*');

	return stars_len(str_from(s, next)) >= 3;
}

/* Beside a star, CommonMark distinguishes letters from punctuation, and
 * kramdown does not. */
static bool take_stars(struct span_text *t)
{
	struct str rest = span_text_rest(t);
	size_t run = stars_len(rest);
	char next = run < rest.len ? rest.data[run] : ' ';
	bool as_letters = before(t) != '_' && next != '_';

	if (as_letters && !is_space(before(t)))
		buf_putc(&t->out, LETTER);
	if (run == 3 && is_space(before(t)) && close_together(rest))
		buf_printf(&t->out, "**%c*", LETTER);
	else
		buf_add(&t->out, rest.data, run);
	if (as_letters && !is_space(next))
		buf_putc(&t->out, LETTER);
	t->at += run;
	t->plain = t->at;
	return true;
}

/* Below a word nothing opens, and below a word and a hyphen neither. */
static bool take_underscore(struct span_text *t)
{
	struct str rest = span_text_rest(t);
	bool before_word =
		rest.len > 1 && (isalnum((unsigned char)rest.data[1]) ||
				 (unsigned char)rest.data[1] >= 128);

	if (before_word && before(t) == '-' && t->at > 1 &&
	    isalpha((unsigned char)t->s.data[t->at - 2]))
		buf_putc(&t->out, '\\');
	buf_putc(&t->out, '_');
	t->plain = ++t->at;
	return true;
}

static bool take_math(struct span_text *t)
{
	struct str rest = span_text_rest(t), body;
	size_t end;

	if (!str_starts(rest, "$$") || t->has_no_math_end)
		return false;
	body = str_from(rest, 2);
	end = str_find(body, str_of("$$"));
	t->has_no_math_end = end == body.len;
	if (t->has_no_math_end)
		return false;
	span_text_put(t, end + 4, DOCTREE_MATH)->text =
		str_trim(str_n(body.data, end));
	return true;
}

static bool take_braces(struct span_text *t)
{
	struct str rest = span_text_rest(t), body;
	struct extension e;
	size_t len;

	if (!str_starts(rest, "{:"))
		return false;
	if (str_starts(rest, "{::") && t->budget) {
		t->budget -= rest.len < t->budget ? rest.len : t->budget;
		if (extension_reader_parse(rest, false, &e) &&
		    (str_is(e.name, "comment") ||
		     str_is(e.name, "nomarkdown") ||
		     str_is(e.name, "options"))) {
			struct doctree_node *n =
				span_text_put(t, e.len, DOCTREE_HTML);

			n->text = extension_reader_html(t->reader->arena, &e);
			if (str_is(e.name, "options"))
				extension_reader_set_options(
					t->reader->definitions, &e);
			return true;
		}
	}
	len = block_line_braces(rest, &body);
	if (!len || t->plain != t->at || !t->at)
		return false;
	span_text_put(t, len, DOCTREE_ATTRIBUTES)->text = body;
	return true;
}

/* Where the text behind "~~" ends; s.len when it does not. */
static size_t find_strike_end(struct str s)
{
	for (size_t i = 1; i + 1 < s.len; i++)
		if (s.data[i] == '~' && s.data[i + 1] == '~' &&
		    !is_space(s.data[i - 1]) && s.data[i - 1] != '~')
			return i;
	return s.len;
}

static bool take_strike(struct span_text *t)
{
	struct str rest = span_text_rest(t), inner;
	struct doctree_node *n;
	size_t end;

	if (options(t)->is_kramdown || !str_starts(rest, "~~") ||
	    rest.len < 5 || t->has_no_strike_end || is_space(rest.data[2]) ||
	    rest.data[2] == '~')
		return false;
	inner = str_from(rest, 2);
	end = find_strike_end(inner);
	t->has_no_strike_end = end == inner.len;
	if (t->has_no_strike_end)
		return false;
	n = span_text_put(t, end + 4, DOCTREE_STRIKE);
	return span_reader_read(t->reader, str_n(inner.data, end), n);
}

static bool take_quote(struct span_text *t)
{
	t->at += smart_quote_add(t->s, t->at, t->at > t->plain,
				 options(t)->signs, &t->out);
	t->plain = t->at;
	return true;
}

static bool take_sign(struct span_text *t)
{
	size_t len;

	if (options(t)->no_signs)
		return false;
	len = smart_quote_sign(span_text_rest(t), options(t)->signs, &t->out);
	if (!len)
		return false;
	t->at += len;
	t->plain = t->at;
	return true;
}

static bool take_angle(struct span_text *t)
{
	return span_text_take_html(t) || take_sign(t);
}

/* What a character that means something may begin. */
static bool take(struct span_text *t)
{
	switch (t->s.data[t->at]) {
	case '\\':
		return take_backslash(t);
	case '`':
		return take_code(t);
	case '*':
		return take_stars(t);
	case '<':
		return take_angle(t);
	case '[':
	case '!':
		return span_text_take_bracket(t);
	case ']':
		return span_text_take_close(t);
	case '"':
	case '\'':
		return take_quote(t);
	case '$':
		return take_math(t);
	case '{':
		return take_braces(t);
	case '~':
		return take_strike(t);
	case '_':
		return take_underscore(t);
	case '-':
	case '.':
	case '>':
	case ' ':
		return take_sign(t);
	default:
		return false;
	}
}

static void put_char(struct span_text *t)
{
	char c = t->s.data[t->at++];

	if (strchr("<[]!~{$>", c) && c)
		buf_putc(&t->out, '\\');
	buf_putc(&t->out, c);
}

/* In an element whose content is no Markdown only tags count. */
static void put_raw(struct span_text *t)
{
	struct str rest = span_text_rest(t);
	size_t len;

	if (rest.data[0] == '<') {
		if (!span_text_take_html(t))
			span_text_put_text(t, 1, str_of("<"));
		return;
	}
	len = str_find_char(rest, '<');
	span_text_put(t, len, DOCTREE_HTML)->text = str_n(rest.data, len);
}

/* May the character at @at mean anything but itself? */
static bool is_special(struct str s, size_t at)
{
	static const bool always[256] = {
		['\\'] = true, ['`'] = true, ['*'] = true,  ['_'] = true,
		['<'] = true,  ['&'] = true, ['['] = true,  [']'] = true,
		['!'] = true,  ['"'] = true, ['\''] = true, ['$'] = true,
		['{'] = true,  ['~'] = true, ['>'] = true,  ['\n'] = true,
	};
	unsigned char c = (unsigned char)s.data[at];
	char next = at + 1 < s.len ? s.data[at + 1] : 0;

	if (always[c])
		return true;
	return ((c == '-' || c == '.') && next == (char)c) ||
	       (c == ' ' && next == '>');
}

/* Take text up to the next special character. */
static void put_plain(struct span_text *t)
{
	size_t end = t->at;

	while (end < t->s.len && !is_special(t->s, end))
		end++;
	buf_add(&t->out, t->s.data + t->at, end - t->at);
	t->at = end;
}

static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_special(s, i))
			return false;
	return true;
}

bool span_reader_read(const struct span_reader *r, struct str text,
		      struct doctree_node *parent)
{
	struct span_text t = { .reader = r,
			       .s = text,
			       .budget = text.len * MAX_SEARCHES };
	bool ok;

	if (is_plain(text)) {
		struct doctree_node *n = doctree_new(r->arena, DOCTREE_TEXT);

		n->text = text;
		doctree_append(parent, n);
		return true;
	}
	while (t.at < t.s.len) {
		if (t.elements_len && t.elements[t.elements_len - 1].is_raw)
			put_raw(&t);
		else if (!is_special(t.s, t.at))
			put_plain(&t);
		else if (!take(&t))
			put_char(&t);
	}
	span_text_close_elements(&t, 0);
	ok = markdown_cmark_spans(r->cmark, &t.out, t.given, parent);
	span_text_release(&t);
	return ok;
}
