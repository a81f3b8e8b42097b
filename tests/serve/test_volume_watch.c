/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/volume_watch.h"

#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "tests/support/publish.h"
#include "tests/support/test.h"

static bool is_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) == 1;
}

static void switch_of_the_release_is_noticed(void **state)
{
	auto_close int volume = -1;
	auto_close int watch = -1;

	assert_ok(fs_open_dir(*state, &volume));
	assert_ok(volume_watch_open(volume, &watch));
	assert_false(is_readable(watch));
	publish_release(*state, 1, 1);
	assert_true(is_readable(watch));
	assert_true(volume_watch_drain(watch));
	assert_false(is_readable(watch));
	publish_release(*state, 2, 2);
	assert_true(volume_watch_drain(watch));
}

static void other_files_concern_nobody(void **state)
{
	auto_close int volume = -1;
	auto_close int watch = -1;

	assert_ok(fs_open_dir(*state, &volume));
	assert_ok(volume_watch_open(volume, &watch));
	test_write_file(*state, "build.json", "{}");
	test_write_file(*state, "current.tmp", "");

	assert_false(volume_watch_drain(watch));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(switch_of_the_release_is_noticed),
		test_in_dir(other_files_concern_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
