/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/public_volume.h"
#include "tests/support/public_site.h"

static void the_collector_keeps_the_newest(void **state)
{
	auto_close int volume = public_site_open(state);
	static const char *const texts[] = { "a", "b", "c", "d" };

	for (uint64_t i = 0; i < 4; i++)
		assert_ok(public_site_publish(volume, i + 1, i + 1, texts[i]));
	assert_ok(public_volume_collect(volume, 2));

	assert_false(public_site_has(volume, "releases/1"));
	assert_false(public_site_has(volume, "releases/2"));
	assert_true(public_site_has(volume, "releases/3"));
	assert_false(public_site_has_object(volume, "a"));
	assert_false(public_site_has_object(volume, "b"));
	assert_true(public_site_has_object(volume, "c"));
	public_site_assert_live(volume, 4, "d");
}

static void the_collector_keeps_what_is_live_or_pinned(void **state)
{
	auto_close int volume = public_site_open(state);

	assert_ok(public_site_publish(volume, 1, 1, "pinned"));
	assert_ok(public_site_publish(volume, 2, 2, "live"));
	test_write_file(*state, "pinned", "1 9");
	assert_ok(public_site_publish(volume, 3, 3, "held back"));
	assert_ok(public_volume_collect(volume, 0));

	assert_true(public_site_has_object(volume, "pinned"));
	assert_false(public_site_has_object(volume, "held back"));
	public_site_assert_live(volume, 2, "live");
}

static void the_collector_leaves_what_somebody_reads(void **state)
{
	auto_close int volume = public_site_open(state);
	auto_release_index struct release_index *index = NULL;
	auto_free char *text = NULL;
	int reader = -1;

	assert_ok(public_site_publish(volume, 1, 1, "read"));
	assert_ok(public_volume_open_current(volume, &index, &reader));
	assert_ok(public_site_publish(volume, 2, 2, "live"));
	assert_ok(public_volume_collect(volume, 1));
	text = public_site_read(volume, index);
	assert_string_equal(text, "read");
	(void)close(reader);
	assert_ok(public_volume_collect(volume, 1));

	assert_false(public_site_has_object(volume, "read"));
	assert_false(public_site_has(volume, "releases/1"));
	public_site_assert_live(volume, 2, "live");
}

static void the_collector_removes_what_killed_publishers_left(void **state)
{
	auto_close int volume = public_site_open(state);

	assert_ok(public_site_publish(volume, 1, 1, "live"));
	test_write_file(*state, "objects/ab/123.tmp", "half");
	test_write_file(*state, "objects/stray", "x");
	test_write_file(*state, "releases/2.tmp", "half");
	test_write_file(*state, "releases/3/folder", "x");
	assert_ok(public_volume_collect(volume, 10));

	assert_false(public_site_has(volume, "objects/ab/123.tmp"));
	assert_false(public_site_has(volume, "objects/stray"));
	assert_false(public_site_has(volume, "releases/2.tmp"));
	assert_false(public_site_has(volume, "releases/3"));
	public_site_assert_live(volume, 1, "live");
}

static void a_damaged_release_that_is_not_live_is_removed(void **state)
{
	auto_close int volume = public_site_open(state);
	struct digest id;

	assert_ok(public_site_publish(volume, 1, 1, "live"));
	public_site_put(volume, "nobody's", &id);
	test_write_file(*state, "releases/2", "damaged");
	assert_ok(public_volume_collect(volume, 10));

	assert_false(public_site_has(volume, "releases/2"));
	assert_false(public_site_has_object(volume, "nobody's"));
	public_site_assert_live(volume, 1, "live");
}

static void beside_a_damaged_live_release_no_object_is_removed(void **state)
{
	auto_close int volume = public_site_open(state);

	assert_ok(public_site_publish(volume, 1, 1, "live"));
	test_write_file(*state, "releases/1", "damaged");
	assert_fails_saying(&ERR_INPUT, "'releases/1'",
			    public_volume_collect(volume, 10));

	assert_true(public_site_has(volume, "releases/1"));
	assert_true(public_site_has_object(volume, "live"));
}

static void a_damaged_release_that_somebody_holds_stays(void **state)
{
	auto_close int volume = public_site_open(state);
	auto_close int reader = -1;
	struct digest id;

	assert_ok(public_site_publish(volume, 1, 1, "live"));
	public_site_put(volume, "whose?", &id);
	test_write_file(*state, "releases/2", "damaged");
	assert_ok(fs_open_at(volume, "releases/2", O_RDONLY, 0, &reader));
	assert_ok(fs_lock(reader, FS_LOCK_SHARED, 0));
	assert_fails_saying(&ERR_INPUT, "'releases/2'",
			    public_volume_collect(volume, 10));

	assert_true(public_site_has(volume, "releases/2"));
	assert_true(public_site_has_object(volume, "whose?"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(the_collector_keeps_the_newest),
		test_in_dir(the_collector_keeps_what_is_live_or_pinned),
		test_in_dir(the_collector_leaves_what_somebody_reads),
		test_in_dir(the_collector_removes_what_killed_publishers_left),
		test_in_dir(a_damaged_release_that_is_not_live_is_removed),
		test_in_dir(beside_a_damaged_live_release_no_object_is_removed),
		test_in_dir(a_damaged_release_that_somebody_holds_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
