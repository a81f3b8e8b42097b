/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/log_view.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

#define AT(seconds) "1970-01-01T00:00:" seconds "Z "

/* What is shown of two logs. */
static char *show(const char *dir, struct log_view *v)
{
	auto_free char *a = mem_printf("%s/one/a", dir);
	auto_free char *b = mem_printf("%s/two/b", dir);
	auto_free char *shown = mem_printf("%s/shown", dir);
	auto_close int fd = open(shown, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	auto_close int before = dup(STDOUT_FILENO);
	struct log_source sources[2];

	log_source_init(&sources[0], a, "a | ");
	log_source_init(&sources[1], b, "b | ");
	v->sources = sources;
	v->len = 2;
	assert_true(dup2(fd, STDOUT_FILENO) >= 0);
	assert_ok(log_view_show(v));
	assert_true(dup2(before, STDOUT_FILENO) >= 0);
	log_source_release(&sources[0]);
	log_source_release(&sources[1]);
	return test_read_file(dir, "shown");
}

static void lines_are_merged_by_their_times(void **state)
{
	struct log_view v = { .last = LOG_VIEW_ALL };
	auto_free char *text = NULL;

	test_write_file(*state, "one/a",
			AT("01.000") "1\n" AT("03.000") "3\n  3b\n");
	test_write_file(*state, "two/b",
			"? - - [01/Jan/1970:00:00:02 +0000] 2\n" AT(
				"03.000") "4\n" AT("03.001") "5\n");
	text = show(*state, &v);

	assert_string_equal(
		text,
		"a | " AT(
			"01.000") "1\n"
				  "b | ? - - [01/Jan/1970:00:00:02 +0000] 2\n"
				  "a | " AT(
					  "03.000") "3\n"
						    "a |   3b\n"
						    "b | " AT(
							    "03.000") "4\n"
								      "b | " AT(
									      "03.001") "5\n");
}

static void the_last_lines_are_those_of_all(void **state)
{
	struct log_view v = { .last = 2 };
	struct log_view none = { .last = 0 };
	auto_free char *text = NULL;
	auto_free char *nothing = NULL;

	test_write_file(*state, "one/a", AT("01.000") "1\n" AT("04.000") "4\n");
	test_write_file(*state, "two/b", AT("02.000") "2\n" AT("03.000") "3\n");
	text = show(*state, &v);
	nothing = show(*state, &none);

	assert_string_equal(text,
			    "b | " AT("03.000") "3\n"
						"a | " AT("04.000") "4\n");
	assert_string_equal(nothing, "");
}

static void older_lines_are_left_out(void **state)
{
	struct log_view v = { .last = 1, .since_ms = 2000 };
	struct log_view all = { .last = LOG_VIEW_ALL, .since_ms = 2000 };
	auto_free char *text = NULL;
	auto_free char *last = NULL;

	test_write_file(*state, "one/a", AT("01.999") "1\n" AT("02.000") "2\n");
	test_write_file(*state, "two/b", AT("01.000") "0\n");
	text = show(*state, &all);
	last = show(*state, &v);

	assert_string_equal(text, "a | " AT("02.000") "2\n");
	assert_string_equal(last, text);
}

static void control_characters_are_made_harmless(void **state)
{
	struct log_view v = { .last = LOG_VIEW_ALL };
	auto_free char *text = NULL;

	test_write_file(*state, "one/a", "a\x1b]0;title\x07\n");
	text = show(*state, &v);

	assert_string_equal(text, "a | a?]0;title?\n");
}

static bool is_over(const void *of)
{
	unsigned *asked = (unsigned *)of;

	return ++*asked > 0;
}

/* What was written before the end is shown. */
static void following_ends_when_it_is_over(void **state)
{
	unsigned asked = 0;
	struct log_view v = { .last = LOG_VIEW_ALL,
			      .follow = true,
			      .is_over = is_over,
			      .of = &asked };
	auto_free char *text = NULL;
	pid_t child;

	test_write_file(*state, "one/a", "1\n");
	test_write_file(*state, "two/b", "");
	child = fork();
	if (child == 0) {
		/* Changes come again and again, and one after it watches. */
		for (;;)
			test_write_file(*state, "two/b", "2\n");
	}
	text = show(*state, &v);
	(void)kill(child, SIGKILL);
	(void)waitpid(child, NULL, 0);

	assert_int_equal(asked, 1);
	assert_memory_equal(text, "a | 1\n", 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(lines_are_merged_by_their_times),
		test_in_dir(the_last_lines_are_those_of_all),
		test_in_dir(older_lines_are_left_out),
		test_in_dir(control_characters_are_made_harmless),
		test_in_dir(following_ends_when_it_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
