/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/highlight/languages/rules.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/markdown/highlight/highlight_treesitter_kinds.h"

#define ANY_KIND 0
#define ERROR_KIND UINT16_MAX

static void add_text(char ***texts, size_t *len, size_t *cap, struct str s)
{
	*texts = mem_grow(*texts, *len, cap, sizeof(**texts));
	(*texts)[(*len)++] = mem_strndup(s.data, s.len);
}

__attribute__((format(printf, 2, 3))) static struct err *
wrong(const struct rules *r, const char *fmt, ...)
{
	const struct err_place place = { r->file, r->line, 0 };
	auto_free char *text = NULL;
	va_list args;

	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	return err_new_in(place, &ERR_INPUT, "%s", text);
}

/* Take the next word, with its quotes, from the front of @rest. */
static bool next_word(struct str *rest, struct str *ret)
{
	bool quoted = false;
	size_t n = 0;

	*rest = str_trim(*rest);
	while (n < rest->len &&
	       (quoted || !isspace((unsigned char)rest->data[n]))) {
		if (rest->data[n] == '\\' && n + 1 < rest->len)
			n++;
		else if (rest->data[n] == '"')
			quoted = !quoted;
		n++;
	}
	*ret = str_n(rest->data, n);
	*rest = str_from(*rest, n);
	return n;
}

static uint16_t add_string(struct rules *r, struct str s)
{
	add_text(&r->strings, &r->strings_len, &r->strings_cap, s);
	return (uint16_t)(r->strings_len - 1);
}

static fallible parse_class(const struct rules *r, struct str s,
			    struct token_class *ret)
{
	if (s.len >= sizeof(ret->name))
		return wrong(r, "'%.*s' is no short name of a class",
			     STR_FMT(s));
	*ret = (struct token_class){ "" };
	if (!str_is(s, "-"))
		memcpy(ret->name, s.data, s.len);
	return NULL;
}

/* The kind that @s names: a word, or the token in quotes. */
static fallible parse_kind(const struct rules *r, struct str s, uint16_t *ret)
{
	bool named = !str_starts(s, "\"");
	auto_buf struct buf name = { 0 };

	for (size_t i = !named; i + !named < s.len; i++) {
		if (s.data[i] == '\\' && i + 1 < s.len)
			i++;
		buf_putc(&name, s.data[i]);
	}
	if (str_is(s, "ERROR")) {
		*ret = ERROR_KIND;
		return NULL;
	}
	*ret = highlight_treesitter_kind(r->language, buf_str(&name), named);
	if (!*ret)
		return wrong(r, "the grammar has no %.*s", STR_FMT(s));
	return NULL;
}

static fallible find_list(const struct rules *r, struct str name, uint16_t *ret)
{
	for (size_t i = 0; i < r->lists_len; i++) {
		if (!str_is(name, r->lists[i].name))
			continue;
		*ret = (uint16_t)i;
		return NULL;
	}
	return wrong(r, "no words '%.*s' above", STR_FMT(name));
}

/* What stands in braces. */
static fallible parse_condition(struct rules *r, struct str s,
				struct highlight_condition *ret)
{
	ret->negated = str_starts(s, "!");
	if (ret->negated)
		s = str_from(s, 1);
	if (str_is(s, "Aa")) {
		ret->test = HIGHLIGHT_CAPITAL;
	} else if (str_is(s, "AA")) {
		ret->test = HIGHLIGHT_UPPER;
	} else if (str_starts(s, "^")) {
		ret->test = HIGHLIGHT_BEGINS;
		ret->value = add_string(r, str_from(s, 1));
	} else if (str_starts(s, ">")) {
		ret->test = HIGHLIGHT_BEFORE;
		ret->value = add_string(r, str_from(s, 1));
	} else if (str_starts(s, "<")) {
		ret->test = HIGHLIGHT_AFTER;
		ret->value = add_string(r, str_from(s, 1));
	} else {
		ret->test = HIGHLIGHT_WORD;
		return find_list(r, s, &ret->value);
	}
	return NULL;
}

/* Take the conditions, "{...}{...}", from the end of a selector. */
static fallible parse_conditions(struct rules *r, struct str *s,
				 struct highlight_rule *rule)
{
	bool quoted = str_starts(*s, "\"");
	struct str rest = str_from(*s, quoted);
	struct str one;

	rest = str_from(rest, quoted ? str_find(rest, (struct str)STR("\"{"))
				     : str_find_char(rest, '{'));
	rest = str_from(rest, quoted && rest.len);
	s->len -= rest.len;
	for (size_t n = 0; rest.len; n++) {
		size_t end = str_find(rest, (struct str)STR("}{"));
		struct err *e;

		if (end == rest.len)
			end--;
		if (n == HIGHLIGHT_MAX_CONDITIONS || rest.data[end] != '}')
			return wrong(r, "conditions: %.*s", STR_FMT(rest));
		one = str_n(rest.data + 1, end - 1);
		e = parse_condition(r, one, &rule->conditions[n]);
		if (e)
			return e;
		rest = str_from(rest, end + 1);
	}
	return NULL;
}

/* Take "name>" from the front of @s. */
static bool next_parent(struct str *s, struct str *ret)
{
	size_t at = str_find_char(*s, '>');
	size_t brace = str_find_char(*s, '{');

	if (str_starts(*s, "\"") || at > brace || at == s->len)
		return false;
	*ret = str_n(s->data, at);
	*s = str_from(*s, at + 1);
	return true;
}

