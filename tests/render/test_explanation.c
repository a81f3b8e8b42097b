/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/explanation.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/renderer.h"
#include "tests/support/site_case.h"
#include "tests/support/test.h"

static int64_t stopped_clock(void)
{
	return SITE_CASE_NOW;
}

static struct err *explain(const char *dir, const char *path, struct buf *out)
{
	auto_free char *folder = mem_printf("%s/site", dir);
	const struct renderer_config cfg = { .folder = folder };
	const struct renderer_deps deps = { .now = stopped_clock };
	auto_renderer struct renderer *r = NULL;

	assert_ok(renderer_wire_with(&cfg, deps, &r));
	return renderer_explain(r, path, out);
}

static void assert_explained(const char *dir, const char *path,
			     const char *expected)
{
	auto_buf struct buf out = { 0 };

	assert_ok(explain(dir, path, &out));
	assert_string_equal(buf_str(&out).data, expected);
}

/* What is said of @path, after its own name. */
static void assert_said(const char *dir, const char *path, const char *text)
{
	auto_free char *expected = mem_printf("%s: %s\n", path, text);

	assert_explained(dir, path, expected);
}

static void what_is_published_has_addresses(void **state)
{
	site_case_write(*state, "_config.yml",
			"collections: {seen: {output: true}}\n");
	site_case_write(*state, "a.md", "---\npermalink: /x/\n---\n");
	site_case_write(*state, "b.txt", "b");
	site_case_write(*state, "_seen/c.html", "---\n---\n");
	site_case_write(*state, "_posts/2024-01-02-d.html", "---\n---\n");

	assert_said(*state, "a.md", "published as /x/");
	assert_said(*state, "b.txt",
		    "published as /b.txt, unchanged, for it has no front "
		    "matter");
	assert_said(*state, "_seen/c.html", "published as /seen/c.html");
	assert_said(*state, "_posts/2024-01-02-d.html",
		    "published as /2024/01/02/d.html");
}

static void what_its_author_holds_back_is_not(void **state)
{
	site_case_write(*state, "_config.yml", "timezone: Etc/GMT+3\n");
	site_case_write(*state, "a.md", "---\npublished: false\n---\n");
	site_case_write(*state, "_drafts/b.md", "---\n---\n");
	site_case_write(*state, "_posts/2024-06-01-c.md",
			"---\ndate: 2024-06-01 23:30\n---\n");
	site_case_write(*state, "_posts/d.md", "---\n---\n");

	assert_said(*state, "a.md",
		    "not published: its front matter says `published: false`");
	assert_said(*state, "_drafts/b.md",
		    "not published: folder '_drafts': drafts are shown only "
		    "with `show_drafts: true` in _config.yml");
	assert_said(*state, "_posts/2024-06-01-c.md",
		    "note: not published: its date, 2024-06-01 23:30:00 "
		    "-0300, is in the future");
	assert_said(*state, "_posts/d.md",
		    "not published: a post is named "
		    "YEAR-MONTH-DAY-TITLE.EXTENSION");
}

static void what_the_config_leaves_out_is_not(void **state)
{
	const char *const special =
		"names that begin with one of . _ # ~ or end with ~ are no "
		"part of a site, unless `include` in _config.yml names them";
	const char *const silent =
		"not published: its collection has no `output: true` in "
		"_config.yml";
	auto_free char *special_file = mem_printf("not published: %s", special);
	auto_free char *special_folder =
		mem_printf("not published: folder '_odd': %s", special);

	site_case_write(*state, "_config.yml",
			"exclude: [private/]\nlimit_posts: 1\n"
			"collections: {kept: {}}\n");
	site_case_write(*state, "private/a.html", "---\n---\n");
	site_case_write(*state, "private.html", "---\n---\n");
	site_case_write(*state, "_b.html", "---\n---\n");
	site_case_write(*state, "_odd/c.html", "---\n---\n");
	site_case_write(*state, "_kept/d.html", "---\n---\n");
	site_case_write(*state, "_kept/e.txt", "e");
	site_case_write(*state, "_layouts/f.html", "f");
	site_case_write(*state, "_posts/2024-01-02-g.html", "---\n---\n");
	site_case_write(*state, "_posts/2024-01-03-h.html", "---\n---\n");

	assert_said(*state, "private/a.html",
		    "not published: folder 'private': `exclude` in "
		    "_config.yml names it");
	assert_said(*state, "private.html", "published as /private.html");
	assert_said(*state, "_b.html", special_file);
	assert_said(*state, "_odd/c.html", special_folder);
	assert_said(*state, "_kept/d.html", silent);
	assert_said(*state, "_kept/e.txt", silent);
	assert_said(*state, "_layouts/f.html",
		    "not published: it is a part of how pages are made");
	assert_said(*state, "_posts/2024-01-02-g.html",
		    "not published: it is not one of the newest, which "
		    "`limit_posts` in _config.yml counts");
}

static void what_a_build_says_is_said(void **state)
{
	site_case_write(*state, "a.html", "---\npermalink: /x/\n---\n");
	site_case_write(*state, "b.html", "---\npermalink: /x/\n---\n");
	site_case_write(*state, "c.html", "---\na: [\n---\n");

	assert_explained(*state, "a.html",
			 "a.html:2:12: warning: not published: 'b.html' has "
			 "the same address, '/x/index.html', and wins\n"
			 "    permalink: /x/\n"
			 "               ^\n"
			 "    give one of them another permalink\n");
	assert_said(*state, "b.html", "published as /x/");
	assert_explained(*state, "c.html",
			 "c.html:3:1: error: did not find expected node "
			 "content while parsing a flow node\n"
			 "    ---\n"
			 "    ^\n"
			 "    close the list with ']', or the map with '}'\n");
}

static void what_is_not_there_is_an_error(void **state)
{
	auto_buf struct buf out = { 0 };

	site_case_write(*state, "a.html", "");
	assert_fails(&ERR_NOT_FOUND, explain(*state, "b.html", &out));
	assert_fails(&ERR_USAGE, explain(*state, "../site/a.html", &out));
	assert_int_equal(out.len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(what_is_published_has_addresses),
		test_in_dir(what_its_author_holds_back_is_not),
		test_in_dir(what_the_config_leaves_out_is_not),
		test_in_dir(what_a_build_says_is_said),
		test_in_dir(what_is_not_there_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
