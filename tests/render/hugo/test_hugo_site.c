/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "render/hugo/hugo_site.h"
#include "render/model/node.h"
#include "tests/support/site_case.h"

struct reading {
	int dir;
	struct build_report report;
	struct website *site;
};

static struct err *try_site(const char *dir, struct reading *r)
{
	struct website_source source = { .theme = -1,
					 .themes = -1,
					 .now = SITE_CASE_NOW };
	auto_close int top = -1;

	*r = (struct reading){ .dir = -1 };
	assert_ok(fs_open_dir(dir, &top));
	assert_ok(fs_open_at(top, "site", O_RDONLY | O_DIRECTORY, 0, &r->dir));
	source.dir = r->dir;
	return hugo_site_read(&source, &r->report, &r->site);
}

static void reading_release(struct reading *r)
{
	website_free(r->site);
	build_report_release(&r->report);
	cleanup_close(&r->dir);
}

static const struct page *find(const struct reading *r, const char *url)
{
	const struct website *s = r->site;

	for (size_t i = 0; i < s->pages_len; i++)
		if (str_is(s->pages[i]->url, url))
			return s->pages[i];
	for (size_t i = 0; i < s->posts->docs_len; i++)
		if (str_is(s->posts->docs[i]->url, url))
			return s->posts->docs[i];
	return NULL;
}

static bool is_there(const char *dir)
{
	auto_close int top = -1;
	auto_close int site = -1;

	assert_ok(fs_open_dir(dir, &top));
	assert_ok(fs_open_at(top, "site", O_RDONLY | O_DIRECTORY, 0, &site));
	return hugo_site_is_there(site);
}

static void a_site_is_known_by_its_configuration(void **state)
{
	site_case_write(*state, "config.toml", "");
	assert_false(is_there(*state));
	site_case_write(*state, "content/a.md", "");
	assert_true(is_there(*state));
	site_case_write(*state, "_config.yml", "");
	assert_false(is_there(*state));
}

static void what_is_hidden_is_left_out_until_it_is_due(void **state)
{
	struct reading r;

	site_case_write(*state, "hugo.toml", "");
	site_case_write(*state, "content/posts/a.md",
			"+++\ndraft = true\n+++\n");
	site_case_write(*state, "content/posts/b.md",
			"+++\npublishDate = 2024-06-03\n+++\n");
	site_case_write(*state, "content/posts/c.md",
			"+++\nexpiryDate = 2024-06-02\n+++\n");
	site_case_write(*state, "content/posts/d.md",
			"+++\nexpiryDate = 2024-05-31\n+++\n");
	assert_ok(try_site(*state, &r));

	assert_int_equal(r.site->posts->docs_len, 1);
	assert_non_null(find(&r, "/posts/c/"));
	assert_int_equal(r.site->next_due, 1717286400);
	reading_release(&r);
}

static void a_site_without_content_has_a_home(void **state)
{
	struct reading r;

	site_case_write(*state, "hugo.toml", "title = 'T'\n");
	assert_ok(try_site(*state, &r));

	assert_non_null(find(&r, "/"));
	reading_release(&r);
}

static void every_broken_file_is_reported(void **state)
{
	struct reading r;

	site_case_write(*state, "hugo.toml", "[permalinks]\nx = '/:nope/'\n");
	site_case_write(*state, "content/a.md", "+++\ntitle = \n+++\n");
	site_case_write(*state, "content/b.md", "---\ndate: someday\n---\n");
	site_case_write(*state, "content/x/c.md", "---\ntitle: c\n---\n");
	site_case_write(*state, "content/d.md", "---\ntitle: d\n---\n");
	assert_ok(try_site(*state, &r));

	assert_int_equal(build_report_count(&r.report, BUILD_ERROR), 3);
	assert_string_equal(r.report.messages[0].file, "content/a.md");
	assert_int_equal(r.report.messages[0].line, 2);
	assert_string_equal(r.report.messages[1].file, "content/b.md");
	assert_int_equal(r.report.messages[1].line, 2);
	assert_int_equal(r.report.messages[1].column, 7);
	assert_string_equal(r.report.messages[2].file, "hugo.toml");
	assert_int_equal(r.report.messages[2].line, 2);
	assert_non_null(find(&r, "/d/"));
	reading_release(&r);
}

