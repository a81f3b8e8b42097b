/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"

#define PLUGINS "plugins: [jekyll-optional-front-matter, jekyll-readme-index]\n"

static bool is_there(const char *dir, const char *path)
{
	auto_free char *full = mem_printf("%s/out/%s", dir, path);

	return access(full, F_OK) == 0;
}

static void build(const char *dir)
{
	auto_build_report struct build_report r = { 0 };

	site_case_build(dir, &r);
	assert_true(r.published);
}

static void markdown_needs_no_front_matter(void **state)
{
	site_case_write(*state, "_config.yml", PLUGINS);
	site_case_write(*state, "sub/a.md", "text");
	site_case_write(*state, "LICENSE.md", "text");
	build(*state);

	assert_true(is_there(*state, "sub/a.html"));
	assert_true(is_there(*state, "sub/a.md"));
	assert_true(is_there(*state, "LICENSE.md"));
	assert_false(is_there(*state, "LICENSE.html"));
}

static void originals_go_if_asked(void **state)
{
	site_case_write(*state, "_config.yml",
			PLUGINS "optional_front_matter: "
				"{remove_originals: true}\n");
	site_case_write(*state, "a.md", "text");
	build(*state);

	assert_true(is_there(*state, "a.html"));
	assert_false(is_there(*state, "a.md"));
}

static void a_readme_is_the_index_where_there_is_none(void **state)
{
	site_case_write(*state, "_config.yml", PLUGINS);
	site_case_write(*state, "readme.md", "text");
	site_case_write(*state, "sub/README.md", "text");
	site_case_write(*state, "sub/index.html", "an index");
	build(*state);

	assert_true(is_there(*state, "index.html"));
	assert_false(is_there(*state, "sub/README.html"));
}

static void without_the_plugins_files_stay_files(void **state)
{
	site_case_write(*state, "a.md", "text");
	site_case_write(*state, "README.md", "text");
	build(*state);

	assert_true(is_there(*state, "a.md"));
	assert_false(is_there(*state, "a.html"));
	assert_false(is_there(*state, "index.html"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(markdown_needs_no_front_matter),
		test_in_dir(originals_go_if_asked),
		test_in_dir(a_readme_is_the_index_where_there_is_none),
		test_in_dir(without_the_plugins_files_stay_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
