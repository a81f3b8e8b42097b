/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/json.h"

static const struct conf_origin from = { .file = "f", .first_line = 1 };

static fallible parse(const char *text, struct arena *arena, struct data *ret)
{
	return conf_parse(
		str_of(text),
		&(struct conf_origin){ .file = "_config.yml", .first_line = 1 },
		arena, ret);
}

static void write_data(struct json_writer *w, const char *key,
		       const struct data *d)
{
	switch (d->kind) {
	case DATA_MAP:
		json_open_object(w, key);
		for (size_t i = 0; i < d->map.len; i++)
			write_data(w, d->map.entries[i].key.data,
				   &d->map.entries[i].value);
		json_close_object(w);
		break;
	case DATA_LIST:
		json_open_list(w, key);
		for (size_t i = 0; i < d->list.len; i++)
			write_data(w, NULL, &d->list.items[i]);
		json_close_list(w);
		break;
	case DATA_STRING:
		json_put_str(w, key, d->string);
		break;
	case DATA_INT:
		json_put_int(w, key, d->integer);
		break;
	case DATA_BOOL:
		json_put_bool(w, key, d->boolean);
		break;
	case DATA_NULL:
		json_put_null(w, key);
		break;
	default:
		json_put_str(w, key, str_of(data_kind_name(d->kind)));
	}
}

