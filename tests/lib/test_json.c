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
		{ "{\n  \"a\": tru\n}", "x.json:2:8: a value expected" },
		{ "[\"\xc3\xbc\", x]", "x.json:1:7: " },
		{ "{\"a\":1,\"a\":2}", "duplicate object key" },
		{ "[1] 2", "x.json:1:5: end of file expected" },
		{ "[\"\xff\"]", "decode byte 0xff" },
		{ "[01]", "x.json:1:" },
		{ "{\"a\" 1}", "':' expected" },
		{ "{\"a\":1,}", "x.json:1:8: a string or '}' expected" },
		{ "{\"a\":1 \"b\"", "',' or '}' expected" },
		{ "{1:2}", "a string or '}' expected" },
		{ "{\"a\\u0000\":1}", "x.json:1:2: NUL in a key" },
		{ "[1,]", "x.json:1:4: a value expected" },
		{ "[1 2]", "x.json:1:4: ',' or ']' expected" },
		{ "[", "a value expected" },
		{ "\"a", "x.json:1:3: '\"' expected" },
		{ "\"a\\", "'\"' expected" },
		{ "\"a\\\"", "'\"' expected" },
		{ "\"\t\"", "x.json:1:2: control character 0x9" },
		{ "\"\\x\"", "x.json:1:2: no such escape" },
		{ "\"\\u12g4\"", "four hexadecimal digits expected" },
		{ "\"\\u12\"", "four hexadecimal digits expected" },
		{ "\"\\ud83d\"", "half of a surrogate pair" },
		{ "\"\\ud83d\\u0041\"", "half of a surrogate pair" },
		{ "\"\\ude00\\ud83d\"", "half of a surrogate pair" },
		{ "\"\xed\xa0\x80\"", "decode byte 0xed" },
		{ "-", "digit expected" },
		{ "1.", "digit expected" },
		{ "1e+", "digit expected" },
		{ "+1", "a value expected" },
		{ ".5", "a value expected" },
		{ "9223372036854775808", "too large a whole number" },
		{ "1e999", "too large a number" },
		{ "nul", "a value expected" },
		{ "True", "a value expected" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_arena struct arena arena = { 0 };
		struct data d = { 0 };

		assert_fails_saying(&ERR_INPUT, cases[i].message,
				    parse(cases[i].text, &arena, &d));
	}
}

static void strings_mean_what_their_escapes_say(void **state)
{
	static const struct {
		const char *text;
		struct str meaning;
	} cases[] = {
		{ "\"\"", STR("") },
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", STR("\"\\/\b\f\n\r\t") },
		{ "\"\\u0041\\u00E9\\u20ac\"", STR("A\xc3\xa9\xe2\x82\xac") },
		{ "\"\\ud83D\\uDE00\"", STR("\xf0\x9f\x98\x80") },
		{ "\"\\u0000x\"", STR("\0x") },
		{ "\"\xf4\x8f\xbf\xbf\x7f\"", STR("\xf4\x8f\xbf\xbf\x7f") },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_arena struct arena arena = { 0 };
		struct data d = { 0 };

		assert_ok(parse(cases[i].text, &arena, &d));
		assert_true(str_eq(d.string, cases[i].meaning));
		assert_int_equal(d.string.data[d.string.len], '\0');
	}
}

static void numbers_keep_their_value(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct data d = { 0 };

	(void)state;
	assert_ok(parse("[-9223372036854775808,-0,1E2,-0.25e-1]", &arena, &d));

	assert_true(d.list.items[0].integer == INT64_MIN);
	assert_int_equal(d.list.items[1].kind, DATA_INT);
	assert_int_equal(d.list.items[2].kind, DATA_FLOAT);
	assert_true(d.list.items[2].number == 100);
	assert_true(d.list.items[3].number == -0.025);
}

static void put_key(struct buf *out, int n)
{
	buf_printf(out, "%s\n\"%d\":[{}]", n ? "," : "{", n);
}

static void many_keys_keep_their_order_and_stay_apart(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct data d = { 0 };

	(void)state;
	for (int i = 0; i < 100; i++)
		put_key(&text, i);
	buf_puts(&text, ",\n\"7\":1}");

	assert_fails_saying(&ERR_INPUT,
			    "x.json:102:1: duplicate object key '7'",
			    json_parse(buf_str(&text), "x.json", &arena, &d));
	text.data[text.len - 5] = 'x';
	assert_ok(json_parse(buf_str(&text), "x.json", &arena, &d));
	assert_int_equal(d.map.len, 101);
	assert_string_equal(d.map.entries[42].key.data, "42");
	assert_int_equal(d.map.entries[42].value.list.len, 1);
}

static void nest(struct buf *out, int levels)
{
	for (int i = 0; i < levels; i++)
		buf_putc(out, '[');
	for (int i = 0; i < levels; i++)
		buf_putc(out, ']');
}

static void deep_nesting_is_read(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 }, more = { 0 };
	struct data d = { 0 };

	(void)state;
	nest(&text, 2048);
	assert_ok(json_parse(buf_str(&text), "x.json", &arena, &d));

	nest(&more, 2049);
	assert_fails_saying(&ERR_INPUT, "x.json:1:2049: more than 2048 levels",
			    json_parse(buf_str(&more), "x.json", &arena, &d));
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
		cmocka_unit_test(strings_mean_what_their_escapes_say),
		cmocka_unit_test(numbers_keep_their_value),
		cmocka_unit_test(many_keys_keep_their_order_and_stay_apart),
		cmocka_unit_test(deep_nesting_is_read),
		cmocka_unit_test(endless_nesting_is_refused),
		cmocka_unit_test(output_is_indented),
		cmocka_unit_test(compact_output_has_no_spaces),
		cmocka_unit_test(values_may_follow_each_other_line_by_line),
		cmocka_unit_test(strings_are_quoted_for_every_reader),
		cmocka_unit_test(what_was_written_is_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
