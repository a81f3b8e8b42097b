/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/model/front_matter.h"

static void front_matter_ends_at_dashes_or_dots(void **state)
{
	static const struct {
		const char *text;
		const char *yaml;
		const char *body;
		unsigned body_line;
	} cases[] = {
		{ "---\na: 1\n---\nbody\n", "a: 1\n", "body\n", 4 },
		{ "---\na: 1\n...\nbody", "a: 1\n", "body", 4 },
		{ "---\n---\nbody", "", "body", 3 },
		{ "---  \r\na: 1\r\n---\r\nbody", "a: 1\r\n", "body", 4 },
		{ "\xef\xbb\xbf---\na: 1\n---\n", "a: 1\n", "", 4 },
		{ "---\nnever closed\n", "", "---\nnever closed\n", 1 },
		{ "no front matter\n---\n", "", "no front matter\n---\n", 1 },
		{ "---- \nx\n---\n", "", "---- \nx\n---\n", 1 },
		{ "", "", "", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct front_matter fm;

		front_matter_split(str_of(cases[i].text), &fm);
		assert_true(str_is(fm.yaml, cases[i].yaml));
		assert_true(str_is(fm.body, cases[i].body));
		assert_int_equal(fm.body_line, cases[i].body_line);
	}
}

/* An XML declaration has to be the first thing in its file. */
static void empty_lines_are_not_part_of_the_body(void **state)
{
	static const struct {
		const char *text, *body;
		unsigned line;
	} cases[] = {
		{ "---\n---\n\n \t\n\r\n<?xml?>\n", "<?xml?>\n", 6 },
		{ "---\n---\n\n  code\n\n", "  code\n\n", 4 },
		{ "---\n---\n\n \n", "", 5 },
		{ "---\n---\n\n ", "", 5 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct front_matter fm;

		front_matter_split(str_of(cases[i].text), &fm);

		assert_true(str_is(fm.body, cases[i].body));
		assert_int_equal(fm.body_line, cases[i].line);
	}
}

static void a_page_begins_with_a_line_of_dashes(void **state)
{
	(void)state;
	assert_true(front_matter_begins(str_of("---\n")));
	assert_true(front_matter_begins(str_of("--- \nx")));
	assert_false(front_matter_begins(str_of("---")));
	assert_false(front_matter_begins(str_of("----\n")));
	assert_false(front_matter_begins(str_of("\n---\n")));
}

static void faults_have_their_line_in_the_file(void **state)
{
	auto_arena struct arena a = { 0 };
	const struct conf_origin from = { .file = "x.md" };
	struct front_matter fm;
	struct data d;
	struct err *e;

	(void)state;
	e = front_matter_read(str_of("---\na: 1\na: 2\n---\n"), &from, &a, &fm,
			      &d);
	assert_non_null(e);
	assert_string_equal(err_where(e).file, "x.md");
	assert_int_equal(err_where(e).line, 3);
	assert_fails(&ERR_INPUT, e);

	assert_fails_saying(&ERR_INPUT, "not a map",
			    front_matter_read(str_of("---\n- a\n---\n"), &from,
					      &a, &fm, &d));
	assert_ok(front_matter_read(str_of("---\n---\n"), &from, &a, &fm, &d));
	assert_int_equal(d.kind, DATA_MAP);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(front_matter_ends_at_dashes_or_dots),
		cmocka_unit_test(empty_lines_are_not_part_of_the_body),
		cmocka_unit_test(a_page_begins_with_a_line_of_dashes),
		cmocka_unit_test(faults_have_their_line_in_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
