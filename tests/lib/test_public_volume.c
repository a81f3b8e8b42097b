/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "tests/support/public_site.h"

static void nothing_is_live_before_the_first_release(void **state)
{
	auto_close int volume = public_site_open(state);
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
	auto_close int volume = public_site_open(state);
	uint64_t next = 0;

	assert_ok(public_site_publish(volume, 1, 1, "one"));
	public_site_assert_live(volume, 1, "one");
	assert_ok(public_site_publish(volume, 2, 2, "two"));
	public_site_assert_live(volume, 2, "two");

	assert_ok(public_volume_next_release(volume, &next));
	assert_int_equal(next, 3);
}

static void a_release_is_never_written_over(void **state)
{
	auto_close int volume = public_site_open(state);

	assert_ok(public_site_publish(volume, 1, 1, "one"));
	assert_fails(&ERR_EXISTS, public_site_publish(volume, 1, 2, "two"));

	public_site_assert_live(volume, 1, "one");
	assert_false(public_site_has(volume, "releases/1.tmp"));
}

static void creating_a_volume_again_changes_nothing(void **state)
{
	auto_close int volume = public_site_open(state);

	assert_ok(public_site_publish(volume, 1, 1, "one"));
	assert_ok(public_volume_create(volume));

	public_site_assert_live(volume, 1, "one");
}

static void a_torn_object_is_written_again(void **state)
{
	auto_close int volume = public_site_open(state);
	auto_free char *text = NULL;
	struct digest id;
	char path[PUBLIC_SITE_PATH_SIZE];
	int fd = -1;

	public_site_object_path("whole", path);
	test_write_file(*state, path, "wh");
	public_site_put(volume, "whole", &id);

	text = test_read_file(*state, path);
	assert_string_equal(text, "whole");
	assert_ok(public_volume_open_object(volume, &id, 5, &fd));
	(void)close(fd);
}

/* Puts the same objects as all the others, in the same order. */
static void *put_many(void *volume)
{
	struct err *e = NULL;

	for (int i = 0; !e && i < 300; i++) {
		auto_free char *text = mem_printf("object %d", i);
		struct digest id;

		digest_of(text, strlen(text), &id);
		e = public_volume_put_object(*(int *)volume, &id, text,
					     strlen(text));
	}
	return e;
}

static void threads_put_the_same_objects(void **state)
{
	auto_close int volume = public_site_open(state);
	pthread_t threads[4];

	for (int i = 0; i < 4; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, put_many, &volume),
			0);
	for (int i = 0; i < 4; i++) {
		void *e = NULL;

		assert_int_equal(pthread_join(threads[i], &e), 0);
		assert_ok(e);
	}
	for (int i = 0; i < 300; i++) {
		auto_free char *text = mem_printf("object %d", i);

		assert_true(public_site_has_object(volume, text));
	}
}

static void an_object_that_is_there_is_not_touched(void **state)
{
	auto_close int volume = public_site_open(state);
	struct stat before, after;
	struct digest id;
	char path[PUBLIC_SITE_PATH_SIZE];

	public_site_object_path("same", path);
	public_site_put(volume, "same", &id);
	assert_int_equal(fstatat(volume, path, &before, 0), 0);
	public_site_put(volume, "same", &id);

	assert_int_equal(fstatat(volume, path, &after, 0), 0);
	assert_int_equal(before.st_ino, after.st_ino);
}

static void only_a_regular_file_of_the_right_size_is_an_object(void **state)
{
	auto_close int volume = public_site_open(state);
	struct digest id;
	char path[PUBLIC_SITE_PATH_SIZE];
	int fd = -1;

	public_site_object_path("body", path);
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
	auto_close int volume = public_site_open(state);
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
	auto_close int volume = public_site_open(state);
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
	auto_close int volume = public_site_open(state);
	struct release_index *index = NULL;
	int fd = -1;

	assert_ok(public_site_publish(volume, 1, 1, "one"));
	assert_int_equal(renameat(volume, "releases/1", volume, "releases/2"),
			 0);
	assert_int_equal(unlinkat(volume, "current", 0), 0);
	assert_int_equal(symlinkat("releases/2", volume, "current"), 0);

	assert_fails(&ERR_INPUT,
		     public_volume_open_current(volume, &index, &fd));
}

