/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/public_volume.h"

static int open_volume(void **state)
{
	int fd = -1;

	assert_ok(fs_open_dir(*state, &fd));
	assert_ok(public_volume_create(fd));
	return fd;
}

static void put(int volume, const char *text, struct digest *ret_id)
{
	digest_of(text, strlen(text), ret_id);
	assert_ok(public_volume_put_object(volume, ret_id, text, strlen(text)));
}

/* A site of one page that says @text. */
static struct release_entry page(const char *text)
{
	struct release_entry e = {
		.path = STR("/"),
		.media_type = STR("text/plain"),
		.status = 200,
	};
	struct release_body *b = &e.bodies[RELEASE_IDENTITY];

	digest_of(text, strlen(text), &b->object);
	b->size = strlen(text);
	b->present = true;
	return e;
}

static fallible publish(int volume, uint64_t release, uint64_t sequence,
			const char *text)
{
	const struct release_origin origin = { .release = release,
					       .sequence = sequence };
	struct release_entry e = page(text);
	struct err *err;

	err = public_volume_put_object(
		volume, &e.bodies[RELEASE_IDENTITY].object, text, strlen(text));
	return err ? err : public_volume_publish(volume, &origin, &e, 1);
}

/* The text of the page of @index. */
static char *read_page(int volume, const struct release_index *index)
{
	struct release_entry e = { 0 };
	auto_buf struct buf text = { 0 };
	auto_close int fd = -1;

	assert_true(release_index_find(index, str_of("/"), &e));
	assert_ok(public_volume_open_object(
		volume, &e.bodies[RELEASE_IDENTITY].object,
		e.bodies[RELEASE_IDENTITY].size, &fd));
	assert_ok(fs_read_fd(fd, 1000, &text));
	return buf_take(&text);
}

static void assert_live(int volume, uint64_t release, const char *text)
{
	auto_release_index struct release_index *index = NULL;
	auto_free char *page_text = NULL;
	auto_close int fd = -1;

	assert_ok(public_volume_open_current(volume, &index, &fd));
	assert_int_equal(release_index_origin(index)->release, release);
	page_text = read_page(volume, index);
	assert_string_equal(page_text, text);
}

