/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/build_stage.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static void write_staged(const struct build_stage *s, const char *text)
{
	auto_free char *file = mem_printf("%s/index.html", s->name);

	test_write_file(s->folder, file, text);
}

static void assert_holds(const char *dir, const char *path, const char *text)
{
	auto_free char *found = test_read_file(dir, path);

	assert_string_equal(found, text);
}

static void what_was_staged_becomes_the_folder(void **state)
{
	auto_free char *path = mem_printf("%s/pages/", (char *)*state);
	auto_build_stage struct build_stage s = { 0 };

	assert_ok(build_stage_open(path, "/source", &s));
	write_staged(&s, "new");
	assert_ok(build_stage_close(&s));

	assert_holds(*state, "pages/index.html", "new");
	assert_int_equal(access(s.folder, F_OK), -1);
}

static void a_folder_comes_back_when_nothing_replaced_it(void **state)
{
	auto_free char *path = mem_printf("%s/pages", (char *)*state);
	auto_build_stage struct build_stage s = { 0 };

	test_write_file(*state, "pages/index.html", "old");
	assert_ok(build_stage_open(path, "/source", &s));
	assert_holds(s.folder, "pages/index.html", "old");
	assert_ok(build_stage_close(&s));

	assert_holds(path, "index.html", "old");
}

static void a_killed_build_loses_nothing(void **state)
{
	auto_free char *path = mem_printf("%s/pages", (char *)*state);
	auto_build_stage struct build_stage killed = { 0 };
	auto_build_stage struct build_stage s = { 0 };

	test_write_file(*state, "pages/index.html", "old");
	assert_ok(build_stage_open(path, "/source", &killed));
	assert_ok(build_stage_open(path, "/source", &s));
	assert_ok(build_stage_close(&s));

	assert_holds(path, "index.html", "old");
}

static void a_first_build_that_fails_leaves_nothing(void **state)
{
	auto_free char *path = mem_printf("%s/pages", (char *)*state);
	auto_build_stage struct build_stage s = { 0 };

	assert_ok(build_stage_open(path, "/source", &s));
	assert_ok(build_stage_close(&s));

	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(access(s.folder, F_OK), -1);
}

static void what_is_no_folder_is_refused(void **state)
{
	auto_free char *file = mem_printf("%s/file", (char *)*state);
	auto_free char *nowhere = mem_printf("%s/no/pages", (char *)*state);
	auto_build_stage struct build_stage s = { 0 };

	test_write_file(*state, "file", "mine");
	assert_fails(&ERR_INPUT, build_stage_open(file, "/source", &s));
	assert_fails(&ERR_NOT_FOUND, build_stage_open(nowhere, "/source", &s));
	assert_fails(&ERR_USAGE, build_stage_open("..", "/source", &s));
	assert_fails(&ERR_USAGE, build_stage_open("/", "/source", &s));

	assert_holds(*state, "file", "mine");
}

static void the_source_is_not_moved_away(void **state)
{
	auto_free char *source = mem_printf("%s/blog/site", (char *)*state);
	auto_free char *above = mem_printf("%s/blog", (char *)*state);
	auto_free char *within = mem_printf("%s/_site", source);
	auto_free char *beside = mem_printf("%s/blog/si", (char *)*state);
	auto_build_stage struct build_stage s = { 0 };
	auto_build_stage struct build_stage other = { 0 };

	test_write_file(*state, "blog/site/index.md", "mine");
	assert_fails(&ERR_USAGE, build_stage_open(source, source, &s));
	assert_fails(&ERR_USAGE, build_stage_open(above, source, &s));
	assert_holds(*state, "blog/site/index.md", "mine");

	assert_ok(build_stage_open(within, source, &s));
	assert_ok(build_stage_close(&s));
	assert_ok(build_stage_open(beside, source, &other));
	assert_ok(build_stage_close(&other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(what_was_staged_becomes_the_folder),
		test_in_dir(a_folder_comes_back_when_nothing_replaced_it),
		test_in_dir(a_killed_build_loses_nothing),
		test_in_dir(a_first_build_that_fails_leaves_nothing),
		test_in_dir(what_is_no_folder_is_refused),
		test_in_dir(the_source_is_not_moved_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
