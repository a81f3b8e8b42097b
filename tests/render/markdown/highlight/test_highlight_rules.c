/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/markdown/highlight/highlight_rules.h"

static const struct str words[] = { STR("for"), STR("int"), STR("while") };
static const struct highlight_words lists[] = { { words, 3, 1u << 3 | 1u << 5,
						  UINT64_MAX } };
static const char *const strings[] = { "", "//", "(" };
static const struct highlight_grammar grammar = { .lists = lists,
						  .strings = strings };

/* Whether condition @c holds for what stands between | and | in @text. */
static bool holds(struct highlight_condition c, const char *text)
{
	const struct highlight_rule r = { .conditions = { c } };
	auto_buf struct buf code = { 0 };
	size_t start = strcspn(text, "|");
	size_t len = strcspn(text + start + 1, "|");

	buf_add(&code, text, start);
	buf_add(&code, text + start + 1, len);
	buf_puts(&code, text + start + 1 + len + 1);
	return highlight_rule_holds(&grammar, &r, buf_str(&code),
				    str_n(code.data + start, len));
}

static void conditions_look_at_a_token_and_beside_it(void **state)
{
	static const struct {
		struct highlight_condition condition;
		const char *text;
		bool holds;
	} cases[] = {
		{ { HIGHLIGHT_ALWAYS, false, 0 }, "|x|", true },
		{ { HIGHLIGHT_WORD, false, 0 }, "a |int| b", true },
		{ { HIGHLIGHT_WORD, false, 0 }, "|while|", true },
		{ { HIGHLIGHT_WORD, false, 0 }, "|inte|", false },
		{ { HIGHLIGHT_WORD, false, 0 }, "|in|t", false },
		{ { HIGHLIGHT_WORD, true, 0 }, "|int|", false },
		{ { HIGHLIGHT_BEGINS, false, 1 }, "|// x|", true },
		{ { HIGHLIGHT_BEGINS, false, 1 }, "|/|/", false },
		{ { HIGHLIGHT_BEFORE, false, 2 }, "|f| (x)", true },
		{ { HIGHLIGHT_BEFORE, false, 2 }, "|f|", false },
		{ { HIGHLIGHT_BEFORE, false, 2 }, "(|f|)", false },
		{ { HIGHLIGHT_AFTER, false, 2 }, "( |f|)", true },
		{ { HIGHLIGHT_AFTER, false, 2 }, "|f|(", false },
		{ { HIGHLIGHT_CAPITAL, false, 0 }, "|Ab|", true },
		{ { HIGHLIGHT_CAPITAL, false, 0 }, "|aB|", false },
		{ { HIGHLIGHT_UPPER, false, 0 }, "|A_1|", true },
		{ { HIGHLIGHT_UPPER, false, 0 }, "|Ab|", false },
		{ { HIGHLIGHT_UPPER, false, 0 }, "|_1|", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(holds(cases[i].condition, cases[i].text),
				 cases[i].holds);
}

static void all_conditions_must_hold(void **state)
{
	const struct highlight_rule r = {
		.conditions = { { HIGHLIGHT_CAPITAL, false, 0 },
				{ HIGHLIGHT_UPPER, true, 0 } },
	};

	(void)state;
	assert_true(
		highlight_rule_holds(&grammar, &r, str_of("Ab"), str_of("Ab")));
	assert_false(
		highlight_rule_holds(&grammar, &r, str_of("AB"), str_of("AB")));
	assert_false(
		highlight_rule_holds(&grammar, &r, str_of("ab"), str_of("ab")));
}

static void numbers_tell_their_class(void **state)
{
	static const char *const cases[][2] = {
		{ "0", "mi" },    { "12", "mi" },   { "1_000", "mi" },
		{ "1.5", "mf" },  { "1e9", "mf" },  { "0.5", "mf" },
		{ "0x1E", "mh" }, { "0b01", "mb" }, { "0o17", "mo" },
		{ "017", "mo" },  { "00.5", "mf" }, { "", "mi" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(
			highlight_number_class(str_of(cases[i][0])).name,
			cases[i][1]);
}

static void neighbours_of_one_class_share_a_span(void **state)
{
	const struct token_class none = { "" };
	const struct token_class k = { "k" };
	auto_buf struct buf out = { 0 };
	struct highlight_spans spans = { .out = &out };

	(void)state;
	highlight_spans_add(&spans, none, str_of("a&"));
	highlight_spans_add(&spans, k, str_of("b"));
	highlight_spans_add(&spans, k, str_of("<"));
	highlight_spans_add(&spans, none, str_of(""));
	highlight_spans_add(&spans, k, str_of("c"));
	highlight_spans_end(&spans);

	assert_string_equal(out.data, "a&amp;<span class=\"k\">b&lt;c</span>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conditions_look_at_a_token_and_beside_it),
		cmocka_unit_test(all_conditions_must_hold),
		cmocka_unit_test(numbers_tell_their_class),
		cmocka_unit_test(neighbours_of_one_class_share_a_span),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