static bool is_there(int volume, const char *path)
{
	struct stat st;

	return fstatat(volume, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

static void object_path(const char *text, char ret_path[static 80])
{
	char hex[DIGEST_HEX_SIZE];
	struct digest id;

	digest_of(text, strlen(text), &id);
	digest_hex(&id, hex);
	(void)snprintf(ret_path, 80, "objects/%.2s/%s", hex, hex + 2);
}

static bool has_object(int volume, const char *text)
{
	char path[80];

	object_path(text, path);
	return is_there(volume, path);
}

static void nothing_is_live_before_the_first_release(void **state)
{
	auto_close int volume = open_volume(state);
	struct release_index *index = NULL;
	uint64_t next = 0;
	int fd = -1;

	assert_fails(&ERR_NOT_FOUND,
		     public_volume_open_current(volume, &index, &fd));
	assert_ok(public_volume_next_release(volume, &next));

	assert_int_equal(next, 1);
	assert_null(index);
	assert_int_equal(fd, -1);
}

static void a_published_release_is_live(void **state)
{
	auto_close int volume = open_volume(state);
	uint64_t next = 0;

	assert_ok(publish(volume, 1, 1, "one"));
	assert_live(volume, 1, "one");
	assert_ok(publish(volume, 2, 2, "two"));
	assert_live(volume, 2, "two");

	assert_ok(public_volume_next_release(volume, &next));
	assert_int_equal(next, 3);
}

static void a_release_is_never_written_over(void **state)
{
	auto_close int volume = open_volume(state);

	assert_ok(publish(volume, 1, 1, "one"));
	assert_fails(&ERR_EXISTS, publish(volume, 1, 2, "two"));

	assert_live(volume, 1, "one");
	assert_false(is_there(volume, "releases/1.tmp"));
}

static void creating_a_volume_again_changes_nothing(void **state)
{
	auto_close int volume = open_volume(state);

	assert_ok(publish(volume, 1, 1, "one"));
	assert_ok(public_volume_create(volume));

	assert_live(volume, 1, "one");
}

static void a_torn_object_is_written_again(void **state)
{
	auto_close int volume = open_volume(state);
	auto_free char *text = NULL;
	struct digest id;
	char path[80];
	int fd = -1;

	object_path("whole", path);
	test_write_file(*state, path, "wh");
	put(volume, "whole", &id);

	text = test_read_file(*state, path);
	assert_string_equal(text, "whole");
	assert_ok(public_volume_open_object(volume, &id, 5, &fd));
	(void)close(fd);
}

static void an_object_that_is_there_is_not_touched(void **state)
{
	auto_close int volume = open_volume(state);
	struct stat before, after;
	struct digest id;
	char path[80];

	object_path("same", path);
	put(volume, "same", &id);
	assert_int_equal(fstatat(volume, path, &before, 0), 0);
	put(volume, "same", &id);

	assert_int_equal(fstatat(volume, path, &after, 0), 0);
	assert_int_equal(before.st_ino, after.st_ino);
}

static void only_a_regular_file_of_the_right_size_is_an_object(void **state)
{
	auto_close int volume = open_volume(state);
	struct digest id;
	char path[80];
	int fd = -1;

	object_path("body", path);
	digest_of("body", 4, &id);
	assert_fails(&ERR_NOT_FOUND,
		     public_volume_open_object(volume, &id, 4, &fd));
	test_write_file(*state, path, "bod");
	assert_fails(&ERR_INPUT,
		     public_volume_open_object(volume, &id, 4, &fd));
	assert_int_equal(unlinkat(volume, path, 0), 0);
	assert_int_equal(mkfifoat(volume, path, 0644), 0);
	assert_fails(&ERR_INPUT,
		     public_volume_open_object(volume, &id, 0, &fd));
	assert_int_equal(unlinkat(volume, path, 0), 0);
	test_write_file(*state, "elsewhere", "body");
	assert_int_equal(symlinkat("../../elsewhere", volume, path), 0);
	assert_fails(&ERR_SYSTEM,
		     public_volume_open_object(volume, &id, 4, &fd));

	assert_int_equal(fd, -1);
}

static void a_damaged_index_is_not_served(void **state)
{
	auto_close int volume = open_volume(state);
	struct release_index *index = NULL;
	int fd = -1;

	test_write_file(*state, "releases/1", "not an index");
	assert_int_equal(symlinkat("releases/1", volume, "current"), 0);
	assert_fails_saying(&ERR_INPUT, "release 1",
			    public_volume_open_current(volume, &index, &fd));
	assert_int_equal(fd, -1);
}

static void current_leads_nowhere_but_to_a_release(void **state)
{
	static const char *const targets[] = {
		"/etc/passwd", "releases/../lock", "releases/",
		"releases/x",  "releases/01",      "lock",
		"releases/9",
	};
	auto_close int volume = open_volume(state);
	struct release_index *index = NULL;
	int fd = -1;

	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
		(void)unlinkat(volume, "current", 0);
		assert_int_equal(symlinkat(targets[i], volume, "current"), 0);
		assert_fails_saying(
			&ERR_INPUT, "'current'",
			public_volume_open_current(volume, &index, &fd));
	}
}

static void an_index_of_another_release_is_refused(void **state)
{
	auto_close int volume = open_volume(state);
	struct release_index *index = NULL;
	int fd = -1;

	assert_ok(publish(volume, 1, 1, "one"));
	assert_int_equal(renameat(volume, "releases/1", volume, "releases/2"),
			 0);
	assert_int_equal(unlinkat(volume, "current", 0), 0);
	assert_int_equal(symlinkat("releases/2", volume, "current"), 0);

	assert_fails(&ERR_INPUT,
		     public_volume_open_current(volume, &index, &fd));
}

static void a_pinned_release_stays_until_the_source_moves_on(void **state)
{
	auto_close int volume = open_volume(state);

	assert_ok(publish(volume, 1, 5, "good"));
	test_write_file(*state, "pinned", "1 6\n");
	assert_ok(publish(volume, 2, 6, "bad"));
	assert_live(volume, 1, "good");
	assert_ok(publish(volume, 3, 7, "mended"));

	assert_live(volume, 3, "mended");
	assert_false(is_there(volume, "pinned"));
}

static void a_pin_that_makes_no_sense_is_an_error(void **state)
{
	static const char *const texts[] = { "",    "x",     "1",   "1 ",
					     "0 1", "1 2 3", "-1 2" };
	auto_close int volume = open_volume(state);

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		test_write_file(*state, "pinned", texts[i]);
		assert_fails_saying(&ERR_INPUT,
				    "pinned:", publish(volume, 1, 1, "one"));
	}
}

