/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/json.h"

static fallible parse(const char *text, struct arena *arena, struct data *ret)
{
	return json_parse(str_of(text), "x.json", arena, ret);
}

static void every_kind_of_value_is_read(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct data d = { 0 };
	const struct data *list;

	(void)state;
	assert_ok(parse("{\"n\":null,\"t\":true,\"i\":-7,\"f\":1.5,"
			"\"s\":\"\\u00fcb\\u0000c\",\"l\":[1,[],{}]}",
			&arena, &d));

	assert_int_equal(d.kind, DATA_MAP);
	assert_int_equal(d.map.len, 6);
	assert_string_equal(d.map.entries[0].key.data, "n");
	assert_int_equal(data_get(&d, "n")->kind, DATA_NULL);
	assert_int_equal(data_get(&d, "t")->kind, DATA_BOOL);
	assert_true(data_get(&d, "t")->boolean);
	assert_int_equal(data_get(&d, "i")->kind, DATA_INT);
	assert_int_equal(data_get(&d, "i")->integer, -7);
	assert_int_equal(data_get(&d, "f")->kind, DATA_FLOAT);
	assert_true(data_get(&d, "f")->number == 1.5);
	assert_int_equal(data_get(&d, "s")->string.len, 5);
	assert_memory_equal(data_get(&d, "s")->string.data,
			    "\xc3\xbc"
			    "b\0c",
			    6);
	list = data_get(&d, "l");
	assert_int_equal(list->list.len, 3);
	assert_int_equal(list->list.items[1].kind, DATA_LIST);
	assert_int_equal(list->list.items[2].kind, DATA_MAP);
}

static void a_lone_value_is_a_text(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct data d = { 0 };

	(void)state;
	assert_ok(parse(" 12 ", &arena, &d));

	assert_int_equal(d.integer, 12);
}

static void faults_have_their_place(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "", "x.json:1:" },
		{ "{\n  \"a\": tru\n}", "x.json:2:10: " },
		{ "{\"a\":1,\"a\":2}", "duplicate object key" },
		{ "[1] 2", "x.json:1:5: end of file expected" },
		{ "[\"\xff\"]", "decode byte 0xff" },
		{ "[01]", "x.json:1:" },
		{ "{\"a\" 1}", "':' expected" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_arena struct arena arena = { 0 };
		struct data d = { 0 };

		assert_fails_saying(&ERR_INPUT, cases[i].message,
				    parse(cases[i].text, &arena, &d));
	}
}

static void endless_nesting_is_refused(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct data d = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_putc(&text, '[');

	assert_fails(&ERR_INPUT,
		     json_parse(buf_str(&text), "x.json", &arena, &d));
}

static void write_sample(struct json_writer *w)
{
	json_open_object(w, NULL);
	json_put_int(w, "a", INT64_MIN);
	json_open_list(w, "b");
	json_put_bool(w, NULL, false);
	json_put_null(w, NULL);
	json_open_object(w, NULL);
	json_close_object(w);
	json_close_list(w);
	json_open_list(w, "c");
	json_close_list(w);
	json_put_text(w, "d", NULL);
	json_put_str(w, "e\"", str_of("f"));
	json_close_object(w);
}

static void output_is_indented(void **state)
{
	auto_buf struct buf out = { 0 };
	struct json_writer w = { .out = &out };

	(void)state;
	write_sample(&w);

	assert_string_equal(out.data, "{\n"
				      "  \"a\": -9223372036854775808,\n"
				      "  \"b\": [\n"
				      "    false,\n"
				      "    null,\n"
				      "    {}\n"
				      "  ],\n"
				      "  \"c\": [],\n"
				      "  \"d\": null,\n"
				      "  \"e\\\"\": \"f\"\n"
				      "}\n");
}

static void compact_output_has_no_spaces(void **state)
{
	auto_buf struct buf out = { 0 };
	struct json_writer w = { .out = &out, .compact = true };

	(void)state;
	write_sample(&w);

	assert_string_equal(out.data, "{\"a\":-9223372036854775808,"
				      "\"b\":[false,null,{}],\"c\":[],"
				      "\"d\":null,\"e\\\"\":\"f\"}\n");
}

static void values_may_follow_each_other_line_by_line(void **state)
{
	auto_buf struct buf out = { 0 };
	struct json_writer w = { .out = &out, .compact = true };

	(void)state;
	json_put_int(&w, NULL, 1);
	json_open_list(&w, NULL);
	json_close_list(&w);
	json_put_bool(&w, NULL, true);

	assert_string_equal(out.data, "1\n[]\ntrue\n");
}

static void strings_are_quoted_for_every_reader(void **state)
{
	static const struct {
		const char *text, *quoted;
	} cases[] = {
		{ "", "\"\"" },
		{ "a/b", "\"a/b\"" },
		{ "\"\\", "\"\\\"\\\\\"" },
		{ "\b\f\n\r\t\x01", "\"\\b\\f\\n\\r\\t\\u0001\"" },
		{ "\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\"" },
		{ "\xff\xc3", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_buf struct buf out = { 0 };

		json_quote(&out, str_of(cases[i].text));
		assert_string_equal(out.data, cases[i].quoted);
	}
}

static void what_was_written_is_read_again(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf out = { 0 };
	struct json_writer w = { .out = &out };
	struct str nul = STR("a\0\x1f\x7f");
	struct data d = { 0 };

	(void)state;
	json_put_str(&w, NULL, nul);
	assert_ok(json_parse(buf_str(&out), "x.json", &arena, &d));

	assert_true(str_eq(d.string, nul));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_value_is_read),
		cmocka_unit_test(a_lone_value_is_a_text),
		cmocka_unit_test(faults_have_their_place),
		cmocka_unit_test(endless_nesting_is_refused),
		cmocka_unit_test(output_is_indented),
		cmocka_unit_test(compact_output_has_no_spaces),
		cmocka_unit_test(values_may_follow_each_other_line_by_line),
		cmocka_unit_test(strings_are_quoted_for_every_reader),
		cmocka_unit_test(what_was_written_is_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
