/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/programs.h"

#include <string.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static void make_program(const char *dir, const char *name)
{
	auto_free char *path = mem_printf("bin/%s", name);
	auto_free char *full = mem_printf("%s/%s", dir, path);

	test_write_file(dir, path, "");
	assert_int_equal(chmod(full, 0755), 0);
}

static void make_programs(const char *dir)
{
	make_program(dir, "content-sync");
	make_program(dir, "render");
	make_program(dir, "serve");
}

static void an_installed_program_finds_what_was_installed(void **state)
{
	auto_free char *own = mem_printf("%s/bin/blogctl", (char *)*state);
	auto_programs struct programs p = { 0 };

	make_programs(*state);
	test_write_file(*state, "share/blogctl/site/_layouts/a.html", "");
	test_write_file(*state, "share/blogctl/themes/minima/a.html", "");
	assert_ok(programs_find(own, &p));

	assert_non_null(strstr(p.folder, "/bin"));
	assert_non_null(strstr(p.themes, "/share/blogctl/themes"));
	assert_non_null(strstr(p.theme, "/share/blogctl/site"));
}

static void a_program_in_the_source_tree_finds_its_theme(void **state)
{
	auto_free char *own = mem_printf("%s/build/bin/x", (char *)*state);
	auto_free char *build = mem_printf("%s/build", (char *)*state);
	auto_programs struct programs p = { 0 };

	test_write_file(*state, "site/_layouts/a.html", "");
	test_write_file(*state, "build/bin/x", "");
	make_programs(build);
	assert_ok(programs_find(own, &p));

	assert_null(strstr(p.theme, "build"));
	assert_null(p.themes);
}

/* What lies beside the source tree is somebody else's. */
static void no_theme_comes_from_another_place(void **state)
{
	auto_free char *own = mem_printf("%s/tree/build/bin/x", (char *)*state);
	auto_free char *build = mem_printf("%s/tree/build", (char *)*state);
	auto_programs struct programs p = { 0 };

	test_write_file(*state, "tree/site/_layouts/a.html", "");
	test_write_file(*state, "tree/build/bin/x", "");
	test_write_file(*state, "build/themes/minima/_layouts/a.html", "");
	make_programs(build);
	assert_ok(programs_find(own, &p));

	assert_null(p.themes);
}

static void what_is_missing_is_named(void **state)
{
	auto_free char *own = mem_printf("%s/bin/blogctl", (char *)*state);
	struct programs p = { 0 };

	make_program(*state, "content-sync");
	make_program(*state, "serve");
	assert_fails_saying(&ERR_NOT_FOUND, "/render'", programs_find(own, &p));
	make_program(*state, "render");
	assert_fails_saying(&ERR_NOT_FOUND, "theme", programs_find(own, &p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(an_installed_program_finds_what_was_installed),
		test_in_dir(a_program_in_the_source_tree_finds_its_theme),
		test_in_dir(no_theme_comes_from_another_place),
		test_in_dir(what_is_missing_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