static void two_publishers_exclude_each_other(void **state)
{
	auto_close int volume = open_volume(state);
	int first = -1, second = -1;

	assert_ok(public_volume_lock(volume, -1, &first));
	assert_fails(&FS_LOCKED, public_volume_lock(volume, 0, &second));
	assert_fails(&FS_LOCKED, public_volume_lock(volume, 20, &second));
	assert_int_equal(second, -1);
	(void)close(first);

	assert_ok(public_volume_lock(volume, 0, &second));
	(void)close(second);
}

static void the_collector_keeps_the_newest(void **state)
{
	auto_close int volume = open_volume(state);
	static const char *const texts[] = { "a", "b", "c", "d" };

	for (uint64_t i = 0; i < 4; i++)
		assert_ok(publish(volume, i + 1, i + 1, texts[i]));
	assert_ok(public_volume_collect(volume, 2));

	assert_false(is_there(volume, "releases/1"));
	assert_false(is_there(volume, "releases/2"));
	assert_true(is_there(volume, "releases/3"));
	assert_false(has_object(volume, "a"));
	assert_false(has_object(volume, "b"));
	assert_true(has_object(volume, "c"));
	assert_live(volume, 4, "d");
}

static void the_collector_keeps_what_is_live_or_pinned(void **state)
{
	auto_close int volume = open_volume(state);

	assert_ok(publish(volume, 1, 1, "pinned"));
	assert_ok(publish(volume, 2, 2, "live"));
	test_write_file(*state, "pinned", "1 9");
	assert_ok(publish(volume, 3, 3, "held back"));
	assert_ok(public_volume_collect(volume, 0));

	assert_true(has_object(volume, "pinned"));
	assert_false(has_object(volume, "held back"));
	assert_live(volume, 2, "live");
}

static void the_collector_leaves_what_somebody_reads(void **state)
{
	auto_close int volume = open_volume(state);
	auto_release_index struct release_index *index = NULL;
	auto_free char *text = NULL;
	int reader = -1;

	assert_ok(publish(volume, 1, 1, "read"));
	assert_ok(public_volume_open_current(volume, &index, &reader));
	assert_ok(publish(volume, 2, 2, "live"));
	assert_ok(public_volume_collect(volume, 1));
	text = read_page(volume, index);
	assert_string_equal(text, "read");
	(void)close(reader);
	assert_ok(public_volume_collect(volume, 1));

	assert_false(has_object(volume, "read"));
	assert_false(is_there(volume, "releases/1"));
	assert_live(volume, 2, "live");
}

static void the_collector_removes_what_killed_publishers_left(void **state)
{
	auto_close int volume = open_volume(state);

	assert_ok(publish(volume, 1, 1, "live"));
	test_write_file(*state, "objects/ab/123.tmp", "half");
	test_write_file(*state, "objects/stray", "x");
	test_write_file(*state, "releases/2.tmp", "half");
	assert_ok(public_volume_collect(volume, 10));

	assert_false(is_there(volume, "objects/ab/123.tmp"));
	assert_false(is_there(volume, "objects/stray"));
	assert_false(is_there(volume, "releases/2.tmp"));
	assert_live(volume, 1, "live");
}

