/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/container/container_status.h"
#include "runtime/container/state.h"

static void ids_that_could_be_anything_else_are_refused(void **state)
{
	static const char *const bad[] = { "",    ".",       "..",
					   "a/b", "-x",      "a b",
					   "a\n", ".hidden", "\xc3\xa9" };
	char longest[66];

	(void)state;
	memset(longest, 'a', sizeof(longest));
	longest[65] = '\0';

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_fails(&ERR_INPUT, state_check_id(bad[i]));
	assert_fails(&ERR_INPUT, state_check_id(longest));
	longest[64] = '\0';
	assert_ok(state_check_id(longest));
	assert_ok(state_check_id("A-b_c.9"));
}

static void a_state_is_found_again(void **state)
{
	auto_free char *root = mem_printf("%s/new/root", (char *)*state);
	const struct state written = {
		.process = { .pid = 5, .start_time = 6 },
		.started_ms = 7,
		.bundle = (char *)"/bundle",
	};
	auto_state struct state read = { 0 };
	auto_close int made = -1, found = -1;

	assert_ok(state_create(root, "one", &made));
	assert_ok(state_write(made, &written));
	assert_ok(state_open(root, "one", &found));
	assert_ok(state_read(found, &read));

	assert_int_equal(read.process.pid, 5);
	assert_int_equal(read.process.start_time, 6);
	assert_int_equal(read.started_ms, 7);
	assert_string_equal(read.bundle, "/bundle");
}

static void its_folders_are_private(void **state)
{
	auto_free char *root = mem_printf("%s/root", (char *)*state);
	auto_free char *path = mem_printf("%s/containers/one", root);
	auto_close int dir = -1;
	struct stat st;

	assert_ok(state_create(root, "one", &dir));

	assert_int_equal(stat(root, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
}

static void an_id_is_given_once(void **state)
{
	auto_close int first = -1, second = -1;

	assert_ok(state_create(*state, "one", &first));

	assert_fails(&CONTAINER_EXISTS, state_create(*state, "one", &second));
	assert_int_equal(second, -1);
}

static void what_was_removed_is_unknown(void **state)
{
	auto_close int made = -1, found = -1;
	struct state s;
	struct state_exit x;

	assert_fails(&CONTAINER_UNKNOWN, state_open(*state, "one", &found));
	assert_ok(state_create(*state, "one", &made));
	assert_fails(&ERR_NOT_FOUND, state_read(made, &s));
	assert_fails(&ERR_NOT_FOUND, state_read_exit(made, &x));
	assert_ok(state_remove(*state, "one", made));
	assert_fails(&CONTAINER_UNKNOWN, state_open(*state, "one", &found));
	assert_ok(state_remove(*state, "one", made));
}

static void a_namesake_is_not_removed(void **state)
{
	auto_close int first = -1, second = -1, found = -1;

	assert_ok(state_create(*state, "one", &first));
	assert_ok(state_remove(*state, "one", first));
	assert_ok(state_create(*state, "one", &second));
	assert_ok(state_remove(*state, "one", first));

	assert_ok(state_open(*state, "one", &found));
}

static void an_exit_status_is_kept(void **state)
{
	const struct state_exit written = { 137, 99 };
	struct state_exit read = { 0 };
	auto_close int dir = -1;

	assert_ok(state_create(*state, "one", &dir));
	assert_ok(state_write_exit(dir, &written));
	assert_ok(state_read_exit(dir, &read));

	assert_int_equal(read.status, 137);
	assert_int_equal(read.finished_ms, 99);
}

static void containers_are_listed_in_order(void **state)
{
	auto_close int a = -1, b = -1;
	char **ids = NULL;
	size_t len = 9;

	assert_ok(state_list(*state, &ids, &len));
	assert_int_equal(len, 0);
	free(ids);
	assert_ok(state_create(*state, "b", &b));
	assert_ok(state_create(*state, "a", &a));
	assert_ok(state_list(*state, &ids, &len));

	assert_int_equal(len, 2);
	assert_string_equal(ids[0], "a");
	assert_string_equal(ids[1], "b");
	free(ids[0]);
	free(ids[1]);
	free(ids);
}

static void only_an_empty_log_goes_with_its_container(void **state)
{
	auto_free char *full = state_log_path(*state, "full");
	auto_free char *empty = state_log_path(*state, "empty");
	auto_close int a = -1, b = -1;

	assert_ok(state_open_log(*state, "full", &a));
	assert_ok(state_open_log(*state, "empty", &b));
	assert_int_equal(write(a, "x", 1), 1);
	assert_ok(state_remove_empty_log(*state, "full"));
	assert_ok(state_remove_empty_log(*state, "empty"));

	assert_int_equal(access(full, F_OK), 0);
	assert_int_equal(access(empty, F_OK), -1);
}

/* Nobody runs it, and nobody holds it: its maker was killed. */
static void a_container_without_a_maker_has_ended(void **state)
{
	struct container_status s = { 0 };
	int dir = -1;

	assert_ok(state_create(*state, "one", &dir));
	assert_ok(container_read_status(*state, "one", &s));
	assert_int_equal(s.phase, CONTAINER_CREATING);
	(void)close(dir);
	assert_ok(container_read_status(*state, "one", &s));

	assert_int_equal(s.phase, CONTAINER_ENDED);
	assert_int_equal(s.exit_status, CONTAINER_EXIT_UNKNOWN);
	assert_ok(container_delete(*state, "one", false));
}

/* Its pid belongs to another process now: to this test. */
static void a_reused_pid_is_not_the_container(void **state)
{
	struct state mine = { .bundle = (char *)"" };
	struct container_status s = { 0 };
	int dir = -1;

	assert_ok(live_process_identify(getpid(), &mine.process));
	assert_ok(state_create(*state, "one", &dir));
	assert_ok(state_write(dir, &mine));
	(void)close(dir);
	assert_ok(container_read_status(*state, "one", &s));
	assert_int_equal(s.phase, CONTAINER_RUNNING);

	mine.process.start_time--;
	assert_ok(state_open(*state, "one", &dir));
	assert_ok(state_write(dir, &mine));
	(void)close(dir);
	assert_ok(container_read_status(*state, "one", &s));

	assert_int_equal(s.phase, CONTAINER_ENDED);
	assert_fails(&CONTAINER_STOPPED, container_kill(*state, "one", 9));
	assert_ok(container_delete(*state, "one", true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_that_could_be_anything_else_are_refused),
		test_in_dir(a_state_is_found_again),
		test_in_dir(its_folders_are_private),
		test_in_dir(an_id_is_given_once),
		test_in_dir(what_was_removed_is_unknown),
		test_in_dir(a_namesake_is_not_removed),
		test_in_dir(an_exit_status_is_kept),
		test_in_dir(containers_are_listed_in_order),
		test_in_dir(only_an_empty_log_goes_with_its_container),
		test_in_dir(a_container_without_a_maker_has_ended),
		test_in_dir(a_reused_pid_is_not_the_container),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
