/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/replaced_files.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static bool has_changed(int fd)
{
	struct pollfd events = { .fd = fd, .events = POLLIN };

	return poll(&events, 1, 0) == 1;
}

static void replace(const char *dir, const char *name)
{
	auto_free char *beside = mem_printf("%s/beside", dir);
	auto_free char *path = mem_printf("%s/%s", dir, name);

	test_write_file(dir, "beside", "new");
	assert_int_equal(rename(beside, path), 0);
}

/* What a watch sees of each kind of change, from the last one on. */
static void every_way_of_changing_a_file_is_seen(void **state)
{
	auto_free char *path = mem_printf("%s/names", (char *)*state);
	const char *const paths[] = { path, NULL };

	test_write_file(*state, "names", "old");
	for (int i = 0; i < 3; i++) {
		auto_close int fd = -1;

		assert_ok(replaced_files_watch(paths, &fd));
		assert_false(has_changed(fd));
		if (i == 0)
			replace(*state, "names");
		else if (i == 1)
			test_write_file(*state, "names", "in place");
		else
			assert_int_equal(unlink(path), 0);
		assert_true(has_changed(fd));
	}
}

static void so_is_a_change_where_a_link_leads(void **state)
{
	auto_free char *path = mem_printf("%s/a/names", (char *)*state);
	const char *const paths[] = { path, NULL };
	auto_close int fd = -1;

	test_write_file(*state, "a/x", "");
	test_write_file(*state, "b/target", "old");
	assert_int_equal(symlink("../b/target", path), 0);
	assert_ok(replaced_files_watch(paths, &fd));
	assert_false(has_changed(fd));
	test_write_file(*state, "b/target", "new");

	assert_true(has_changed(fd));
}

static void a_file_that_is_missing_is_waited_for(void **state)
{
	auto_free char *path = mem_printf("%s/names", (char *)*state);
	const char *const paths[] = { path, "/no/such/folder/names", NULL };
	auto_close int fd = -1;

	assert_ok(replaced_files_watch(paths, &fd));
	assert_false(has_changed(fd));
	test_write_file(*state, "names", "new");

	assert_true(has_changed(fd));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(every_way_of_changing_a_file_is_seen),
		test_in_dir(so_is_a_change_where_a_link_leads),
		test_in_dir(a_file_that_is_missing_is_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
