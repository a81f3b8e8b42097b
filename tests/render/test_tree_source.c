/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/tree_source.h"

#include "lib/fs.h"
#include "tests/support/site_volumes.h"
#include "tests/support/test.h"

static enum tree_source_answer open_it(const struct site_volumes *v,
				       struct tree_source *ret)
{
	enum tree_source_answer answer;
	auto_close int volume = -1;

	assert_ok(fs_open_dir(v->source, &volume));
	assert_ok(tree_source_open_volume(volume, ret, &answer));
	return answer;
}

static void a_volume_without_a_whole_state_waits(void **state)
{
	struct site_volumes v = site_volumes_make(*state);
	auto_tree_source struct tree_source s = TREE_SOURCE_NONE;

	assert_int_equal(open_it(&v, &s), TREE_SOURCE_WAIT);
	site_volumes_set_state(&v, 1, SOURCE_UPDATING);
	assert_int_equal(open_it(&v, &s), TREE_SOURCE_WAIT);
	assert_int_equal(s.dir, -1);
	assert_int_equal(s.lock, -1);
	site_volumes_release(&v);
}

static void a_whole_one_is_held_until_it_is_released(void **state)
{
	struct site_volumes v = site_volumes_make(*state);
	struct tree_source s = TREE_SOURCE_NONE;
	auto_buf struct buf text = { 0 };
	auto_close int volume = -1;
	auto_close int lock = -1;

	site_volumes_write(&v, "a.md", "A");
	site_volumes_set_state(&v, 3, SOURCE_READY);
	assert_int_equal(open_it(&v, &s), TREE_SOURCE_READY);
	assert_true(s.of_volume);
	assert_int_equal(s.state.sequence, 3);
	assert_ok(fs_read_at(s.dir, "a.md", 10, &text));
	assert_string_equal(text.data, "A");

	assert_ok(fs_open_dir(v.source, &volume));
	assert_fails(&FS_LOCKED,
		     source_volume_lock_tree(volume, true, 0, &lock));
	tree_source_release(&s);
	assert_ok(source_volume_lock_tree(volume, true, 0, &lock));
	site_volumes_release(&v);
}

static void a_puller_at_work_makes_it_busy(void **state)
{
	struct site_volumes v = site_volumes_make(*state);
	auto_tree_source struct tree_source s = TREE_SOURCE_NONE;
	auto_close int volume = -1;
	auto_close int lock = -1;

	site_volumes_set_state(&v, 3, SOURCE_READY);
	assert_ok(fs_open_dir(v.source, &volume));
	assert_ok(source_volume_lock_tree(volume, true, 0, &lock));

	assert_int_equal(open_it(&v, &s), TREE_SOURCE_BUSY);
	site_volumes_release(&v);
}

static void a_folder_needs_no_lock(void **state)
{
	auto_tree_source struct tree_source s = TREE_SOURCE_NONE;

	assert_ok(tree_source_open_folder(*state, &s));
	assert_true(s.dir >= 0);
	assert_int_equal(s.lock, -1);
	assert_false(s.of_volume);
	assert_fails_saying(&ERR_NOT_FOUND, "/nowhere",
			    tree_source_open_folder("/nowhere", &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_volume_without_a_whole_state_waits),
		test_in_dir(a_whole_one_is_held_until_it_is_released),
		test_in_dir(a_puller_at_work_makes_it_busy),
		test_in_dir(a_folder_needs_no_lock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