/* [[grandparent>]parent>]kind[{condition}...][!] */
static fallible parse_selector(struct rules *r, struct str s,
			       struct highlight_rule rule)
{
	struct str parent;
	struct err *e = NULL;
	uint16_t kind;

	if (str_ends(s, "!") && s.len > 1) {
		rule.whole = true;
		s.len--;
	}
	while (!e && next_parent(&s, &parent)) {
		rule.grandparent = rule.parent;
		e = parse_kind(r, parent, &rule.parent);
	}
	if (!e)
		e = parse_conditions(r, &s, &rule);
	if (!e)
		e = parse_kind(r, s, &kind);
	if (e)
		return e;
	r->entries = mem_grow(r->entries, r->entries_len, &r->entries_cap,
			      sizeof(*r->entries));
	r->entries[r->entries_len++] = (struct rules_entry){ kind, rule };
	return NULL;
}

/* "class: selector..." */
static fallible parse_rule(struct rules *r, struct str class, struct str rest)
{
	struct highlight_rule rule = { 0 };
	struct str word;
	struct err *e = NULL;

	if (str_is(class, "m?")) {
		rule.number = true;
	} else if (str_starts(class, "@")) {
		rule.embedded = add_string(r, str_from(class, 1));
		rule.whole = true;
	} else {
		e = parse_class(r, class, &rule.class);
	}
	while (!e && next_word(&rest, &word))
		e = parse_selector(r, word, rule);
	return e;
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void parse_words(struct rules *r, struct str rest)
{
	struct rules_list *list;
	struct str word;

	r->lists = mem_grow(r->lists, r->lists_len, &r->lists_cap,
			    sizeof(*r->lists));
	list = &r->lists[r->lists_len++];
	*list = (struct rules_list){ 0 };
	(void)next_word(&rest, &word);
	list->name = mem_strndup(word.data, word.len);
	while (next_word(&rest, &word))
		add_text(&list->words, &list->len, &list->cap, word);
	qsort(list->words, list->len, sizeof(*list->words), compare_words);
}

static fallible parse_marks(struct rules *r, struct str rest)
{
	struct rules_marks *marks;
	struct str word;

	r->marks = mem_grow(r->marks, r->marks_len, &r->marks_cap,
			    sizeof(*r->marks));
	marks = &r->marks[r->marks_len++];
	(void)next_word(&rest, &word);
	rest = str_trim(rest);
	marks->bytes = mem_strndup(rest.data, rest.len);
	return parse_class(r, word, &marks->class);
}

static fallible parse_line(struct rules *r, struct str line)
{
	struct str rest = line;
	struct str word;

	if (!next_word(&rest, &word))
		return NULL;
	if (str_is(word, "names")) {
		while (next_word(&rest, &word))
			add_text(&r->names, &r->names_len, &r->names_cap, word);
	} else if (str_is(word, "words")) {
		parse_words(r, rest);
	} else if (str_is(word, "marks")) {
		return parse_marks(r, rest);
	} else if (str_is(word, "prefix")) {
		rest = str_trim(rest);
		r->prefix = mem_strndup(rest.data, rest.len);
	} else if (str_is(word, "space")) {
		return parse_class(r, str_trim(rest), &r->space);
	} else if (str_ends(word, ":")) {
		return parse_rule(r, str_n(word.data, word.len - 1), rest);
	} else {
		return wrong(r, "no 'class:' and no known word: %.*s",
			     STR_FMT(word));
	}
	return NULL;
}

fallible rules_read(const char *file, struct str text,
		    const struct TSLanguage *language, struct rules *ret)
{
	auto_buf struct buf joined = { 0 };
	struct err *e = NULL;
	struct str line;
	bool more;

	*ret = (struct rules){ .file = file, .language = language };
	(void)add_string(ret, str_of(""));
	do {
		more = str_split(&text, '\n', &line);
		if (!more || !line.len || !isspace((unsigned char)*line.data)) {
			e = parse_line(ret, buf_str(&joined));
			buf_truncate(&joined, 0);
		}
		ret->line++;
		if (!str_starts(line, "#"))
			buf_add_str(&joined, line);
	} while (!e && more);
	return e;
}

static void free_texts(char **texts, size_t len)
{
	for (size_t i = 0; i < len; i++)
		free(texts[i]);
	free(texts);
}

void rules_release(struct rules *r)
{
	free_texts(r->names, r->names_len);
	free_texts(r->strings, r->strings_len);
	for (size_t i = 0; i < r->lists_len; i++) {
		free_texts(r->lists[i].words, r->lists[i].len);
		free(r->lists[i].name);
	}
	free(r->lists);
	for (size_t i = 0; i < r->marks_len; i++)
		free(r->marks[i].bytes);
	free(r->marks);
	free(r->entries);
	free(r->prefix);
}

struct token_class rules_fallback(const struct rules *r, const char *token)
{
	for (size_t i = 0; i < r->marks_len; i++)
		if (strspn(token, r->marks[i].bytes) == strlen(token))
			return r->marks[i].class;
	if (isalpha((unsigned char)token[0]))
		return (struct token_class){ "k" };
	return (struct token_class){ "o" };
}
