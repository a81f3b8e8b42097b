/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/model/config.h"
#include "render/model/node.h"

static struct str text_of(const struct data *map, const char *key)
{
	return node_as_text(data_get(map, key));
}

static void an_empty_file_means_jekylls_defaults(void **state)
{
	auto_arena struct arena a = { 0 };
	struct config c;

	(void)state;
	assert_ok(config_parse(str_of(""), NULL, &a, &c));

	assert_true(str_is(c.permalink, "date"));
	assert_true(str_is(c.excerpt_separator, "\n\n"));
	assert_int_equal(c.baseurl.len, 0);
	assert_false(c.future);
	assert_true(config_is_markdown(&c, str_of(".md")));
	assert_true(config_is_markdown(&c, str_of(".markdown")));
	assert_false(config_is_markdown(&c, str_of(".html")));
	assert_false(config_is_markdown(&c, str_of("")));
	assert_true(node_is_true(
		data_get(data_get(c.collections, "posts"), "output")));
}

static void what_is_given_lies_over_the_defaults(void **state)
{
	auto_arena struct arena a = { 0 };
	struct config c;

	(void)state;
	assert_ok(config_parse(
		str_of("title: T\nfuture: yes\nkramdown: {hard_wrap: true}\n"
		       "collections: [notes]\nplugins: [jekyll-feed]\n"),
		NULL, &a, &c));

	assert_true(c.future);
	assert_true(str_is(text_of(&c.all, "title"), "T"));
	assert_true(
		str_is(text_of(data_get(&c.all, "kramdown"), "input"), "GFM"));
	assert_non_null(data_get(c.collections, "notes"));
	assert_non_null(data_get(c.collections, "posts"));
	assert_true(config_has_plugin(&c, "jekyll-feed"));
	assert_false(config_has_plugin(&c, "jekyll-sitemap"));
}

static void a_value_of_the_wrong_kind_is_named(void **state)
{
	auto_arena struct arena a = { 0 };
	struct config c;
	struct err *e;

	(void)state;
	e = config_parse(str_of("title: x\nfuture: [1]\n"), NULL, &a, &c);
	assert_non_null(e);
	assert_int_equal(err_where(e).line, 2);
	assert_fails_saying(&ERR_INPUT, "future", e);
	assert_fails_saying(&ERR_INPUT, "not a map",
			    config_parse(str_of("- a\n"), NULL, &a, &c));
}

static void what_jekyll_takes_in_silence_is_a_warning(void **state)
{
	auto_build_report struct build_report report = { 0 };
	auto_arena struct arena a = { 0 };
	struct config c;

	(void)state;
	assert_ok(config_parse(
		str_of("title: one\nfuture: no\ntitle: two\n--- \nx: [\n"),
		&report, &a, &c));

	assert_true(str_is(text_of(&c.all, "title"), "two"));
	assert_int_equal(report.messages_len, 2);
	assert_int_equal(build_report_count(&report, BUILD_WARNING), 2);
	assert_string_equal(report.messages[0].file, "_config.yml");
	assert_int_equal(report.messages[0].line, 3);
	assert_int_equal(report.messages[1].line, 4);
}

static void defaults_go_by_path_and_type(void **state)
{
	auto_arena struct arena a = { 0 };
	struct config c;
	struct data d;

	(void)state;
	assert_ok(config_parse(str_of("defaults:\n"
				      "- scope: {path: docs/deep}\n"
				      "  values: {who: deep}\n"
				      "- scope: {path: ''}\n"
				      "  values: {who: all, layout: base}\n"
				      "- scope: {path: '', type: posts}\n"
				      "  values: {who: posts}\n"
				      "- scope: {path: 'sec/*/x.md'}\n"
				      "  values: {who: star}\n"),
			       NULL, &a, &c));

	d = config_defaults_for(&c, str_of("docs/deep/a.md"), "pages", &a);
	assert_true(str_is(text_of(&d, "who"), "deep"));
	assert_true(str_is(text_of(&d, "layout"), "base"));
	d = config_defaults_for(&c, str_of("_posts/a.md"), "posts", &a);
	assert_true(str_is(text_of(&d, "who"), "posts"));
	d = config_defaults_for(&c, str_of("a.md"), "pages", &a);
	assert_true(str_is(text_of(&d, "who"), "all"));
	d = config_defaults_for(&c, str_of("sec/1/x.md"), "pages", &a);
	assert_true(str_is(text_of(&d, "who"), "star"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_file_means_jekylls_defaults),
		cmocka_unit_test(what_is_given_lies_over_the_defaults),
		cmocka_unit_test(a_value_of_the_wrong_kind_is_named),
		cmocka_unit_test(what_jekyll_takes_in_silence_is_a_warning),
		cmocka_unit_test(defaults_go_by_path_and_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
