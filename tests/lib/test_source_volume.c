/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/source_volume.h"

#define COMMIT "0123456789abcdef0123456789abcdef01234567"

static int open_volume(void **state)
{
	int fd = -1;

	assert_ok(fs_open_dir(*state, &fd));
	assert_ok(source_volume_create(fd));
	return fd;
}

static void a_state_is_read_as_it_was_written(void **state)
{
	auto_close int volume = open_volume(state);
	auto_source_state struct source_state got = { 0 };
	struct source_change changes[] = { { "_posts/a\"b.md", -3 },
					   { "z", 1700000000 } };
	const struct source_state put = {
		.sequence = 9,
		.phase = SOURCE_READY,
		.repository = "https://example.org/blog.git",
		.commit = COMMIT,
		.ref = "refs/heads/main",
		.subject = "\xc3\x9c"
			   "ber \"alles\"",
		.author = "A",
		.author_time = -1,
		.commit_time = 2,
		.fetch_time = 3,
		.changes = changes,
		.changes_len = 2,
	};

	assert_ok(source_volume_write_state(volume, &put));
	assert_ok(source_volume_read_state(volume, &got));

	assert_int_equal(got.sequence, 9);
	assert_int_equal(got.phase, SOURCE_READY);
	assert_string_equal(got.repository, put.repository);
	assert_string_equal(got.commit, put.commit);
	assert_string_equal(got.ref, put.ref);
	assert_string_equal(got.subject, put.subject);
	assert_string_equal(got.author, put.author);
	assert_int_equal(got.author_time, -1);
	assert_int_equal(got.commit_time, 2);
	assert_int_equal(got.fetch_time, 3);
	assert_int_equal(got.changes_len, 2);
	assert_string_equal(got.changes[0].path, changes[0].path);
	assert_int_equal(got.changes[0].time, -3);
	assert_int_equal(got.changes[1].time, 1700000000);
}

static void what_is_not_known_is_left_out(void **state)
{
	auto_close int volume = open_volume(state);
	auto_source_state struct source_state got = { 0 };
	struct source_change odd[] = { { "\xff", 1 }, { "\xff\xfe", 2 } };
	const struct source_state put = { .sequence = 1,
					  .changes = odd,
					  .changes_len = 2 };

	assert_ok(source_volume_write_state(volume, &put));
	assert_ok(source_volume_read_state(volume, &got));

	assert_int_equal(got.phase, SOURCE_UPDATING);
	assert_null(got.commit);
	assert_null(got.subject);
	assert_int_equal(got.changes_len, 0);
}

static void there_is_no_state_before_the_first_pull(void **state)
{
	auto_close int volume = open_volume(state);
	struct source_state s = { 0 };

	assert_fails(&ERR_NOT_FOUND, source_volume_read_state(volume, &s));
}

static void creating_a_volume_again_changes_nothing(void **state)
{
	auto_close int volume = open_volume(state);
	auto_free char *text = NULL;

	test_write_file(*state, "tree/a", "kept");
	assert_ok(source_volume_create(volume));

	text = test_read_file(*state, "tree/a");
	assert_string_equal(text, "kept");
}

