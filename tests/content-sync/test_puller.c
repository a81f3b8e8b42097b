/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/puller.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "content-sync/watched_child.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_repo.h"
#include "tests/support/test.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* A volume, a repository whose head is A, and a puller between them. */
struct bench {
	struct puller_config cfg;
	struct fake_repo repo;
	struct puller *puller;
	int volume;
};

static void bench_release(struct bench *b)
{
	puller_free(b->puller);
	(void)close(b->volume);
}
#define auto_bench __attribute__((cleanup(bench_release)))

static void set_up(struct bench *b, const char *dir)
{
	*b = (struct bench){
		.cfg = { .url = "https://me:secret@host/blog.git",
			 .volume = dir,
			 .stop_fd = -1,
			 .readers_ms = 100,
			 .others_ms = 100 },
		.repo = { .head = { .id = A,
				    .ref = (char *)"refs/heads/main",
				    .subject = (char *)"first",
				    .author = (char *)"Ann",
				    .author_time = 10,
				    .commit_time = 20 },
			  .page = "one",
			  .page_time = 20 },
	};
	assert_ok(fs_open_dir(dir, &b->volume));
	b->repo.volume = b->volume;
	b->puller = puller_wire_with(&b->cfg,
				     (struct puller_deps){ fake_repo(&b->repo),
							   fake_clock_wall_ms,
							   fake_clock_ms });
}

static void pull(struct bench *b, bool changed, uint64_t sequence)
{
	struct pull_result result;

	assert_ok(puller_pull(b->puller, &result));
	assert_int_equal(result.changed, changed);
	assert_int_equal(result.sequence, sequence);
	assert_string_equal(result.id, b->repo.head.id);
}

static void move_head(struct bench *b, const char *id, const char *page)
{
	memcpy(b->repo.head.id, id, COMMIT_ID_SIZE);
	b->repo.page = page;
}

static void assert_ready_at(const struct bench *b, const char *id,
			    uint64_t sequence)
{
	auto_source_state struct source_state s = { 0 };

	assert_ok(source_volume_read_state(b->volume, &s));
	assert_int_equal(s.phase, SOURCE_READY);
	assert_string_equal(s.commit, id);
	assert_int_equal(s.sequence, sequence);
}

static void the_first_pull_tells_all_of_the_commit(void **state)
{
	auto_source_state struct source_state s = { 0 };
	auto_bench struct bench b;

	set_up(&b, *state);
	pull(&b, true, 1);

	assert_ok(source_volume_read_state(b.volume, &s));
	assert_int_equal(s.phase, SOURCE_READY);
	assert_string_equal(s.commit, A);
	assert_string_equal(s.ref, "refs/heads/main");
	assert_string_equal(s.subject, "first");
	assert_string_equal(s.author, "Ann");
	assert_int_equal(s.author_time, 10);
	assert_int_equal(s.commit_time, 20);
	assert_int_equal(s.fetch_time, FAKE_NOW_MS / 1000);
	assert_int_equal(s.changes_len, 1);
	assert_string_equal(s.changes[0].path, "page");
	assert_int_equal(s.changes[0].time, 20);
}

static void each_step_is_timed(void **state)
{
	struct pull_result result;
	auto_bench struct bench b;

	set_up(&b, *state);
	assert_ok(puller_pull(b.puller, &result));

	assert_true(result.fetch_ms > 0);
	assert_int_equal(result.checkout_ms, result.fetch_ms + 1);
}

static void the_state_holds_no_password(void **state)
{
	auto_bench struct bench b;
	auto_free char *text = NULL;

	set_up(&b, *state);
	pull(&b, true, 1);

	text = test_read_file(*state, SOURCE_VOLUME_STATE);
	assert_null(strstr(text, "secret"));
	assert_non_null(strstr(text, "https://host/blog.git"));
}

static void an_unchanged_head_changes_nothing(void **state)
{
	auto_bench struct bench b;
	auto_free char *before = NULL;
	auto_free char *after = NULL;

	set_up(&b, *state);
	pull(&b, true, 1);
	before = test_read_file(*state, SOURCE_VOLUME_STATE);
	pull(&b, false, 1);

	after = test_read_file(*state, SOURCE_VOLUME_STATE);
	assert_string_equal(before, after);
	assert_int_equal(b.repo.checkouts, 1);
}

