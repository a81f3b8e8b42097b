/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/markdown_option.h"

#include <ctype.h>
#include <limits.h>
#include <stddef.h>
#include <strings.h>

#include "lib/num.h"

/* "false" and nothing are no. */
static bool is_true(struct str value)
{
	const struct str s = str_trim(value);

	return value.len && !(s.len == strlen("false") &&
			      strncasecmp(s.data, "false", s.len) == 0);
}

static bool set_number(int *to, struct str value)
{
	int64_t n;

	if (!num_parse_int(str_trim(value), INT_MIN / 2, INT_MAX / 2, &n))
		return false;
	*to = (int)n;
	return true;
}

static bool set_first_footnote(struct markdown_options *o, struct str value)
{
	if (!set_number(&o->first_footnote, value))
		return false;
	o->first_footnote--;
	return true;
}

static bool set_heading_offset(struct markdown_options *o, struct str value)
{
	return set_number(&o->heading_offset, value);
}

static bool is_level(char c)
{
	return c >= '1' && c <= '6';
}

/* "1..3" or "1,2,3" */
static bool set_toc_levels(struct markdown_options *o, struct str value)
{
	unsigned shown = 0;
	struct str rest = value, level;

	if (value.len == 4 && str_starts(str_from(value, 1), "..")) {
		if (!is_level(value.data[0]) || !is_level(value.data[3]))
			return false;
		for (char c = value.data[0]; c <= value.data[3]; c++)
			shown |= 1u << (c - '0');
		o->hidden_levels = ~shown;
		return true;
	}
	while (str_split(&rest, ',', &level)) {
		level = str_trim(level);
		if (level.len != 1 || !is_level(level.data[0]))
			return false;
		shown |= 1u << (level.data[0] - '0');
	}
	o->hidden_levels = ~shown;
	return value.len;
}

static const struct {
	const char *name;
	unsigned code;
	const char *text;
} quotes[] = {
	{ "lsquo", 0x2018, "\u2018" },
	{ "rsquo", 0x2019, "\u2019" },
	{ "ldquo", 0x201c, "\u201c" },
	{ "rdquo", 0x201d, "\u201d" },
	{ "apos", 39, "'" },
	{ "quot", 34, "\"" },
	{ "laquo", 0xab, "\u00ab" },
	{ "raquo", 0xbb, "\u00bb" },
	{ "lsaquo", 0x2039, "\u2039" },
	{ "rsaquo", 0x203a, "\u203a" },
	{ "sbquo", 0x201a, "\u201a" },
	{ "bdquo", 0x201e, "\u201e" },
	{ "prime", 0x2032, "\u2032" },
	{ "Prime", 0x2033, "\u2033" },
	{ "grave", 96, "`" },
	{ "acute", 0xb4, "\u00b4" },
};

static const char *find_quote(struct str s)
{
	uint64_t code = 0;

	(void)num_parse_uint(s, UINT_MAX, &code);
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		if (str_is(s, quotes[i].name) || code == quotes[i].code)
			return quotes[i].text;
	return NULL;
}

/* Names of entities or their code points, in the order of the signs. */
static bool set_quotes(struct markdown_options *o, struct str value)
{
	const char *found[4];
	struct str word;
	size_t n = 0;

	while (str_split(&value, ',', &word)) {
		if (n == 4 || !(found[n] = find_quote(str_trim(word))))
			return false;
		n++;
	}
	for (size_t i = 0; i < 4 && n == 4; i++)
		o->signs[MARKDOWN_LSQUO + i] = str_of(found[i]);
	return n == 4;
}

static struct str without_colon(struct str s)
{
	s = str_trim(s);
	return str_from(s, str_starts(s, ":"));
}

static bool set_quirks(struct markdown_options *o, struct str value)
{
	struct str word;

	o->empty_line_ends = true;
	o->no_signs = false;
	while (str_split(&value, ',', &word)) {
		if (str_is(without_colon(word), "paragraph_end"))
			o->empty_line_ends = false;
		else if (str_is(without_colon(word), "no_auto_typographic"))
			o->no_signs = true;
	}
	return true;
}

static bool set_input(struct markdown_options *o, struct str value)
{
	o->is_kramdown = str_is(value, "kramdown") || str_is(value, "Kramdown");
	return o->is_kramdown || str_is(value, "GFM");
}

/* Formulas are marked for MathJax, or for nobody. */
static bool set_math_engine(struct markdown_options *o, struct str value)
{
	const struct str engine = without_colon(value);

	o->no_math_engine = !engine.len || str_is(engine, "nil");
	return o->no_math_engine || str_is(engine, "mathjax");
}

