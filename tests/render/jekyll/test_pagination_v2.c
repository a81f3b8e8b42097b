/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"

#define CONFIG                                                                 \
	"title: S\n"                                                           \
	"plugins: [jekyll-paginate-v2]\n"                                      \
	"pagination: {enabled: true, per_page: 2}\n"
#define LIST                                                                   \
	"{% for p in paginator.posts %}{{ p.title }} {% endfor %}"             \
	"{{ page.title }}"

/* Post @n of January, with @more in its front matter. */
static void write_post(const char *dir, int n, const char *more)
{
	auto_free char *path = mem_printf("_posts/2024-01-0%d-p.md", n);
	auto_free char *text = mem_printf("---\ntitle: %d\n%s---\n", n, more);

	site_case_write(dir, path, text);
}

static void write_posts(const char *dir)
{
	write_post(dir, 1, "tags: [red, round]\n");
	write_post(dir, 2, "tags: Red sweet\ncategories: [food]\n");
	write_post(dir, 3, "weight: 5\n");
	write_post(dir, 4, "hidden: true\ntags: [red]\n");
	write_post(dir, 5, "tags: [Round, RED]\nweight: 10\nlocale: de\n");
}

static void assert_file(const char *dir, const char *path, const char *text)
{
	auto_free char *out = site_case_output(dir, path);

	assert_string_equal(out, text);
}

/* A page that is spread as @wish says lists this. */
static void assert_lists(const char *dir, const char *wish, const char *text)
{
	auto_free char *page = mem_printf(
		"---\npagination: {enabled: true, %s}\n---\n%s", wish, LIST);

	site_case_write(dir, "index.html", page);
	assert_file(dir, "index.html", text);
}

static void posts_are_spread_over_pages(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG);
	write_posts(*state);

	assert_lists(*state, "per_page: 2", "1 2 S");
	assert_file(*state, "page2/index.html", "3 5 S - page 2");
	assert_lists(*state,
		     "permalink: '/p:num-:max.html', title: ':title/:num'",
		     "1 2 S");
	assert_file(*state, "p2-2.html", "3 5 S/2");
	site_case_write(
		*state, "index.html",
		"---\npagination: {enabled: true, per_page: 1, limit: 2, "
		"indexpage: list.x, extension: .txt}\n---\n" LIST
		" {{ paginator.total_pages }}");
	assert_file(*state, "list.txt", "1 S 2");
	assert_file(*state, "page2/list.txt", "2 S - page 2 2");
}

static void some_posts_are_shown(void **state)
{
	static const struct {
		const char *wish, *text;
	} cases[] = {
		{ "per_page: 9", "1 2 3 5 S" },
		{ "per_page: 9, sort_reverse: true", "5 3 2 1 S" },
		{ "per_page: 9, offset: 1", "1 2 3 S" },
		{ "per_page: 9, offset: 9", "S" },
		{ "per_page: 9, offset: 1, sort_reverse: true", "3 2 1 S" },
		{ "per_page: 9, sort_field: weight", "1 2 3 5 S" },
		{ "per_page: 9, sort_field: weight, sort_reverse: yes",
		  "5 3 2 1 S" },
		{ "per_page: 9, tag: red", "1 2 5 S" },
		{ "per_page: 9, tag: [Red, round]", "1 5 S" },
		{ "per_page: 9, tag: ' RED ; Round'", "1 5 S" },
		{ "per_page: 9, tag: nonesuch", "S" },
		{ "per_page: 9, category: food", "2 S" },
		{ "per_page: 9, category: posts", "1 2 3 5 S" },
		{ "per_page: 9, locale: DE", "5 S" },
		{ "per_page: 9, collection: all", "7 S" },
		{ "per_page: 9, collection: 'posts, notes', tag: red",
		  "1 2 5 7 S" },
		{ "per_page: 9, collection: nonesuch", "S" },
	};

	site_case_write(*state, "_config.yml", CONFIG "collections: [notes]\n");
	site_case_write(*state, "_notes/n.md",
			"---\ntitle: 7\ntags: [red]\ndate: 2024-02-02\n---\n");
	write_posts(*state);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_lists(*state, cases[i].wish, cases[i].text);
}