static void a_new_head_raises_the_sequence_by_one(void **state)
{
	auto_bench struct bench b;
	auto_free char *page = NULL;

	set_up(&b, *state);
	pull(&b, true, 1);
	move_head(&b, B, "two");
	pull(&b, true, 2);

	assert_ready_at(&b, B, 2);
	page = test_read_file(*state, "tree/page");
	assert_string_equal(page, "two");
	assert_string_equal(b.repo.known_commit, A);
}

static void the_state_says_updating_while_the_tree_changes(void **state)
{
	auto_bench struct bench b;

	set_up(&b, *state);
	pull(&b, true, 1);
	assert_false(b.repo.phase_was_updating);
	move_head(&b, B, "two");
	pull(&b, true, 2);

	assert_true(b.repo.phase_was_updating);
}

static void a_tree_that_was_touched_is_repaired(void **state)
{
	auto_bench struct bench b;
	auto_free char *page = NULL;

	set_up(&b, *state);
	pull(&b, true, 1);
	test_write_file(*state, "tree/page", "vandal");
	pull(&b, true, 2);

	page = test_read_file(*state, "tree/page");
	assert_string_equal(page, "one");
	assert_ready_at(&b, A, 2);
}

static void pull_recovers_after_a_failed_checkout(void **state)
{
	auto_source_state struct source_state s = { 0 };
	struct pull_result result;
	auto_bench struct bench b;

	set_up(&b, *state);
	pull(&b, true, 1);
	move_head(&b, B, "two");
	b.repo.checkout_fails = &ERR_SYSTEM;
	assert_fails(&ERR_SYSTEM, puller_pull(b.puller, &result));
	assert_ok(source_volume_read_state(b.volume, &s));
	assert_int_equal(s.phase, SOURCE_UPDATING);
	assert_string_equal(s.commit, A);
	b.repo.checkout_fails = NULL;
	pull(&b, true, 2);

	assert_ready_at(&b, B, 2);
}

static void
a_state_left_updating_is_mended_though_the_tree_is_right(void **state)
{
	auto_source_state struct source_state s = { 0 };
	auto_bench struct bench b;

	set_up(&b, *state);
	pull(&b, true, 1);
	assert_ok(source_volume_read_state(b.volume, &s));
	s.phase = SOURCE_UPDATING;
	assert_ok(source_volume_write_state(b.volume, &s));
	pull(&b, true, 2);

	assert_ready_at(&b, A, 2);
}

/* No reader has waited for a sequence that is a time. */
static void a_lost_state_goes_on_beyond_all_that_was_seen(void **state)
{
	static const char *const damages[] = { "", "{", "[]",
					       "{\"sequence\":1}" };
	auto_bench struct bench b;

	set_up(&b, *state);
	pull(&b, true, 1);
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		test_write_file(*state, SOURCE_VOLUME_STATE, damages[i]);
		pull(&b, true, FAKE_NOW_MS + 1);
		assert_ready_at(&b, A, FAKE_NOW_MS + 1);
	}
	assert_int_equal(unlinkat(b.volume, SOURCE_VOLUME_STATE, 0), 0);
	pull(&b, true, FAKE_NOW_MS + 1);
	move_head(&b, B, "two");
	pull(&b, true, FAKE_NOW_MS + 2);
}

static void a_failed_fetch_leaves_the_volume_alone(void **state)
{
	struct pull_result result;
	auto_bench struct bench b;
	auto_free char *before = NULL;
	auto_free char *after = NULL;

	set_up(&b, *state);
	pull(&b, true, 1);
	before = test_read_file(*state, SOURCE_VOLUME_STATE);
	move_head(&b, B, "two");
	b.repo.fetch_fails = &REPO_UNREACHABLE;
	assert_fails(&REPO_UNREACHABLE, puller_pull(b.puller, &result));

	after = test_read_file(*state, SOURCE_VOLUME_STATE);
	assert_string_equal(before, after);
	assert_int_equal(b.repo.checkouts, 1);
}