static void what_is_of_the_wrong_kind_is_made_anew(void **state)
{
	auto_close int volume = open_volume(state);
	auto_close int pull = -1, tree = -1;
	auto_source_state struct source_state s = { 0 };
	struct stat st;

	for (int i = 0; i < 2; i++) {
		assert_ok(fs_remove_at(volume, "tree"));
		assert_ok(fs_remove_at(volume, "git"));
		assert_ok(fs_remove_at(volume, "lock"));
		assert_ok(fs_remove_at(volume, "pull.lock"));
		test_write_file(*state, "tree", "x");
		assert_int_equal(symlinkat("/", volume, "git"), 0);
		test_write_file(*state, "lock/x", "x");
		assert_int_equal(mkfifoat(volume, "pull.lock", 0600), 0);
		test_write_file(*state, "state.json/x", "x");

		cleanup_close(&pull);
		assert_ok(source_volume_lock_pull(volume, 0, &pull));
		assert_ok(source_volume_create(volume));
	}

	assert_int_equal(fstatat(volume, "tree", &st, AT_SYMLINK_NOFOLLOW), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(fstatat(volume, "git", &st, AT_SYMLINK_NOFOLLOW), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_ok(source_volume_lock_tree(volume, true, 0, &tree));
	assert_fails(&ERR_NOT_FOUND, source_volume_read_state(volume, &s));
}

static void what_is_no_state_is_refused(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "", "state.json:1:" },
		{ "[]", "not a JSON object" },
		{ "{}", "'phase'" },
		{ "{\"phase\":\"ready\"}", "'sequence'" },
		{ "{\"phase\":\"ready\",\"sequence\":0}", "'sequence'" },
		{ "{\"phase\":\"ready\",\"sequence\":-1}", "'sequence'" },
		{ "{\"phase\":\"done\",\"sequence\":1}", "'phase'" },
		{ "{\"phase\":1,\"sequence\":1}", "'phase'" },
		{ "{\"phase\":\"ready\",\"sequence\":1,\"commit\":\"abc\"}",
		  "'commit'" },
		{ "{\"phase\":\"ready\",\"sequence\":1,"
		  "\"ref\":\"a\\u0000b\"}",
		  "'ref'" },
		{ "{\"phase\":\"ready\",\"sequence\":1,\"changes\":[]}",
		  "'changes'" },
		{ "{\"phase\":\"ready\",\"sequence\":1,"
		  "\"changes\":{\"b\":1,\"a\":2}}",
		  "out of order" },
		{ "{\"phase\":\"ready\",\"sequence\":1,"
		  "\"changes\":{\"a\":\"x\"}}",
		  "no time" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_source_state struct source_state s = { 0 };

		assert_fails_saying(
			&ERR_INPUT, cases[i].message,
			source_volume_parse_state(str_of(cases[i].text), &s));
		assert_null(s.changes);
	}
}

static void readers_share_the_tree_and_keep_a_writer_out(void **state)
{
	auto_close int volume = open_volume(state);
	auto_close int one = -1, two = -1, writer = -1;

	assert_ok(source_volume_lock_tree(volume, false, 0, &one));
	assert_ok(source_volume_lock_tree(volume, false, 0, &two));
	assert_fails(&FS_LOCKED,
		     source_volume_lock_tree(volume, true, 0, &writer));
	(void)close(take_fd(&one));
	(void)close(take_fd(&two));

	assert_ok(source_volume_lock_tree(volume, true, 0, &writer));
	assert_fails(&FS_LOCKED,
		     source_volume_lock_tree(volume, false, 10, &one));
}

static void pulls_exclude_each_other_but_not_readers(void **state)
{
	auto_close int volume = open_volume(state);
	auto_close int pull = -1, reader = -1;
	int other = -1;

	assert_ok(source_volume_lock_pull(volume, 0, &pull));
	assert_fails(&FS_LOCKED, source_volume_lock_pull(volume, 0, &other));

	assert_ok(source_volume_lock_tree(volume, false, 0, &reader));
}

static void a_volume_that_was_never_made_cannot_be_locked(void **state)
{
	auto_close int dir = -1;
	int fd = -1;

	assert_ok(fs_open_dir(*state, &dir));
	assert_fails(&ERR_NOT_FOUND,
		     source_volume_lock_tree(dir, false, 0, &fd));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_state_is_read_as_it_was_written),
		test_in_dir(what_is_not_known_is_left_out),
		test_in_dir(there_is_no_state_before_the_first_pull),
		test_in_dir(creating_a_volume_again_changes_nothing),
		test_in_dir(what_is_of_the_wrong_kind_is_made_anew),
		cmocka_unit_test(what_is_no_state_is_refused),
		test_in_dir(readers_share_the_tree_and_keep_a_writer_out),
		test_in_dir(pulls_exclude_each_other_but_not_readers),
		test_in_dir(a_volume_that_was_never_made_cannot_be_locked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