static void pages_know_each_other(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG);
	write_posts(*state);
	site_case_write(
		*state, "blog/index.html",
		"---\npagination: {enabled: true, per_page: 1, "
		"trail: {before: 1, after: 1}}\n---\n"
		"{{ paginator.page_path }} {{ paginator.previous_page_path }} "
		"{{ paginator.next_page_path }} "
		"{{ paginator.first_page_path }} "
		"{{ paginator.last_page_path }}"
		"{% for t in paginator.page_trail %} {{ t.num }}={{ t.path }}"
		"{% endfor %}");

	assert_file(*state, "blog/index.html",
		    "/blog/index.html  /blog/page2/ /blog/ /blog/page4/ "
		    "1=/blog/index.html 2=/blog/page2/index.html "
		    "3=/blog/page3/index.html");
	assert_file(*state, "blog/page2/index.html",
		    "/blog/page2/index.html /blog/ /blog/page3/ /blog/ "
		    "/blog/page4/ 1=/blog/index.html "
		    "2=/blog/page2/index.html 3=/blog/page3/index.html");
	assert_file(*state, "blog/page4/index.html",
		    "/blog/page4/index.html /blog/page3/  /blog/ "
		    "/blog/page4/ 2=/blog/page2/index.html "
		    "3=/blog/page3/index.html 4=/blog/page4/index.html");
}

static void labels_have_pages_of_their_own(void **state)
{
	site_case_write(*state, "_config.yml",
			CONFIG "autopages:\n  enabled: true\n"
			       "  tags: {layouts: [l.html], title: 'T :tag'}\n"
			       "  categories: {layouts: [l.html]}\n"
			       "  collections: {enabled: false}\n");
	site_case_write(*state, "_layouts/l.html", "---\n---\n" LIST);
	write_posts(*state);

	assert_file(*state, "tag/red/index.html", "1 2 T red");
	assert_file(*state, "tag/red/page2/index.html", "5 T red - page 2");
	assert_file(*state, "category/food/index.html",
		    "2 Posts in category food");
}

static void assert_warned(const char *dir, unsigned line, const char *text)
{
	auto_build_report struct build_report r = { 0 };
	bool found = false;

	site_case_build(dir, &r);
	for (size_t i = 0; i < r.messages_len; i++)
		found = found || (r.messages[i].severity == BUILD_WARNING &&
				  r.messages[i].line == line &&
				  strstr(r.messages[i].text, text));
	assert_true(found);
}

static void what_cannot_be_done_is_told(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG);
	assert_warned(*state, 3, "no page says");
	site_case_write(*state, "index.html",
			"---\npagination: {enabled: true, per_page: x}\n---\n");
	assert_warned(*state, 2, "'per_page' is not a number");
	site_case_write(*state, "_config.yml",
			CONFIG "autopages: {enabled: true}\n");
	write_posts(*state);
	assert_warned(*state, 0, "no layout 'autopage_tags.html'");
	site_case_write(*state, "_config.yml",
			"plugins: [jekyll-paginate-v2]\npaginate: 2\n");
	assert_warned(*state, 2, "wants `pagination`");
}

static void without_the_plugin_nothing_is_spread(void **state)
{
	site_case_write(*state, "_config.yml",
			"title: S\npagination: {enabled: true}\n");
	write_posts(*state);

	assert_lists(*state, "per_page: 2", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(posts_are_spread_over_pages),
		test_in_dir(some_posts_are_shown),
		test_in_dir(pages_know_each_other),
		test_in_dir(labels_have_pages_of_their_own),
		test_in_dir(what_cannot_be_done_is_told),
		test_in_dir(without_the_plugin_nothing_is_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
