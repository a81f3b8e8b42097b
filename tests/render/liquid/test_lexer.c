/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/lexer.h"
#include "tests/support/test.h"

static void every_kind_of_token_is_told_apart(void **state)
{
	static const struct {
		enum token_kind kind;
		const char *text;
	} expected[] = {
		{ TOKEN_NAME, "foo-bar?" },  { TOKEN_DOT, "." },
		{ TOKEN_NAME, "b" },         { TOKEN_OPEN_SQUARE, "[" },
		{ TOKEN_NUMBER, "-12" },     { TOKEN_CLOSE_SQUARE, "]" },
		{ TOKEN_COMPARISON, "<=" },  { TOKEN_STRING, "it's" },
		{ TOKEN_PIPE, "|" },         { TOKEN_NAME, "f" },
		{ TOKEN_COLON, ":" },        { TOKEN_NUMBER, "3.5" },
		{ TOKEN_COMMA, "," },        { TOKEN_OPEN_ROUND, "(" },
		{ TOKEN_NUMBER, "1" },       { TOKEN_DOTS, ".." },
		{ TOKEN_NAME, "n" },         { TOKEN_CLOSE_ROUND, ")" },
		{ TOKEN_ASSIGN, "=" },       { TOKEN_DASH, "-" },
		{ TOKEN_OTHER, "!" },        { TOKEN_COMPARISON, "contains" },
		{ TOKEN_NAME, "containsx" },
	};
	struct lexer l;

	(void)state;
	lexer_init(&l, str_of(" foo-bar?.b[-12]<=\"it's\"|f:3.5,(1..n) = - ! "
			      "contains containsx\t\n"));
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		assert_int_equal(l.token.kind, expected[i].kind);
		assert_true(str_is(l.token.text, expected[i].text));
		lexer_next(&l);
	}
	assert_int_equal(l.token.kind, TOKEN_END);
}

static void a_quote_that_is_not_closed_is_no_string(void **state)
{
	struct lexer l;

	(void)state;
	lexer_init(&l, str_of("'abc"));

	assert_int_equal(l.token.kind, TOKEN_OTHER);
}

static void tokens_know_where_they_stand(void **state)
{
	struct str markup = str_of("a  'b'");
	struct lexer l;

	(void)state;
	lexer_init(&l, markup);
	assert_false(l.token.spaced);
	lexer_next(&l);

	assert_true(l.token.spaced);
	assert_ptr_equal(l.token.at, markup.data + 3);
	assert_true(str_is(lexer_rest(&l), "'b'"));
}

static void words_are_accepted_by_their_text(void **state)
{
	struct lexer l;

	(void)state;
	lexer_init(&l, str_of("in x"));

	assert_false(lexer_accept_word(&l, "i"));
	assert_true(lexer_accept_word(&l, "in"));
	assert_false(lexer_accept(&l, TOKEN_NUMBER, NULL));
	assert_true(lexer_accept(&l, TOKEN_NAME, NULL));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_token_is_told_apart),
		cmocka_unit_test(a_quote_that_is_not_closed_is_no_string),
		cmocka_unit_test(tokens_know_where_they_stand),
		cmocka_unit_test(words_are_accepted_by_their_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
