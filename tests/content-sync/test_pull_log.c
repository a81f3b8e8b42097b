/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/pull_log.h"

#include <errno.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/stderr_text.h"
#include "tests/support/test.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static const struct pull_result first = { .sequence = 1, .id = A };
static const struct pull_result changed = { .changed = true,
					    .sequence = 2,
					    .id = B,
					    .was = A,
					    .files = 3,
					    .fetch_ms = 40,
					    .checkout_ms = 5 };
static const struct pull_result same = { .sequence = 2, .id = B };

static void assert_said(struct stderr_text *t, const char *text)
{
	auto_free char *said = stderr_text_end(t);
	auto_free char *wanted =
		*text ? mem_printf("%s: %s\n", program_invocation_short_name,
				   text)
		      : mem_strdup("");

	assert_string_equal(said, wanted);
}

static void say_result(struct pull_log *l, const struct pull_result *r,
		       const char *text)
{
	struct stderr_text t;

	stderr_text_begin(&t);
	pull_log_result(l, r);
	assert_said(&t, text);
}

static void say_failure(struct pull_log *l, const char *why, const char *text)
{
	struct stderr_text t;

	stderr_text_begin(&t);
	pull_log_failure(l, err_new(&ERR_INPUT, "%s", why));
	assert_said(&t, text);
}

static void only_what_is_new_is_told(void **state)
{
	auto_pull_log struct pull_log l = { 0 };

	(void)state;
	say_result(&l, &first, "commit aaaaaaa is here already");
	say_result(&l, &first, "");
	say_result(&l, &changed,
		   "commit aaaaaaa..bbbbbbb: 3 files, fetched in 40 ms, "
		   "checked out in 5 ms");
	say_result(&l, &same, "");
}

static void the_first_commit_comes_from_nothing(void **state)
{
	const struct pull_result r = {
		.changed = true, .sequence = 1, .id = A, .files = 1
	};
	auto_pull_log struct pull_log l = { 0 };

	(void)state;
	say_result(&l, &r,
		   "commit aaaaaaa: 1 file, fetched in 0 ms, checked out in 0 "
		   "ms");
}

static void a_failing_remote_is_told_once_for_each_reason(void **state)
{
	auto_pull_log struct pull_log l = { 0 };

	(void)state;
	say_failure(&l, "no answer", "no answer [input]");
	say_failure(&l, "no answer", "");
	say_failure(&l, "no answer", "");
	say_failure(&l, "denied", "denied [input]");
	say_failure(&l, "denied", "");
}

static void a_remote_that_works_again_is_told_once(void **state)
{
	auto_pull_log struct pull_log l = { .sequence = 2, .id = B };

	(void)state;
	say_failure(&l, "no answer", "no answer [input]");
	say_failure(&l, "no answer", "");
	say_result(&l, &same,
		   "the repository can be pulled again, after 2 failures");
	say_result(&l, &same, "");
	say_failure(&l, "no answer", "no answer [input]");
}

static void what_another_pull_brought_is_told_once(void **state)
{
	auto_pull_log struct pull_log l = { .sequence = 1, .id = A };
	const struct source_state s = { .sequence = 2,
					.phase = SOURCE_READY,
					.commit = (char *)B };
	struct stderr_text t;

	(void)state;
	stderr_text_begin(&t);
	pull_log_state(&l, &s);
	pull_log_state(&l, &s);
	pull_log_result(&l, &same);
	assert_said(&t, "commit aaaaaaa..bbbbbbb: pulled on request");
}

static void what_another_pull_brings_just_now_is_told_by_ours(void **state)
{
	auto_pull_log struct pull_log l = { .sequence = 1, .id = A };
	const struct source_state half = { .sequence = 2,
					   .phase = SOURCE_UPDATING,
					   .commit = (char *)B };
	struct stderr_text t;

	(void)state;
	stderr_text_begin(&t);
	pull_log_state(&l, &half);
	pull_log_result(&l, &same);
	assert_said(&t, "commit aaaaaaa..bbbbbbb: pulled on request");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_new_is_told),
		cmocka_unit_test(the_first_commit_comes_from_nothing),
		cmocka_unit_test(a_failing_remote_is_told_once_for_each_reason),
		cmocka_unit_test(a_remote_that_works_again_is_told_once),
		cmocka_unit_test(what_another_pull_brought_is_told_once),
		cmocka_unit_test(
			what_another_pull_brings_just_now_is_told_by_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
