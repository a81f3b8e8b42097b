/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdio.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/watch/watch_inotifytools.h"

#define SOON_MS 2000
#define QUIET_MS 80

static enum watch_result wait_for(const struct watch *w, int timeout_ms)
{
	enum watch_result r;

	assert_ok(w->ops->wait(w->self, -1, timeout_ms, &r));
	return r;
}

static struct watch begin(const char *dir, bool recursive,
			  const char *const *exclude)
{
	const struct watch_inotifytools_config cfg = {
		.path = dir,
		.recursive = recursive,
		.exclude = exclude,
		.settle_ms = recursive ? 20 : 0,
	};
	struct watch w = { 0 };

	assert_ok(watch_inotifytools_begin(&cfg, &w));
	return w;
}

static void changes_below_are_told_once(void **state)
{
	auto_watch struct watch w = begin(*state, true, NULL);

	assert_int_equal(wait_for(&w, QUIET_MS), WATCH_TIMEOUT);
	test_write_file(*state, "a", "1");
	test_write_file(*state, "b", "2");
	assert_int_equal(wait_for(&w, SOON_MS), WATCH_CHANGED);
	assert_int_equal(wait_for(&w, QUIET_MS), WATCH_TIMEOUT);
}

static void new_folders_are_watched_too(void **state)
{
	auto_watch struct watch w = begin(*state, true, NULL);

	test_write_file(*state, "deep/down/a", "1");
	assert_int_equal(wait_for(&w, SOON_MS), WATCH_CHANGED);
	test_write_file(*state, "deep/down/a", "2");
	assert_int_equal(wait_for(&w, SOON_MS), WATCH_CHANGED);
}

static void renamed_folders_stay_watched(void **state)
{
	auto_free char *from = mem_printf("%s/from", (char *)*state);
	auto_free char *to = mem_printf("%s/to", (char *)*state);
	auto_watch struct watch w = { 0 };

	test_write_file(*state, "from/sub/a", "1");
	w = begin(*state, true, NULL);
	assert_int_equal(rename(from, to), 0);
	assert_int_equal(wait_for(&w, SOON_MS), WATCH_CHANGED);
	test_write_file(*state, "to/sub/a", "2");
	assert_int_equal(wait_for(&w, SOON_MS), WATCH_CHANGED);
}

static void what_is_excluded_is_silent(void **state)
{
	auto_free char *out = mem_printf("%s/out", (char *)*state);
	const char *const exclude[] = { out, NULL };
	auto_watch struct watch w = begin(*state, true, exclude);

	test_write_file(*state, "out/x", "1");
	assert_int_equal(wait_for(&w, QUIET_MS), WATCH_TIMEOUT);
	test_write_file(*state, "out/x", "2");
	assert_int_equal(wait_for(&w, QUIET_MS), WATCH_TIMEOUT);
	test_write_file(*state, "y", "1");
	assert_int_equal(wait_for(&w, SOON_MS), WATCH_CHANGED);
}

static void a_single_folder_is_watched_without_those_below(void **state)
{
	auto_watch struct watch w = { 0 };

	test_write_file(*state, "tree/a", "1");
	w = begin(*state, false, NULL);
	test_write_file(*state, "tree/a", "2");
	assert_int_equal(wait_for(&w, QUIET_MS), WATCH_TIMEOUT);
	test_write_file(*state, "state.json", "{}");
	assert_int_equal(wait_for(&w, SOON_MS), WATCH_CHANGED);
}

static void it_stops_when_told_to(void **state)
{
	auto_watch struct watch w = begin(*state, true, NULL);
	enum watch_result r;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "", 1), 1);
	assert_ok(w.ops->wait(w.self, fds[0], -1, &r));
	assert_int_equal(r, WATCH_STOPPED);
	(void)close(fds[0]);
	(void)close(fds[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(changes_below_are_told_once),
		test_in_dir(new_folders_are_watched_too),
		test_in_dir(renamed_folders_stay_watched),
		test_in_dir(what_is_excluded_is_silent),
		test_in_dir(a_single_folder_is_watched_without_those_below),
		test_in_dir(it_stops_when_told_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