/* What would be another page if it were asked for. */
static bool is_refused(struct markdown_options *o, struct str value)
{
	(void)o;
	return !is_true(value);
}

#define AT(member) offsetof(struct markdown_options, member)

/* A flag, a text, or neither and with a function; what has nothing at all does
 * not change HTML, or not what a reader sees of it. */
static const struct option {
	const char *name;
	size_t flag, no_flag, text; /* offsets; 0: none */
	bool (*set)(struct markdown_options *, struct str);
	bool is_for_sites; /* not for a text */
	bool is_missing;   /* what @set refuses */
} options[] = {
	{ .name = "auto_id_prefix", .text = AT(id_prefix) },
	{ .name = "auto_id_stripping", .flag = AT(ids_of_text) },
	{ .name = "auto_ids", .no_flag = AT(no_heading_ids) },
	{ .name = "entity_output" },
	{ .name = "footnote_backlink", .text = AT(back_link) },
	{ .name = "footnote_backlink_inline", .flag = AT(inner_back_links) },
	{ .name = "footnote_nr", .set = set_first_footnote },
	{ .name = "footnote_prefix", .text = AT(footnote_prefix) },
	{ .name = "forbidden_inline_options", .is_for_sites = true },
	{ .name = "gfm_quirks", .set = set_quirks, .is_for_sites = true },
	{ .name = "hard_wrap", .flag = AT(hard_wrap), .is_for_sites = true },
	{ .name = "header_offset", .set = set_heading_offset },
	{ .name = "html_to_native", .set = is_refused, .is_missing = true },
	{ .name = "input", .set = set_input, .is_for_sites = true },
	{ .name = "latex_headers" },
	{ .name = "line_width" },
	{ .name = "link_defs", .is_for_sites = true },
	{ .name = "list_indent" },
	{ .name = "math_engine", .set = set_math_engine, .is_missing = true },
	{ .name = "math_engine_opts" },
	{ .name = "parse_block_html", .flag = AT(parse_block_html) },
	{ .name = "parse_span_html", .no_flag = AT(keep_span_html) },
	{ .name = "remove_block_html_tags" },
	{ .name = "remove_line_breaks_for_cjk", .flag = AT(join_cjk_lines) },
	{ .name = "remove_span_html_tags" },
	{ .name = "smart_quotes", .set = set_quotes },
	{ .name = "syntax_highlighter" },
	{ .name = "syntax_highlighter_opts" },
	{ .name = "template" },
	{ .name = "toc_levels", .set = set_toc_levels },
	{ .name = "transliterated_header_ids",
	  .set = is_refused,
	  .is_missing = true },
	{ .name = "typographic_symbols" },
};

static enum markdown_option_answer
set(const struct option *option, struct markdown_options *o, struct str value)
{
	char *base = (char *)o;

	if (option->flag)
		*(bool *)(base + option->flag) = is_true(value);
	if (option->no_flag)
		*(bool *)(base + option->no_flag) = !is_true(value);
	if (option->text)
		*(struct str *)(base + option->text) = value;
	if (!option->set || option->set(o, value))
		return MARKDOWN_OPTION_SET;
	return option->is_missing ? MARKDOWN_OPTION_MISSING
				  : MARKDOWN_OPTION_WRONG;
}

enum markdown_option_answer markdown_option_set(struct markdown_options *o,
						struct str name,
						struct str value,
						bool is_inside)
{
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		if (!str_is(name, options[i].name))
			continue;
		if (is_inside && options[i].is_for_sites)
			return MARKDOWN_OPTION_SET;
		return set(&options[i], o, value);
	}
	return MARKDOWN_OPTION_UNKNOWN;
}

bool markdown_option_set_sign(struct markdown_options *o, struct str name,
			      struct str value)
{
	static const char *const names[MARKDOWN_SIGNS] = {
		[MARKDOWN_HELLIP] = "hellip",
		[MARKDOWN_MDASH] = "mdash",
		[MARKDOWN_NDASH] = "ndash",
		[MARKDOWN_LAQUO] = "laquo",
		[MARKDOWN_RAQUO] = "raquo",
		[MARKDOWN_LAQUO_SPACE] = "laquo_space",
		[MARKDOWN_RAQUO_SPACE] = "raquo_space",
	};

	for (size_t i = MARKDOWN_HELLIP; i < MARKDOWN_SIGNS; i++) {
		if (!str_is(without_colon(name), names[i]))
			continue;
		o->signs[i] = value;
		return true;
	}
	return false;
}
