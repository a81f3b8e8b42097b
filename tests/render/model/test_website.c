/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "render/model/node.h"
#include "render/model/website.h"
#include "tests/support/site_case.h"

struct reading {
	int dir;
	struct build_report report;
	struct website *site;
};

static struct reading read_site(const char *dir)
{
	struct reading r = { .dir = -1 };
	struct website_source source = { .theme = -1,
					 .themes = -1,
					 .now = SITE_CASE_NOW };
	auto_close int top = -1;

	assert_ok(fs_open_dir(dir, &top));
	assert_ok(fs_open_at(top, "site", O_RDONLY | O_DIRECTORY, 0, &r.dir));
	source.dir = r.dir;
	assert_ok(website_read(&source, &r.report, &r.site));
	return r;
}

static void reading_release(struct reading *r)
{
	website_free(r->site);
	build_report_release(&r->report);
	cleanup_close(&r->dir);
}

static void posts_are_in_order_and_know_their_neighbours(void **state)
{
	struct reading r;
	struct collection *posts;

	site_case_write(*state, "_posts/2024-02-01-b.md", "---\n---\nB");
	site_case_write(*state, "_posts/2024-02-01-a.md", "---\n---\nA");
	site_case_write(*state, "_posts/2024-01-01-late.md",
			"---\ndate: 2024-03-01 10:00:00\n---\n");
	site_case_write(*state, "_posts/no-date.md", "---\n---\n");
	r = read_site(*state);
	posts = r.site->posts;

	assert_int_equal(posts->docs_len, 3);
	assert_string_equal(posts->docs[0]->path, "_posts/2024-02-01-a.md");
	assert_string_equal(posts->docs[1]->path, "_posts/2024-02-01-b.md");
	assert_string_equal(posts->docs[2]->path, "_posts/2024-01-01-late.md");
	assert_null(posts->docs[0]->previous);
	assert_ptr_equal(posts->docs[0]->next, posts->docs[1]);
	assert_ptr_equal(posts->docs[2]->previous, posts->docs[1]);
	assert_true(str_is(posts->docs[1]->url, "/2024/02/01/b.html"));
	assert_true(str_is(posts->docs[1]->id, "/2024/02/01/b"));
	reading_release(&r);
}

static void what_is_hidden_is_left_out_and_the_future_told(void **state)
{
	struct reading r;

	site_case_write(*state, "_posts/2024-06-02-soon.md", "---\n---\n");
	site_case_write(*state, "_posts/2024-07-01-later.md", "---\n---\n");
	site_case_write(*state, "_posts/2024-01-01-off.md",
			"---\npublished: false\n---\n");
	site_case_write(*state, "_drafts/idea.md", "---\n---\n");
	site_case_write(*state, "_posts/2024-05-31-now.md", "---\n---\n");
	r = read_site(*state);

	assert_int_equal(r.site->posts->docs_len, 1);
	assert_int_equal(r.site->next_due, 1717286400);
	assert_int_equal(build_report_count(&r.report, BUILD_NOTE), 2);
	assert_int_equal(r.report.messages_len, 2);
	reading_release(&r);
}

static void every_broken_file_is_reported(void **state)
{
	struct reading r;

	site_case_write(*state, "_posts/2024-01-01-a.md", "---\na: [\n---\n");
	site_case_write(*state, "_posts/2024-01-02-b.md",
			"---\ndate: someday\n---\n");
	site_case_write(*state, "_posts/2024-01-03-c.md",
			"---\npermalink: /:nothing/\n---\n");
	site_case_write(*state, "_data/d.json", "{");
	site_case_write(*state, "page.md", "---\ntitle: fine\n---\n");
	r = read_site(*state);

	assert_int_equal(build_report_count(&r.report, BUILD_ERROR), 4);
	assert_string_equal(r.report.messages[1].file,
			    "_posts/2024-01-02-b.md");
	assert_int_equal(r.report.messages[1].line, 2);
	assert_int_equal(r.report.messages[1].column, 7);
	assert_int_equal(r.site->pages_len, 1);
	reading_release(&r);
}

static void folders_and_fields_make_categories_and_tags(void **state)
{
	struct reading r;
	const struct page *p;

	site_case_write(*state, "tea/_posts/2024-01-01-a.md",
			"---\ncategories: black Green\ncategory: tea\n"
			"tags: [x, y, x]\n---\n");
	r = read_site(*state);
	p = r.site->posts->docs[0];

	assert_int_equal(p->categories_len, 3);
	assert_true(str_is(p->categories[0], "tea"));
	assert_true(str_is(p->categories[2], "Green"));
	assert_int_equal(data_get(&p->data, "tags")->list.len, 2);
	assert_true(str_is(p->url, "/tea/black/green/2024/01/01/a.html"));
	reading_release(&r);
}

