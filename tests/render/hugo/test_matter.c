/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/buf.h"
#include "render/hugo/matter.h"

static const struct conf_origin origin = { .file = "content/a.md" };

static void three_ways_to_write_it_are_told_apart(void **state)
{
	static const struct {
		const char *text;
		enum matter_kind kind;
		const char *matter, *body;
		unsigned body_line;
	} cases[] = {
		{ "---\na: 1\n---\nb\n", MATTER_YAML, "a: 1\n", "b\n", 4 },
		{ "+++\na = 1\n+++\nb", MATTER_TOML, "a = 1\n", "b", 4 },
		{ "{\"a\": \"}\\\"\"}\nb", MATTER_JSON, "{\"a\": \"}\\\"\"}",
		  "b", 2 },
		{ "{\n\"a\": {}\n}\n\nb", MATTER_JSON, "{\n\"a\": {}\n}", "\nb",
		  4 },
		{ "---\r\na: 1\r\n---\r\nb", MATTER_YAML, "a: 1\r\n", "b", 4 },
		{ "\xef\xbb\xbf+++\n+++\n", MATTER_TOML, "", "", 3 },
		{ "+++\na = 1\n---\n", MATTER_NONE, "", "+++\na = 1\n---\n",
		  1 },
		{ "{ never closed", MATTER_NONE, "", "{ never closed", 1 },
		{ "{{< qr >}}", MATTER_NONE, "", "{{< qr >}}", 1 },
		{ "--- a\n---\n", MATTER_NONE, "", "--- a\n---\n", 1 },
		{ "", MATTER_NONE, "", "", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct matter m;

		matter_split(str_of(cases[i].text), &m);

		assert_int_equal(m.kind, cases[i].kind);
		assert_true(str_is(m.text, cases[i].matter));
		assert_true(str_is(m.body, cases[i].body));
		assert_int_equal(m.body_line, cases[i].body_line);
	}
}

static void keys_are_in_lower_case_however_deep(void **state)
{
	static const char *const texts[] = {
		"---\nTitle: x\nParams: [{A: {bC: y}}]\n---\n",
		"+++\nTitle = 'x'\nParams = [{A = {bC = 'y'}}]\n+++\n",
		"{\"Title\": \"x\", \"Params\": [{\"A\": {\"bC\": \"y\"}}]}\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		auto_arena struct arena arena = { 0 };
		struct matter m;
		struct data d;
		const struct data *inner;

		assert_ok(
			matter_read(str_of(texts[i]), &origin, &arena, &m, &d));

		assert_true(str_is(data_get(&d, "title")->string, "x"));
		inner = data_get(&data_get(&d, "params")->list.items[0], "a");
		assert_true(str_is(data_get(inner, "bc")->string, "y"));
	}
}

static void faults_are_told_at_their_place_in_the_file(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
	} cases[] = {
		{ "---\na: 1\nb: [\n---\n", 3 },
		{ "+++\na = 1\nb = \n+++\n", 3 },
		{ "{\n\"a\": 1,\n}\n", 3 },
		{ "---\n- a\n---\n", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		auto_arena struct arena arena = { 0 };
		struct matter m;
		struct data d;
		struct err *e = matter_read(str_of(cases[i].text), &origin,
					    &arena, &m, &d);

		assert_true(err_is(e, &ERR_INPUT));
		assert_string_equal(err_where(e).file, "content/a.md");
		assert_true(err_where(e).line >= cases[i].line);
		assert_true(err_where(e).line <= cases[i].line + 1);
		err_drop(e);
	}
}

static void a_map_of_very_many_keys_is_refused(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct matter m;
	struct data d;

	(void)state;
	buf_puts(&text, "+++\n[a]\n");
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "K%d = 1\n", i);
	buf_puts(&text, "+++\n");

	assert_fails(&ERR_INPUT,
		     matter_read(buf_str(&text), &origin, &arena, &m, &d));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_ways_to_write_it_are_told_apart),
		cmocka_unit_test(keys_are_in_lower_case_however_deep),
		cmocka_unit_test(faults_are_told_at_their_place_in_the_file),
		cmocka_unit_test(a_map_of_very_many_keys_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
