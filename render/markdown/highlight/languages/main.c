/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * languages FILE.rules...: writes the tables of highlight_rules.h, as C, to
 * standard output. A rule that fits nothing in its grammar is an error.
 */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/markdown/highlight/highlight_treesitter_kinds.h"
#include "render/markdown/highlight/languages/rules.h"

typedef const struct TSLanguage *grammar_fn(void);

/* The grammars are linked in, each with a function of its name; NULL: none. */
static grammar_fn *find_grammar(struct str name)
{
	auto_free char *symbol = mem_printf("tree_sitter_%.*s", STR_FMT(name));
	void *found = dlsym(RTLD_DEFAULT, symbol);
	grammar_fn *f = NULL;

	memcpy(&f, &found, sizeof(f));
	return f;
}

static void put_text(const char *s)
{
	(void)putchar('"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			(void)putchar('\\');
		(void)putchar(*s);
	}
	(void)putchar('"');
}

static void put_texts(const char *name, const char *what, char *const *texts,
		      size_t len)
{
	printf("static const char *const %s_%s[] = {", name, what);
	for (size_t i = 0; i < len; i++) {
		put_text(texts[i]);
		printf(", ");
	}
	puts("NULL };");
}

static void put_words(const char *name, size_t number,
		      const struct rules_list *list)
{
	printf("static const struct str %s_words_%zu[] = {", name, number);
	for (size_t i = 0; i < list->len; i++) {
		printf("STR(");
		put_text(list->words[i]);
		printf("), ");
	}
	puts("};");
}

static void put_list(const char *name, size_t number,
		     const struct rules_list *list)
{
	uint64_t lengths = 0;
	uint64_t firsts = 0;

	for (size_t i = 0; i < list->len; i++) {
		lengths |= highlight_bit(strlen(list->words[i]));
		firsts |= highlight_bit((unsigned char)*list->words[i]);
	}
	printf("{ %s_words_%zu, %zu, UINT64_C(%" PRIu64 "), UINT64_C(%" PRIu64
	       ") },",
	       name, number, list->len, lengths, firsts);
}

static void put_lists(const char *name, const struct rules *r)
{
	for (size_t i = 0; i < r->lists_len; i++)
		put_words(name, i, &r->lists[i]);
	printf("static const struct highlight_words %s_lists[] = {", name);
	for (size_t i = 0; i < r->lists_len; i++)
		put_list(name, i, &r->lists[i]);
	puts("{ NULL, 0, 0, 0 } };");
}

static void put_rule(const struct highlight_rule *r)
{
	printf("{ %u, %u, { \"%s\" }, %d, %d, %d, %u, {", r->parent,
	       r->grandparent, r->class.name, r->number, r->whole, r->fallback,
	       r->embedded);
	for (size_t i = 0; i < HIGHLIGHT_MAX_CONDITIONS; i++)
		printf("{ %u, %d, %u },", r->conditions[i].test,
		       r->conditions[i].negated, r->conditions[i].value);
	puts("} },");
}

/* The rules of each kind, and last the one for tokens that have none. */
static size_t put_kind(const struct rules *r, uint16_t kind)
{
	const char *token = highlight_treesitter_token(r->language, kind);
	size_t n = 0;

	for (size_t i = 0; i < r->entries_len; i++) {
		if (r->entries[i].kind != kind)
			continue;
		put_rule(&r->entries[i].rule);
		n++;
	}
	if (token) {
		put_rule(&(struct highlight_rule){
			.class = rules_fallback(r, token), .fallback = true });
		n++;
	}
	return n;
}

static void put_rules(const char *name, const struct rules *r)
{
	size_t kinds = highlight_treesitter_kinds(r->language);
	auto_free size_t *first = mem_alloc_array(kinds + 1, sizeof(*first));

	printf("static const struct highlight_rule %s_rules[] = {\n", name);
	for (size_t i = 0; i < kinds; i++)
		first[i + 1] = first[i] + put_kind(r, (uint16_t)i);
	printf("};\nstatic const uint16_t %s_first[] = {", name);
	for (size_t i = 0; i <= kinds; i++)
		printf("%zu,", first[i]);
	puts("};");
}

static void put_grammar(const char *name, const struct rules *r)
{
	put_texts(name, "names", r->names, r->names_len);
	put_texts(name, "strings", r->strings, r->strings_len);
	put_lists(name, r);
	put_rules(name, r);
	printf("const struct TSLanguage *tree_sitter_%s(void);\n"
	       "static const struct highlight_grammar %s_grammar = {\n"
	       "%s_names, tree_sitter_%s, %s_first, %s_rules, %zu,\n"
	       "%s_strings, %s_lists,",
	       name, name, name, name, name, name,
	       highlight_treesitter_kinds(r->language), name, name);
	if (r->prefix)
		put_text(r->prefix);
	else
		printf("NULL");
	printf(", { \"%s\" } };\n", r->space.name);
}

static fallible read_file(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "re");
	int c;

	if (!f)
		return err_sys("open '%s'", path);
	while ((c = getc(f)) != EOF)
		buf_putc(out, (char)c);
	return fclose(f) ? err_sys("read '%s'", path) : NULL;
}

/* The language of "folder/c.rules": "c". */
static struct str language_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str name = str_of(slash ? slash + 1 : path);

	return str_n(name.data, str_find_char(name, '.'));
}

static fallible put_file(const char *path)
{
	auto_free char *name = mem_printf("%.*s", STR_FMT(language_of(path)));
	grammar_fn *grammar = find_grammar(str_of(name));
	auto_rules struct rules rules = { 0 };
	auto_buf struct buf text = { 0 };
	struct err *e = read_file(path, &text);

	if (!e && !grammar)
		e = err_new(&ERR_INPUT, "'%s': no such grammar", path);
	if (!e)
		e = rules_read(path, buf_str(&text), grammar(), &rules);
	if (!e)
		put_grammar(name, &rules);
	return e;
}

int main(int argc, char **argv)
{
	struct err *e = NULL;

	puts("#include \"render/markdown/highlight/highlight_rules.h\"");
	for (int i = 1; !e && i < argc; i++)
		e = put_file(argv[i]);
	puts("const struct highlight_grammar *const highlight_grammars[] = {");
	for (int i = 1; i < argc; i++)
		printf("&%.*s_grammar,\n", STR_FMT(language_of(argv[i])));
	puts("NULL };");
	return err_report(e);
}