static void collections_pages_and_files_find_their_places(void **state)
{
	struct reading r;
	const struct collection *notes;

	site_case_write(*state, "_config.yml",
			"collections: {notes: {output: true}}\n"
			"permalink: pretty\n");
	site_case_write(*state, "_notes/sub/one.md", "---\nx: 1\n---\n");
	site_case_write(*state, "_notes/file.txt", "text");
	site_case_write(*state, "about.md", "---\n---\n");
	site_case_write(*state, "index.html", "---\n---\n");
	site_case_write(*state, "feed.xml", "---\n---\n");
	site_case_write(*state, "plain.html", "no front matter");
	r = read_site(*state);
	notes = website_collection(r.site, str_of("notes"));

	assert_int_equal(notes->docs_len, 1);
	assert_true(str_is(notes->docs[0]->url, "/notes/sub/one/"));
	assert_true(str_is(notes->docs[0]->output, "notes/sub/one/index.html"));
	assert_int_equal(r.site->pages_len, 3);
	assert_true(str_is(r.site->pages[0]->url, "/about/"));
	assert_true(str_is(r.site->pages[1]->url, "/feed.xml"));
	assert_true(str_is(r.site->pages[2]->url, "/"));
	assert_int_equal(r.site->static_files_len, 2);
	assert_true(str_is(r.site->static_files[0].output, "plain.html"));
	assert_true(str_is(r.site->static_files[1].output, "notes/file.txt"));
	reading_release(&r);
}

static void data_files_are_a_tree(void **state)
{
	struct reading r;
	const struct data *deep;

	site_case_write(*state, "_data/menu.yml", "[a, b]");
	site_case_write(*state, "_data/deep dir/some file.json",
			"{\"x\": [1]}");
	site_case_write(*state, "_data/rows.tsv", "a\tb\n1\t2\n");
	site_case_write(*state, "_data/ignored.txt", "{{{");
	r = read_site(*state);
	deep = data_get(&r.site->data, "deep_dir");

	assert_int_equal(data_get(&r.site->data, "menu")->list.len, 2);
	assert_int_equal(data_get(data_get(deep, "some_file"), "x")->list.len,
			 1);
	assert_int_equal(data_get(&r.site->data, "rows")->list.len, 1);
	assert_int_equal(r.site->data.map.len, 3);
	reading_release(&r);
}

static void excerpts_end_at_the_separator(void **state)
{
	struct reading r;
	const struct page *p;

	site_case_write(*state, "_posts/2024-01-01-a.md",
			"---\n---\nFirst [link][x].\n{% if true %}open\n\n"
			"Second{% endif %}\n\n[x]: /target\n[y]: /unused\n");
	site_case_write(*state, "_posts/2024-01-02-b.md",
			"---\nexcerpt_separator: <!--more-->\n---\n"
			"A\n\nB<!--more-->C");
	site_case_write(*state, "_posts/2024-01-03-c.md",
			"---\nexcerpt: own\n---\nA\n\nB");
	r = read_site(*state);

	p = r.site->posts->docs[0];
	assert_string_equal(p->excerpt.data,
			    "First [link][x].\n{% if true %}open\n"
			    "{% endif %}\n\n[x]: /target");
	assert_string_equal(r.site->posts->docs[1]->excerpt.data, "A\n\nB");
	assert_false(r.site->posts->docs[2]->has_excerpt);
	reading_release(&r);
}

static void links_are_not_followed(void **state)
{
	auto_close int top = -1;
	struct reading r;

	site_case_write(*state, "a.txt", "a");
	assert_ok(fs_open_dir(*state, &top));
	assert_int_equal(symlinkat("/etc/passwd", top, "site/b.txt"), 0);
	assert_int_equal(symlinkat("/etc", top, "site/dir"), 0);
	r = read_site(*state);

	assert_int_equal(r.site->static_files_len, 1);
	assert_int_equal(build_report_count(&r.report, BUILD_WARNING), 2);
	reading_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(posts_are_in_order_and_know_their_neighbours),
		test_in_dir(what_is_hidden_is_left_out_and_the_future_told),
		test_in_dir(every_broken_file_is_reported),
		test_in_dir(folders_and_fields_make_categories_and_tags),
		test_in_dir(collections_pages_and_files_find_their_places),
		test_in_dir(data_files_are_a_tree),
		test_in_dir(excerpts_end_at_the_separator),
		test_in_dir(links_are_not_followed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
