/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/build_message.h"

#include "lib/arena.h"
#include "tests/support/test.h"

#define T (char *)

struct message_case {
	struct build_message message;
	const char *expected;
};

static const struct message_case cases[] = {
	{ { .severity = BUILD_ERROR,
	    .file = T "a.md",
	    .line = 3,
	    .column = 7,
	    .text = T "bad" },
	  "> a.md:3:7: error: bad\n" },
	{ { .severity = BUILD_WARNING,
	    .file = T "a.md",
	    .line = 3,
	    .text = T "odd" },
	  "> a.md:3: warning: odd\n" },
	{ { .severity = BUILD_NOTE, .file = T "a.md", .text = T "late" },
	  "> a.md: note: late\n" },
	{ { .severity = BUILD_ERROR, .text = T "two\nlines" },
	  "> error: two\n>     lines\n" },
	{ { .severity = BUILD_ERROR,
	    .file = T "a\x1b[2J.md",
	    .line = 1,
	    .column = 2,
	    .text = T "b\x9b\xc2\x9b",
	    .excerpt = T "x\x1by",
	    .caret = 2,
	    .hint = T "try\x07",
	    .fate = BUILD_FATE_KEPT },
	  "> a?[2J.md:1:2: error: b??\n"
	  ">     x?y\n"
	  ">      ^\n"
	  ">     try?\n"
	  ">     the page stays as it was when it was last right\n" },
	{ { .severity = BUILD_ERROR,
	    .file = T "a.md",
	    .line = 1,
	    .text = T "bad",
	    .excerpt = T "far",
	    .caret = 4000000000u,
	    .fate = BUILD_FATE_LEFT_OUT },
	  "> a.md:1: error: bad\n"
	  ">     far\n"
	  ">     the page is left out until it is right\n" },
};

#define CASES_LEN (sizeof(cases) / sizeof(*cases))

static void people_and_editors_understand_it(void **state)
{
	(void)state;

	for (size_t i = 0; i < CASES_LEN; i++) {
		auto_buf struct buf text = { 0 };

		build_message_format(&cases[i].message, "> ", &text);
		assert_string_equal(text.data, cases[i].expected);
	}
}

static void assert_same_text(const char *a, const char *b)
{
	if (a && b)
		assert_string_equal(a, b);
	else
		assert_ptr_equal(a, b);
}

static void it_is_read_as_it_was_written(void **state)
{
	static const struct build_message put = {
		.severity = BUILD_NOTE,
		.file = T "a.md",
		.line = 4,
		.column = 5,
		.text = T "why",
		.excerpt = T "the \xe4\xb8\xad line",
		.caret = 6,
		.hint = T "what",
		.fate = BUILD_FATE_LEFT_OUT,
	};
	auto_arena struct arena arena = { 0 };
	auto_build_message struct build_message got = { 0 };
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };
	struct data d;

	(void)state;
	build_message_write(&w, &put);
	assert_ok(json_parse(buf_str(&text), "it", &arena, &d));
	assert_ok(build_message_read(&d, "it", &got));

	assert_int_equal(got.severity, put.severity);
	assert_same_text(got.file, put.file);
	assert_int_equal(got.line, put.line);
	assert_int_equal(got.column, put.column);
	assert_same_text(got.text, put.text);
	assert_same_text(got.excerpt, put.excerpt);
	assert_int_equal(got.caret, put.caret);
	assert_same_text(got.hint, put.hint);
	assert_int_equal(got.fate, put.fate);
}

/* What an older renderer wrote has fewer fields. */
static void a_message_may_have_just_a_text(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_build_message struct build_message got = { 0 };
	struct data d;

	(void)state;
	assert_ok(
		json_parse(str_of("{\"severity\":\"error\",\"text\":\"bad\"}"),
			   "it", &arena, &d));
	assert_ok(build_message_read(&d, "it", &got));

	assert_int_equal(got.severity, BUILD_ERROR);
	assert_null(got.excerpt);
	assert_null(got.hint);
	assert_int_equal(got.fate, BUILD_FATE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_and_editors_understand_it),
		cmocka_unit_test(it_is_read_as_it_was_written),
		cmocka_unit_test(a_message_may_have_just_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