static void
the_collector_spares_all_objects_beside_a_damaged_index(void **state)
{
	auto_close int volume = open_volume(state);
	struct digest id;

	assert_ok(publish(volume, 1, 1, "live"));
	put(volume, "whose?", &id);
	test_write_file(*state, "releases/2", "damaged");
	assert_fails_saying(&ERR_INPUT, "'releases/2'",
			    public_volume_collect(volume, 10));

	assert_true(has_object(volume, "whose?"));
	assert_live(volume, 1, "live");
}

/* Publishes without end, each time with an object more. */
static void publish_for_ever(const char *path)
{
	int volume = -1, lock = -1;
	uint64_t n;

	if (err_report(fs_open_dir(path, &volume)) ||
	    err_report(public_volume_lock(volume, -1, &lock)) ||
	    err_report(public_volume_next_release(volume, &n)))
		_exit(1);
	for (;; n++) {
		char text[32];

		(void)snprintf(text, sizeof(text), "%llu",
			       (unsigned long long)n);
		if (err_report(publish(volume, n, n, text)) ||
		    err_report(public_volume_collect(volume, 3)))
			_exit(1);
	}
}

static void assert_live_is_whole(int volume)
{
	auto_release_index struct release_index *index = NULL;
	auto_free char *text = NULL;
	auto_close int fd = -1;
	char wanted[32];

	assert_ok(public_volume_open_current(volume, &index, &fd));
	text = read_page(volume, index);
	(void)snprintf(
		wanted, sizeof(wanted), "%llu",
		(unsigned long long)release_index_origin(index)->release);
	assert_string_equal(text, wanted);
}

static void a_publisher_killed_at_any_moment_leaves_a_whole_site(void **state)
{
	auto_close int volume = open_volume(state);
	auto_close int lock = -1;

	assert_ok(publish(volume, 1, 1, "1"));
	for (unsigned i = 0; i < 40; i++) {
		pid_t pid = fork();
		int status;

		assert_true(pid >= 0);
		if (!pid)
			publish_for_ever(*state);
		(void)usleep(700 * i);
		assert_live_is_whole(volume);
		assert_int_equal(kill(pid, SIGKILL), 0);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status));
		assert_live_is_whole(volume);
	}
	assert_ok(public_volume_lock(volume, 0, &lock));
	assert_ok(public_volume_collect(volume, 1));
	assert_live_is_whole(volume);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(nothing_is_live_before_the_first_release),
		test_in_dir(a_published_release_is_live),
		test_in_dir(a_release_is_never_written_over),
		test_in_dir(creating_a_volume_again_changes_nothing),
		test_in_dir(a_torn_object_is_written_again),
		test_in_dir(an_object_that_is_there_is_not_touched),
		test_in_dir(only_a_regular_file_of_the_right_size_is_an_object),
		test_in_dir(a_damaged_index_is_not_served),
		test_in_dir(current_leads_nowhere_but_to_a_release),
		test_in_dir(an_index_of_another_release_is_refused),
		test_in_dir(a_pinned_release_stays_until_the_source_moves_on),
		test_in_dir(a_pin_that_makes_no_sense_is_an_error),
		test_in_dir(two_publishers_exclude_each_other),
		test_in_dir(the_collector_keeps_the_newest),
		test_in_dir(the_collector_keeps_what_is_live_or_pinned),
		test_in_dir(the_collector_leaves_what_somebody_reads),
		test_in_dir(the_collector_removes_what_killed_publishers_left),
		test_in_dir(
			the_collector_spares_all_objects_beside_a_damaged_index),
		test_in_dir(
			a_publisher_killed_at_any_moment_leaves_a_whole_site),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
