/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/github.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/model/node.h"
#include "tests/support/site_case.h"
#include "tests/support/test.h"

#define CONFIG "plugins: [jekyll-github-metadata]\n"
#define REPOSITORY "repository: octo/my-blog\n"

static void assert_prints(const char *dir, const char *text, const char *html)
{
	auto_free char *out = site_case_print(dir, text);

	assert_string_equal(out, html);
}

static void the_repository_is_known_by_its_name(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG REPOSITORY);

	assert_prints(*state,
		      "{% assign g = site.github %}{{ site.title }} "
		      "{{ g.repository_url }} {{ g.clone_url }} "
		      "{{ g.owner.login }} {{ g.is_project_page }} {{ g.url }} "
		      "{{ g.baseurl }} {{ g.source.branch }}",
		      "my-blog https://github.com/octo/my-blog "
		      "https://github.com/octo/my-blog.git octo true "
		      "http://octo.github.io/my-blog /my-blog gh-pages");
}

static void the_author_knows_better(void **state)
{
	site_case_write(*state, "_config.yml",
			CONFIG REPOSITORY
			"title: T\nurl: https://a.example\nbaseurl: /b\n"
			"github: {license: MIT, source: {branch: main}}\n");

	assert_prints(*state,
		      "{% assign g = site.github %}{{ site.title }} "
		      "{{ g.license }} {{ g.source.branch }} "
		      "{{ g.source.path }} {{ g.url }} {{ g.baseurl }} "
		      "{{ g.owner_name }}",
		      "T MIT main / https://a.example/b /b octo");
	site_case_write(*state, "_config.yml", CONFIG "github: x\n");
	assert_prints(*state, "{{ site.github }}", "x");
	site_case_write(*state, "_config.yml", "github: {a: b}\n");
	assert_prints(*state, "{{ site.github.a }}{{ site.github.license }}",
		      "b");
}

static void assert_warned(const char *dir, const char *field, const char *text)
{
	auto_build_report struct build_report r = { 0 };
	auto_free char *page =
		mem_printf("---\n---\n{{ site.github.%s }}", field);

	site_case_write(dir, "a.html", page);
	site_case_build(dir, &r);

	assert_int_equal(r.messages_len, text ? 1 : 0);
	if (!text)
		return;
	assert_int_equal(r.messages[0].severity, BUILD_WARNING);
	assert_string_equal(r.messages[0].file, "a.html");
	assert_non_null(strstr(r.messages[0].text, text));
}

static void what_only_github_knows_is_warned_of(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG REPOSITORY);

	assert_warned(*state, "contributors", "only GitHub could tell");
	assert_warned(*state, "owner_name", NULL);
	assert_warned(*state, "nonsense", NULL);
	site_case_write(*state, "_config.yml", CONFIG "title: T\n");
	assert_warned(*state, "owner_name", "is not known");
	assert_warned(*state, "hostname", NULL);
}

static void a_name_is_no_title(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml", CONFIG REPOSITORY "name: N\n");
	site_case_build(*state, &r);

	assert_int_equal(r.messages_len, 1);
	assert_string_equal(r.messages[0].file, "_config.yml");
	assert_int_equal(r.messages[0].line, 3);
}

/* A field of what is known of a site pulled from @url. */
static void assert_pulled(const char *dir, const char *url, const char *field,
			  const char *value)
{
	struct source_state state = { .repository = (char *)url,
				      .ref = (char *)"refs/heads/trunk",
				      .commit = (char *)"abc" };
	auto_close int folder = -1;
	auto_build_report struct build_report report = { 0 };
	auto_website struct website *s = NULL;
	const struct data *known;
	struct website_source source = { .theme = -1,
					 .themes = -1,
					 .state = &state };

	assert_ok(fs_open_dir(dir, &folder));
	source.dir = folder;
	assert_ok(website_read(&source, &report, &s));
	assert_ok(github_add(s, &report));
	known = data_get(data_get(&s->config.all, "github"), field);
	assert_true(value ? str_is(node_as_text(known), value) : !known);
}

static void the_source_tells_where_it_came_from(void **state)
{
	static const char *const urls[] = {
		"https://github.com/octo/octo.github.io",
		"https://github.com/octo/octo.github.io.git",
		"git@github.com:octo/octo.github.io.git",
		"ssh://git@github.com/octo/octo.github.io",
	};

	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		assert_pulled(*state, urls[i], "repository_nwo",
			      "octo/octo.github.io");
		assert_pulled(*state, urls[i], "url", "http://octo.github.io");
		assert_pulled(*state, urls[i], "build_revision", "abc");
		assert_pulled(*state, urls[i], "zip_url",
			      "https://github.com/octo/octo.github.io/zipball/"
			      "trunk");
	}
}

static void another_host_is_not_github(void **state)
{
	static const char *const urls[] = {
		"https://git.example/octo/blog",
		"/srv/blog",
		"",
		"https://github.com/",
		"https://github.com/octo",
		"https://github.com/octo/",
		"https://github.com",
		"https://github.com.example/a/b",
	};

	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
		assert_pulled(*state, urls[i], "repository_nwo", NULL);
}

static void pages_can_be_edited(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG REPOSITORY);

	assert_prints(*state, "{% github_edit_link 'Edit' %}",
		      "<a href=\"https://github.com/octo/my-blog/edit/gh-pages/"
		      "printed.txt\">Edit</a>");
	assert_prints(*state, "{% github_edit_link %}",
		      "https://github.com/octo/my-blog/edit/gh-pages/"
		      "printed.txt");
	site_case_write(*state, "_config.yml", "");
	assert_prints(*state, "[{% github_edit_link %}]", "[]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(the_repository_is_known_by_its_name),
		test_in_dir(the_author_knows_better),
		test_in_dir(what_only_github_knows_is_warned_of),
		test_in_dir(a_name_is_no_title),
		test_in_dir(the_source_tells_where_it_came_from),
		test_in_dir(another_host_is_not_github),
		test_in_dir(pages_can_be_edited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