static void a_pinned_release_stays_until_the_source_moves_on(void **state)
{
	auto_close int volume = public_site_open(state);

	assert_ok(public_site_publish(volume, 1, 5, "good"));
	test_write_file(*state, "pinned", "1 6\n");
	assert_ok(public_site_publish(volume, 2, 6, "bad"));
	public_site_assert_live(volume, 1, "good");
	assert_ok(public_site_publish(volume, 3, 7, "mended"));

	public_site_assert_live(volume, 3, "mended");
	assert_false(public_site_has(volume, "pinned"));
}

static void a_pin_that_makes_no_sense_is_an_error(void **state)
{
	static const char *const texts[] = { "",    "x",     "1",   "1 ",
					     "0 1", "1 2 3", "-1 2" };
	auto_close int volume = public_site_open(state);

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		test_write_file(*state, "pinned", texts[i]);
		assert_fails_saying(&ERR_INPUT, "pinned:",
				    public_site_publish(volume, 1, 1, "one"));
	}
}

static void *open_current(void *volume)
{
	struct release_index *index = NULL;
	int fd = -1;

	assert_ok(public_volume_open_current(*(int *)volume, &index, &fd));
	(void)close(fd);
	return index;
}

static void a_reader_that_comes_too_late_reads_the_next(void **state)
{
	auto_close int volume = public_site_open(state);
	auto_release_index struct release_index *index = NULL;
	void *result = NULL;
	pthread_t reader;
	int collector = -1;

	assert_ok(public_site_publish(volume, 1, 1, "one"));
	assert_ok(fs_open_at(volume, "releases/1", O_RDONLY, 0, &collector));
	assert_ok(fs_lock(collector, FS_LOCK_EXCLUSIVE, 0));
	assert_int_equal(pthread_create(&reader, NULL, open_current, &volume),
			 0);
	(void)usleep(10000);
	assert_ok(public_site_publish(volume, 2, 2, "two"));
	assert_int_equal(unlinkat(volume, "releases/1", 0), 0);
	(void)close(collector);
	assert_int_equal(pthread_join(reader, &result), 0);
	index = result;

	assert_int_equal(release_index_origin(index)->release, 2);
}

static void two_publishers_exclude_each_other(void **state)
{
	auto_close int volume = public_site_open(state);
	int first = -1, second = -1;

	assert_ok(public_volume_lock(volume, -1, &first));
	assert_fails(&FS_LOCKED, public_volume_lock(volume, 0, &second));
	assert_fails(&FS_LOCKED, public_volume_lock(volume, 20, &second));
	assert_int_equal(second, -1);
	(void)close(first);

	assert_ok(public_volume_lock(volume, 0, &second));
	(void)close(second);
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
		if (err_report(public_site_publish(volume, n, n, text)) ||
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
	text = public_site_read(volume, index);
	(void)snprintf(
		wanted, sizeof(wanted), "%llu",
		(unsigned long long)release_index_origin(index)->release);
	assert_string_equal(text, wanted);
}

static void a_publisher_killed_at_any_moment_leaves_a_whole_site(void **state)
{
	auto_close int volume = public_site_open(state);
	auto_close int lock = -1;

	assert_ok(public_site_publish(volume, 1, 1, "1"));
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
		test_in_dir(threads_put_the_same_objects),
		test_in_dir(an_object_that_is_there_is_not_touched),
		test_in_dir(only_a_regular_file_of_the_right_size_is_an_object),
		test_in_dir(a_damaged_index_is_not_served),
		test_in_dir(current_leads_nowhere_but_to_a_release),
		test_in_dir(an_index_of_another_release_is_refused),
		test_in_dir(a_pinned_release_stays_until_the_source_moves_on),
		test_in_dir(a_pin_that_makes_no_sense_is_an_error),
		test_in_dir(a_reader_that_comes_too_late_reads_the_next),
		test_in_dir(two_publishers_exclude_each_other),
		test_in_dir(
			a_publisher_killed_at_any_moment_leaves_a_whole_site),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