static void a_broken_configuration_is_an_error_at_its_place(void **state)
{
	static const char *const cases[] = { "a = 1\ntitle =\n",
					     "a = 1\ntitle = 5\n",
					     "a = 1\nbuildDrafts = 'x'\n" };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading r;
		struct err *e;

		site_case_write(*state, "hugo.toml", cases[i]);
		e = try_site(*state, &r);

		assert_true(err_is(e, &ERR_INPUT));
		assert_string_equal(err_where(e).file, "hugo.toml");
		assert_int_equal(err_where(e).line, 2);
		err_drop(e);
		reading_release(&r);
	}
}

static void what_cannot_run_here_is_a_warning(void **state)
{
	struct reading r;

	site_case_write(*state, "hugo.toml",
			"theme = 'x'\n[languages]\nen = {}\nfr = {}\n");
	site_case_write(*state, "content/a.org", "* a\n");
	site_case_write(*state, "content/b.fr.md", "---\ntitle: b\n---\n");
	assert_ok(try_site(*state, &r));

	assert_int_equal(build_report_count(&r.report, BUILD_WARNING), 3);
	assert_null(find(&r, "/b.fr/"));
	assert_null(find(&r, "/b/"));
	reading_release(&r);
}

static void a_bundle_takes_its_files_with_it(void **state)
{
	auto_free char *file = NULL;

	site_case_write(*state, "hugo.toml", "");
	site_case_write(*state, "content/posts/a/index.md",
			"---\ntitle: A\nslug: b\n---\n");
	site_case_write(*state, "content/posts/a/x/Y.txt", "text");

	file = site_case_output(*state, "posts/b/x/Y.txt");
	assert_string_equal(file, "text");
}

static void sections_hand_down_front_matter(void **state)
{
	struct reading r;

	site_case_write(*state, "hugo.toml", "");
	site_case_write(*state, "content/s/_index.md",
			"---\ncascade:\n- a: all\n- _target: {path: '/s/x*'}\n"
			"  b: some\n---\n");
	site_case_write(*state, "content/s/x.md", "---\ntitle: X\n---\n");
	site_case_write(*state, "content/s/y.md", "---\na: own\n---\n");
	assert_ok(try_site(*state, &r));

	assert_true(str_is(
		node_as_text(data_get(&find(&r, "/s/x/")->data, "a")), "all"));
	assert_non_null(data_get(&find(&r, "/s/x/")->data, "b"));
	assert_null(data_get(&find(&r, "/s/y/")->data, "b"));
	assert_true(str_is(
		node_as_text(data_get(&find(&r, "/s/y/")->data, "a")), "own"));
	reading_release(&r);
}

static void the_menu_is_that_of_the_configuration(void **state)
{
	struct reading r;
	const struct data *pages;

	site_case_write(*state, "hugo.toml",
			"[[menu.main]]\nname = 'Posts'\nurl = '/s/'\nweight = 2"
			"\n[[menu.main]]\nname = 'B'\npageRef = '/b'\n"
			"weight = 1\n");
	site_case_write(*state, "content/s/x.md", "---\ntitle: X\n---\n");
	site_case_write(*state, "content/b.md", "---\ntitle: B\n---\n");
	site_case_write(*state, "content/c.md", "---\ntitle: C\n---\n");
	assert_ok(try_site(*state, &r));

	pages = data_get(&r.site->config.all, "header_pages");
	assert_int_equal(pages->list.len, 2);
	assert_true(str_is(pages->list.items[0].string, "content/b.md"));
	assert_true(str_is(pages->list.items[1].string, "s/index.html"));
	reading_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_site_is_known_by_its_configuration),
		test_in_dir(what_is_hidden_is_left_out_until_it_is_due),
		test_in_dir(a_site_without_content_has_a_home),
		test_in_dir(every_broken_file_is_reported),
		test_in_dir(a_broken_configuration_is_an_error_at_its_place),
		test_in_dir(what_cannot_run_here_is_a_warning),
		test_in_dir(a_bundle_takes_its_files_with_it),
		test_in_dir(sections_hand_down_front_matter),
		test_in_dir(the_menu_is_that_of_the_configuration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
