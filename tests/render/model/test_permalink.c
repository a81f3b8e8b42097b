/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/model/permalink.h"

static const struct str categories[] = { STR("News"), STR("Tea Time"),
					 STR("news") };

static const struct permalink_values post = {
	.is_document = true,
	.path = STR("/deep/name"),
	.basename = STR("2024-03-05-My.First Post"),
	.output_ext = STR(".html"),
	.collection = STR("posts"),
	.slug = STR("My.First Post"),
	.categories = categories,
	.categories_len = 3,
	.date = { .tm_year = 124,
		  .tm_mon = 2,
		  .tm_mday = 5,
		  .tm_wday = 2,
		  .tm_yday = 64,
		  .tm_hour = 7 },
};

static void placeholders_are_filled_in(void **state)
{
	static const struct {
		const char *tmpl;
		const char *url;
	} cases[] = {
		{ "/:categories/:year/:month/:day/:title:output_ext",
		  "/news/tea%20time/2024/03/05/My.First-Post.html" },
		{ "/:slug/", "/my-first-post/" },
		{ ":i_month_:i_day/:short_year", "/3_5/24" },
		{ "/:y_day/:short_month/:long_day/W:week",
		  "/065/Mar/Tuesday/W10" },
		{ "/:slugified_categories/x", "/news/tea-time/x" },
		{ "/:collection/:path:output_ext", "/posts/deep/name.html" },
		{ "a//b/../c/./d", "/a/b/c/d" },
		{ "/:hour:minute:second", "/070000" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_buf struct buf url = { 0 };

		assert_ok(permalink_expand(str_of(cases[i].tmpl), &post, &url));
		assert_string_equal(url.data, cases[i].url);
	}
}

static void an_unknown_placeholder_is_named(void **state)
{
	struct permalink_values page = { .basename = STR("about") };
	auto_buf struct buf url = { 0 };

	(void)state;
	assert_fails_saying(&ERR_INPUT, ":titel",
			    permalink_expand(str_of("/:titel/"), &post, &url));
	assert_int_equal(url.len, 0);

	assert_ok(permalink_expand(str_of("/:basename/:title"), &page, &url));
	assert_string_equal(url.data, "/about/:title");
}

static void styles_are_templates(void **state)
{
	auto_buf struct buf tmpl = { 0 };

	(void)state;
	assert_true(str_is(permalink_post_template(str_of("pretty")),
			   "/:categories/:year/:month/:day/:title/"));
	assert_true(
		str_is(permalink_post_template(str_of("/:title")), "/:title"));

	permalink_add_suffix(&tmpl, str_of("pretty"));
	permalink_add_suffix(&tmpl, str_of("/blog/:title/"));
	permalink_add_suffix(&tmpl, str_of("none"));
	permalink_add_suffix(&tmpl, str_of("/:title"));
	assert_string_equal(tmpl.data, "//:output_ext");
}

static void urls_become_files(void **state)
{
	static const struct {
		const char *url;
		const char *ext;
		const char *path;
	} cases[] = {
		{ "/", ".html", "index.html" },
		{ "/a/", ".html", "a/index.html" },
		{ "/a", ".html", "a.html" },
		{ "/a.html", ".html", "a.html" },
		{ "/feed.xml", ".xml", "feed.xml" },
		{ "/caf%C3%A9/x%20y", ".html", "café/x y.html" },
		{ "/100%/", ".html", "100%/index.html" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_buf struct buf out = { 0 };

		permalink_output_path(str_of(cases[i].url),
				      str_of(cases[i].ext), &out);
		assert_string_equal(out.data, cases[i].path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(placeholders_are_filled_in),
		cmocka_unit_test(an_unknown_placeholder_is_named),
		cmocka_unit_test(styles_are_templates),
		cmocka_unit_test(urls_become_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
