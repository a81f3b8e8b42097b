/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/theme.h"

#include <fcntl.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "tests/support/site_case.h"
#include "tests/support/test.h"

/* A site whose default theme has layout "ours", and a folder of themes with
 * "minima", which has layout "theirs". */
struct reading {
	int site, theme, themes;
	struct build_report report;
	struct website *website;
};

static struct reading read_site(const char *dir, const char *config)
{
	struct reading r = { .site = -1, .theme = -1, .themes = -1 };
	struct website_source source = { .now = SITE_CASE_NOW };
	auto_close int top = -1;
	const int flags = O_RDONLY | O_DIRECTORY;

	site_case_write(dir, "_config.yml", config);
	test_write_file(dir, "default/_layouts/ours.html", "");
	test_write_file(dir, "themes/minima/_layouts/theirs.html", "");
	test_write_file(dir, "themes/minima/plugins", "jekyll-feed\n");
	assert_ok(fs_open_dir(dir, &top));
	assert_ok(fs_open_at(top, "site", flags, 0, &r.site));
	assert_ok(fs_open_at(top, "default", flags, 0, &r.theme));
	assert_ok(fs_open_at(top, "themes", flags, 0, &r.themes));
	source.dir = r.site;
	source.theme = r.theme;
	source.themes = r.themes;
	assert_ok(website_read(&source, &r.report, &r.website));
	return r;
}

static void reading_release(struct reading *r)
{
	website_free(r->website);
	build_report_release(&r->report);
	cleanup_close(&r->site);
	cleanup_close(&r->theme);
	cleanup_close(&r->themes);
}

static bool wears(const struct reading *r, const char *layout)
{
	return website_layout(r->website, str_of(layout));
}

static void a_theme_that_is_here_is_worn_with_its_plugins(void **state)
{
	struct reading r = read_site(*state, "theme: minima\n");

	assert_true(wears(&r, "theirs"));
	assert_false(wears(&r, "ours"));
	assert_false(r.website->bare);
	assert_true(config_has_plugin(&r.website->config, "jekyll-feed"));
	assert_false(config_has_plugin(&r.website->config, "jekyll-seo-tag"));
	assert_int_equal(r.report.messages_len, 0);
	reading_release(&r);
}

static void a_site_without_a_theme_wears_the_default_one(void **state)
{
	struct reading r = read_site(*state, "theme:\n");

	assert_true(wears(&r, "ours"));
	assert_true(r.website->bare);
	assert_int_equal(r.report.messages_len, 0);
	reading_release(&r);
}

static void layouts_of_its_own_are_a_theme(void **state)
{
	struct reading r;

	site_case_write(*state, "_layouts/own.html", "");
	r = read_site(*state, "title: x\n");

	assert_true(wears(&r, "own"));
	assert_false(wears(&r, "ours"));
	assert_int_equal(r.website->theme, -1);
	reading_release(&r);
}

static void what_replaces_a_theme_is_told(void **state)
{
	static const struct {
		const char *config, *layout, *text;
	} cases[] = {
		{ "theme: cayman", "ours",
		  "theme 'cayman' is not here; the default theme is used" },
		{ "theme: ../default", "ours",
		  "theme '../default' is not here; the default theme is used" },
		{ "remote_theme: jekyll/minima@1a2b", "theirs",
		  "remote theme 'jekyll/minima@1a2b': themes are not fetched; "
		  "the theme 'minima' that is here is used" },
		{ "remote_theme: a/b", "ours",
		  "remote theme 'a/b': themes are not fetched; "
		  "the default theme is used" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading r = read_site(*state, cases[i].config);
		const struct build_message *m = r.report.messages;

		assert_true(wears(&r, cases[i].layout));
		assert_int_equal(r.report.messages_len, 1);
		assert_int_equal(m->severity, BUILD_WARNING);
		assert_string_equal(m->file, "_config.yml");
		assert_int_equal(m->line, 1);
		assert_int_equal(m->column, strcspn(cases[i].config, " ") + 2);
		assert_string_equal(m->text, cases[i].text);
		reading_release(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_theme_that_is_here_is_worn_with_its_plugins),
		test_in_dir(a_site_without_a_theme_wears_the_default_one),
		test_in_dir(layouts_of_its_own_are_a_theme),
		test_in_dir(what_replaces_a_theme_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
