/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/buf.h"
#include "render/hugo/toml.h"

static const struct conf_origin origin = { .file = "t.toml", .first_line = 3 };

static void every_kind_of_value_is_read(void **state)
{
	auto_arena struct arena arena = { 0 };
	const char *const text =
		"title = \"Z\\u00fcrich\"\n"
		"n = 1_000\nf = 2.5\nyes = true\nclock = 07:32:00\n"
		"day = 2024-05-01\nlocal = 2024-05-01T10:20:30\n"
		"zoned = 2024-05-01T10:20:30+02:00\n"
		"list = ['a', [1]]\nsite.'a b'.c = 3\n"
		"[[menu.main]]\nname = 'x'\n[[menu.main]]\nname = 'y'\n";
	struct data d;
	const struct data *main;

	(void)state;
	assert_ok(toml_parse(str_of(text), &origin, &arena, &d));

	assert_true(str_is(data_get(&d, "title")->string, "Z\303\274rich"));
	assert_int_equal(data_get(&d, "n")->integer, 1000);
	assert_true(str_is(data_get(&d, "n")->text, "1000"));
	assert_true(data_get(&d, "f")->number > 2.4);
	assert_true(data_get(&d, "yes")->boolean);
	assert_true(str_is(data_get(&d, "clock")->string, "07:32:00"));
	assert_int_equal(data_get(&d, "day")->time.seconds, 1714521600);
	assert_false(data_get(&d, "day")->time.has_time);
	assert_int_equal(data_get(&d, "local")->time.seconds, 1714558830);
	assert_false(data_get(&d, "local")->time.has_zone);
	assert_int_equal(data_get(&d, "zoned")->time.seconds, 1714551630);
	assert_int_equal(data_get(&d, "zoned")->time.utc_offset, 7200);
	assert_int_equal(data_get(&d, "list")->list.items[1].kind, DATA_LIST);
	main = data_get(data_get(&d, "menu"), "main");
	assert_int_equal(main->list.len, 2);
	assert_true(
		str_is(data_get(&main->list.items[1], "name")->string, "y"));
	assert_int_equal(
		data_get(data_get(data_get(&d, "site"), "a b"), "c")->integer,
		3);
}

static void faults_are_told_at_their_place_in_the_file(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
	} cases[] = {
		{ "a = 1\nb = \n", 4 },
		{ "a = 1\na = 2\n", 4 },
		{ "[x]\n[x]\n", 4 },
		{ "a = \"open\n", 3 },
		{ "a = 2024-13-01\n", 3 },
		{ "\xff\xfe = 1", 3 },
		{ "a = 99999999999999999999", 3 },
		{ "a", 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		auto_arena struct arena arena = { 0 };
		struct data d;
		struct err *e =
			toml_parse(str_of(cases[i].text), &origin, &arena, &d);

		assert_true(err_is(e, &ERR_INPUT));
		assert_string_equal(err_where(e).file, "t.toml");
		assert_int_equal(err_where(e).line, cases[i].line);
		assert_true(err_where(e).column > 0);
		err_drop(e);
	}
}

/* What would cost time or stack ends in an error instead. */
static void what_is_nested_too_deep_is_refused(void **state)
{
	static const struct {
		const char *before, *piece;
		size_t times;
	} cases[] = {
		{ "a = ", "[", 100000 }, { "a = ", "{ a = ", 100000 },
		{ "a", ".a", 1900000 },  { "a", ".\"a\"", 100 },
		{ "[a", ".b", 90 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		auto_arena struct arena arena = { 0 };
		auto_buf struct buf text = { 0 };
		struct data d;

		buf_puts(&text, cases[i].before);
		for (size_t k = 0; k < cases[i].times; k++)
			buf_puts(&text, cases[i].piece);
		buf_puts(&text, *cases[i].before == '[' ? "]\n" : " = 1\n");

		assert_fails(&ERR_INPUT,
			     toml_parse(buf_str(&text), &origin, &arena, &d));
	}
}

static void many_keys_are_read_in_order(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct data d;

	(void)state;
	for (int i = 200000; i > 0; i--)
		buf_printf(&text, "k%06d = %d\n", i, i);

	assert_ok(toml_parse(buf_str(&text), &origin, &arena, &d));

	assert_int_equal(d.map.len, 200000);
	assert_true(str_is(d.map.entries[0].key, "k000001"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_value_is_read),
		cmocka_unit_test(faults_are_told_at_their_place_in_the_file),
		cmocka_unit_test(what_is_nested_too_deep_is_refused),
		cmocka_unit_test(many_keys_are_read_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