static void texts_mean_what_ruby_makes_of_them(void **state)
{
	static const struct {
		const char *yaml, *json;
	} cases[] = {
		{ "", "null" },
		{ "# nothing", "null" },
		{ "---\na: 1\n...\n", "{\"a\":1}" },
		{ "\xef\xbb\xbf"
		  "a: 1\r\nb: x y\r\n",
		  "{\"a\":1,\"b\":\"x y\"}" },
		{ "a: 'yes'\nb: \"1\"\nc: ''\nd:",
		  "{\"a\":\"yes\",\"b\":\"1\",\"c\":\"\",\"d\":null}" },
		{ "a: |\n  12\n  b\nc: >-\n  1\n",
		  "{\"a\":\"12\\nb\\n\",\"c\":\"1\"}" },
		{ "- a\n- [b, {c: d}]\n-\n",
		  "[\"a\",[\"b\",{\"c\":\"d\"}],null]" },
		{ "1: a\nyes: b\n2.5: c",
		  "{\"1\":\"a\",\"yes\":\"b\",\"2.5\":\"c\"}" },
		{ "a: &x {b: 1}\nc: *x", "{\"a\":{\"b\":1},\"c\":{\"b\":1}}" },
		{ "[&x 1, &x 2, *x]", "[1,2,2]" },
		{ "!!str 12", "\"12\"" },
		{ "!!int \"12\"", "12" },
		{ "!custom yes", "true" },
		{ "[2024-01-02, 1.5]", "[\"a date\",\"a number\"]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_arena struct arena arena = { 0 };
		auto_buf struct buf out = { 0 };
		struct json_writer w = { .out = &out, .compact = true };
		struct data d = { 0 };

		assert_ok(parse(cases[i].yaml, &arena, &d));
		write_data(&w, NULL, &d);
		buf_truncate(&out, out.len - 1);
		assert_string_equal(out.data, cases[i].json);
	}
}

static void merge_keys_are_rubys(void **state)
{
	static const struct {
		const char *yaml, *json;
	} cases[] = {
		{ "{c: {<<: &x {b: 1}, d: 2}}", "{\"b\":1,\"d\":2}" },
		{ "{a: &x {b: 1}, c: {b: 5, <<: *x}}", "{\"b\":1}" },
		{ "{a: &x {b: 1}, c: {<<: *x, b: 5}}", "{\"b\":5}" },
		{ "{a: &x {b: 1}, y: &y {b: 2, z: 3}, c: {q: 1, <<: [*x, "
		  "*y]}}",
		  "{\"q\":1,\"b\":1,\"z\":3}" },
		{ "{c: {<<: 1}}", "{\"<<\":1}" },
		{ "{c: {<<: [1]}}", "{\"<<\":[1]}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_arena struct arena arena = { 0 };
		auto_buf struct buf out = { 0 };
		struct json_writer w = { .out = &out, .compact = true };
		struct data d = { 0 };

		assert_ok(parse(cases[i].yaml, &arena, &d));
		write_data(&w, NULL, data_get(&d, "c"));
		buf_truncate(&out, out.len - 1);
		assert_string_equal(out.data, cases[i].json);
	}
}

static void faults_have_their_place(void **state)
{
	static const struct {
		const char *yaml, *message;
	} cases[] = {
		{ "a: 1\nb: [1", "_config.yml:3:1: did not find expected" },
		{ "a: b: c", "_config.yml:1:5: mapping values are not" },
		{ "a: 1\nb: 2\na: 3",
		  "_config.yml:3:1: the key 'a' is already on line 1" },
		{ "a: *x", "_config.yml:1:4: no value is called 'x'" },
		{ "&a [*a]", "_config.yml:1:5: no value is called 'a'" },
		{ "a: 1\n---\nb: 2", "_config.yml:2:1: more than one" },
		{ "a\n\xff", "_config.yml:2:1: invalid" },
		{ "a: !ruby/object:Foo {}", "_config.yml:1:4: the tag" },
		{ "!ruby/sym a", "_config.yml:1:1: the tag" },
		{ "{[a]: b}", "_config.yml:1:2: a key is a list" },
		{ "a: \"\\x\"", "_config.yml:1:7: did not find" },
		{ "a: 1\nb: \"c\nd: 2\n",
		  "_config.yml:2:4: found unexpected end of stream" },
		{ "a: 1\nb: 'c\n---\n",
		  "_config.yml:2:4: found unexpected document indicator" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_arena struct arena arena = { 0 };
		struct data d = { 0 };

		assert_fails_saying(&ERR_INPUT, cases[i].message,
				    parse(cases[i].yaml, &arena, &d));
	}
}

static void lines_count_from_where_the_text_begins(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct data d = { 0 };
	const struct data *b;

	(void)state;
	assert_ok(conf_parse(
		str_of("a: 1\nb: 0x10\n"),
		&(struct conf_origin){ .file = "p.md", .first_line = 2 },
		&arena, &d));
	b = data_get(&d, "b");

	assert_int_equal(b->line, 3);
	assert_int_equal(b->column, 4);
	assert_int_equal(d.map.entries[1].line, 3);
	assert_int_equal(d.map.entries[1].column, 1);
	assert_string_equal(b->text.data, "0x10");
	assert_fails_saying(
		&ERR_INPUT, "p.md:12:",
		conf_parse(str_of("a: 1\n- b"),
			   &(struct conf_origin){ .file = "p.md",
						  .first_line = 11 },
			   &arena, &d));
}

static void strings_are_copied(void **state)
{
	auto_arena struct arena arena = { 0 };
	char text[] = "a: hello";
	struct data d = { 0 };

	(void)state;
	assert_ok(parse(text, &arena, &d));
	memset(text, 'x', sizeof(text) - 1);

	assert_string_equal(data_get(&d, "a")->string.data, "hello");
}

static void a_billion_laughs_are_refused(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct data d = { 0 };

	(void)state;
	buf_puts(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 30; i++) {
		buf_printf(&text, "a%d: &a%d [", i, i);
		for (int k = 0; k < 10; k++)
			buf_printf(&text, "%s*a%d", k ? ", " : "", i - 1);
		buf_puts(&text, "]\n");
	}

	assert_fails_saying(&ERR_INPUT,
			    "_config.yml:6:55: more than 1048576 values",
			    parse(text.data, &arena, &d));
}

static void endless_nesting_is_refused(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct data d = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_putc(&text, '[');

	assert_fails_saying(&ERR_INPUT, "levels",
			    conf_parse(buf_str(&text), &from, &arena, &d));
}

static void endless_directives_are_refused(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct data d = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_printf(&text, "%%TAG !a%d! tag:x,%d\r", i, i);

	assert_fails_saying(&ERR_INPUT, "directives",
			    conf_parse(buf_str(&text), &from, &arena, &d));
}

static void nesting_through_aliases_is_refused(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct data d = { 0 };

	(void)state;
	buf_puts(&text, "- &a0 x\n");
	for (int i = 1; i < 200; i++)
		buf_printf(&text, "- &a%d [*a%d]\n", i, i - 1);

	assert_fails_saying(&ERR_INPUT, "levels",
			    conf_parse(buf_str(&text), &from, &arena, &d));
}

static void a_large_map_is_read_in_order(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct data d = { 0 };

	(void)state;
	for (int i = 0; i < 50000; i++)
		buf_printf(&text, "k%d: %d\n", i * 7919 % 50000, i);
	assert_ok(conf_parse(buf_str(&text), &from, &arena, &d));

	assert_int_equal(d.map.len, 50000);
	for (int i = 0; i < 50000; i++)
		assert_int_equal(d.map.entries[i].value.integer, i);
}

struct told {
	size_t len;
	struct err_place places[4];
};

static void note(void *host, struct err_place place, const char *text)
{
	struct told *t = host;

	assert_non_null(text);
	assert_true(t->len < 4);
	t->places[t->len++] = place;
}

/* As Psych does; checked with the real one. */
static void a_caller_may_take_what_is_doubtful(void **state)
{
	static const struct {
		const char *text;
		size_t doubts;
		unsigned line, column;
	} cases[] = {
		{ "a: 1\nb: 2\na: 3\n", 1, 3, 1 },
		{ "{a: 1, b: 2, a: 0, a: 3}", 2, 1, 14 },
		{ "a: 3\nb: 2\n---\na: 4\n", 1, 3, 1 },
		{ "a: 3\nb: 2\n--- {\n", 1, 3, 1 },
		{ "a: 3\nb: 2\n...\n%", 1, 4, 2 },
		{ "a: 3\nb: 2\n...\n", 0, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct told told = { 0 };
		const struct conf_origin lenient = { "f", 1, note, &told };
		auto_arena struct arena arena = { 0 };
		struct data d;

		assert_ok(conf_parse(str_of(cases[i].text), &lenient, &arena,
				     &d));
		assert_int_equal(d.map.len, 2);
		assert_true(str_is(d.map.entries[0].key, "a"));
		assert_int_equal(data_get(&d, "a")->integer, 3);
		assert_int_equal(told.len, cases[i].doubts);
		assert_int_equal(told.places[0].line, cases[i].line);
		assert_int_equal(told.places[0].column, cases[i].column);
	}
}

static void a_common_mistake_has_a_hint(void **state)
{
	static const char *const cases[][2] = {
		{ "title: a: b\n", "colon" },
		{ "title: @me\n", "sign" },
		{ "a:\n\tb: 1\n", "tabs" },
		{ "a: [1, 2\nb: 3\n", "']'" },
		{ "a: \"b\nc: d\n", "quotes" },
		{ "a: 'b' c\n", "quote" },
		{ "a: 1\nb\nc: 2\n", "key: value" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_arena struct arena arena = { 0 };
		struct data d;
		struct err *e =
			conf_parse(str_of(cases[i][0]), &from, &arena, &d);

		assert_non_null(e);
		assert_non_null(err_hint(e));
		assert_non_null(strstr(err_hint(e), cases[i][1]));
		err_drop(e);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_mean_what_ruby_makes_of_them),
		cmocka_unit_test(merge_keys_are_rubys),
		cmocka_unit_test(faults_have_their_place),
		cmocka_unit_test(lines_count_from_where_the_text_begins),
		cmocka_unit_test(strings_are_copied),
		cmocka_unit_test(a_billion_laughs_are_refused),
		cmocka_unit_test(endless_nesting_is_refused),
		cmocka_unit_test(endless_directives_are_refused),
		cmocka_unit_test(nesting_through_aliases_is_refused),
		cmocka_unit_test(a_large_map_is_read_in_order),
		cmocka_unit_test(a_caller_may_take_what_is_doubtful),
		cmocka_unit_test(a_common_mistake_has_a_hint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