static void a_damaged_copy_is_made_anew_once(void **state)
{
	struct pull_result result;
	auto_bench struct bench b;

	set_up(&b, *state);
	test_write_file(*state, "git/rubbish", "x");
	b.repo.damages = 1;
	pull(&b, true, 1);
	assert_int_equal(faccessat(b.volume, "git", F_OK, 0), 0);
	assert_int_not_equal(faccessat(b.volume, "git/rubbish", F_OK, 0), 0);

	b.repo.damages = 2;
	assert_fails(&REPO_DAMAGED, puller_pull(b.puller, &result));
}

static int hold(const char *dir, const char *name, int how)
{
	auto_free char *path = mem_printf("%s/%s", dir, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(flock(fd, how), 0);
	return fd;
}

static void a_reader_that_does_not_finish_is_named(void **state)
{
	struct pull_result result;
	auto_bench struct bench b;
	auto_free char *me = mem_printf("process %d (", (int)getpid());
	int reader;

	set_up(&b, *state);
	pull(&b, true, 1);
	move_head(&b, B, "two");
	reader = hold(*state, SOURCE_VOLUME_LOCK, LOCK_SH);
	assert_fails_saying(&FS_LOCKED, me, puller_pull(b.puller, &result));
	assert_ready_at(&b, A, 1);
	(void)close(reader);
	pull(&b, true, 2);
}

static void pulls_are_serialised(void **state)
{
	struct pull_result result;
	auto_bench struct bench b;
	int other;

	set_up(&b, *state);
	pull(&b, true, 1);
	other = hold(*state, SOURCE_VOLUME_PULL_LOCK, LOCK_EX);
	assert_fails_saying(&FS_LOCKED, SOURCE_VOLUME_PULL_LOCK,
			    puller_pull(b.puller, &result));
	(void)close(other);
	pull(&b, false, 1);
}

static void waiting_for_a_lock_ends_when_told_to_stop(void **state)
{
	struct pull_result result;
	auto_bench struct bench b;
	int other;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	(void)close(ends[1]);
	set_up(&b, *state);
	pull(&b, true, 1);
	b.cfg.stop_fd = ends[0];
	b.cfg.others_ms = 60000;
	other = hold(*state, SOURCE_VOLUME_PULL_LOCK, LOCK_EX);
	assert_fails(&CHILD_STOPPED, puller_pull(b.puller, &result));
	(void)close(other);
	(void)close(ends[0]);
}

static void a_branch_of_another_name_is_a_change(void **state)
{
	auto_source_state struct source_state s = { 0 };
	auto_bench struct bench b;

	set_up(&b, *state);
	pull(&b, true, 1);
	b.repo.head.ref = (char *)"refs/heads/other";
	pull(&b, true, 2);

	assert_ok(source_volume_read_state(b.volume, &s));
	assert_string_equal(s.ref, "refs/heads/other");
}

static void a_volume_that_is_not_there_is_an_error(void **state)
{
	const struct puller_config cfg = { .url = "x", .volume = "/no/such" };
	struct fake_repo repo = { .volume = -1 };
	auto_puller struct puller *p =
		puller_wire_with(&cfg, (struct puller_deps){ fake_repo(&repo),
							     fake_clock_wall_ms,
							     fake_clock_ms });
	struct pull_result result;

	(void)state;
	assert_fails_saying(&ERR_NOT_FOUND, "/no/such",
			    puller_pull(p, &result));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(the_first_pull_tells_all_of_the_commit),
		test_in_dir(each_step_is_timed),
		test_in_dir(the_state_holds_no_password),
		test_in_dir(an_unchanged_head_changes_nothing),
		test_in_dir(a_new_head_raises_the_sequence_by_one),
		test_in_dir(the_state_says_updating_while_the_tree_changes),
		test_in_dir(a_tree_that_was_touched_is_repaired),
		test_in_dir(pull_recovers_after_a_failed_checkout),
		test_in_dir(
			a_state_left_updating_is_mended_though_the_tree_is_right),
		test_in_dir(a_lost_state_goes_on_beyond_all_that_was_seen),
		test_in_dir(a_failed_fetch_leaves_the_volume_alone),
		test_in_dir(a_damaged_copy_is_made_anew_once),
		test_in_dir(a_reader_that_does_not_finish_is_named),
		test_in_dir(pulls_are_serialised),
		test_in_dir(waiting_for_a_lock_ends_when_told_to_stop),
		test_in_dir(a_branch_of_another_name_is_a_change),
		cmocka_unit_test(a_volume_that_is_not_there_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
