/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/index_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/publish.h"
#include "tests/support/test.h"

struct mapped {
	int volume;
	struct index_map *map;
};

static void mapped_release(struct mapped *m)
{
	index_map_free(m->map);
	cleanup_close(&m->volume);
}

#define auto_mapped __attribute__((cleanup(mapped_release)))

static struct mapped map_volume(const char *dir)
{
	struct mapped m;

	assert_ok(fs_open_dir(dir, &m.volume));
	m.map = index_map_new(m.volume);
	return m;
}

static bool refresh(struct mapped *m)
{
	bool changed;

	assert_ok(index_map_refresh(m->map, &changed));
	return changed;
}

static uint64_t release_of(const struct mapped *m)
{
	return release_index_origin(index_map_get(m->map))->release;
}

/* Whether the collector could take the index away. */
static bool is_locked(const char *dir, const char *index)
{
	auto_free char *path = mem_printf("%s/%s", dir, index);
	FILE *f = fopen(path, "r");
	bool locked;

	assert_non_null(f);
	locked = flock(fileno(f), LOCK_EX | LOCK_NB) != 0;
	(void)fclose(f);
	return locked;
}

static void empty_volume_has_no_index(void **state)
{
	auto_mapped struct mapped m = map_volume(*state);

	assert_false(refresh(&m));
	assert_null(index_map_get(m.map));
}

static void live_release_is_followed_and_held(void **state)
{
	auto_mapped struct mapped m = map_volume(*state);

	publish_release(*state, 1, 10);
	assert_true(refresh(&m));
	assert_int_equal(release_of(&m), 1);
	assert_false(refresh(&m));
	publish_release(*state, 2, 11);
	assert_true(is_locked(*state, "releases/1"));
	assert_true(refresh(&m));

	assert_int_equal(release_of(&m), 2);
	assert_false(is_locked(*state, "releases/1"));
	assert_true(is_locked(*state, "releases/2"));
}

static void old_index_outlives_what_is_wrong(void **state)
{
	static const char *const wrongs[] = { "", "garbage", "blogidx" };
	auto_mapped struct mapped m = map_volume(*state);
	auto_free char *current = mem_printf("%s/current", (char *)*state);
	bool changed = true;

	publish_release(*state, 1, 10);
	assert_true(refresh(&m));
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(*wrongs); i++) {
		publish_broken(*state, 2 + i, wrongs[i]);
		assert_fails(&ERR_INPUT, index_map_refresh(m.map, &changed));
		assert_int_equal(release_of(&m), 1);
	}
	assert_int_equal(unlink(current), 0);
	assert_false(refresh(&m));
	assert_int_equal(symlink("../../etc/passwd", current), 0);
	assert_fails(&ERR_INPUT, index_map_refresh(m.map, &changed));
	assert_int_equal(release_of(&m), 1);
	assert_true(is_locked(*state, "releases/1"));
}

static void huge_index_is_refused(void **state)
{
	auto_mapped struct mapped m = map_volume(*state);
	auto_free char *path = mem_printf("%s/releases/2", (char *)*state);
	bool changed;

	publish_release(*state, 1, 10);
	assert_true(refresh(&m));
	publish_broken(*state, 2, "");
	assert_int_equal(truncate(path, (off_t)RELEASE_INDEX_MAX_BYTES + 1), 0);

	assert_fails(&ERR_INPUT, index_map_refresh(m.map, &changed));
	assert_int_equal(release_of(&m), 1);
}

static void same_number_in_another_file_is_a_change(void **state)
{
	auto_mapped struct mapped m = map_volume(*state);
	auto_free char *index = mem_printf("%s/releases/1", (char *)*state);

	publish_release(*state, 1, 10);
	assert_true(refresh(&m));
	assert_int_equal(unlink(index), 0);
	publish_release(*state, 1, 1);

	assert_true(refresh(&m));
	assert_int_equal(release_index_origin(index_map_get(m.map))->sequence,
			 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(empty_volume_has_no_index),
		test_in_dir(live_release_is_followed_and_held),
		test_in_dir(old_index_outlives_what_is_wrong),
		test_in_dir(huge_index_is_refused),
		test_in_dir(same_number_in_another_file_is_a_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
