/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/source_failure.h"

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "tests/support/test.h"

static int open_volume(void **state)
{
	int fd = -1;

	assert_ok(fs_open_dir(*state, &fd));
	return fd;
}

static void note(int volume, const char *text, int64_t now)
{
	struct err *e = err_wrap(err_new(&ERR_DENIED, "%s", text), "fetch");

	assert_ok(source_failure_note(volume, e, now));
	err_drop(e);
}

static void a_failure_is_kept_since_the_first_in_a_row(void **state)
{
	auto_source_failure struct source_failure f = { 0 };
	auto_close int volume = open_volume(state);

	note(volume, "'x' is away", 100);
	note(volume, "'x' has \"no\" branch", 200);
	assert_ok(source_failure_read(volume, &f));

	assert_int_equal(f.since, 100);
	assert_string_equal(f.text, "fetch: 'x' has \"no\" branch");
}

static void a_pull_that_works_ends_it(void **state)
{
	struct source_failure f = { 0 };
	auto_close int volume = open_volume(state);

	note(volume, "'x' is away", 100);
	assert_ok(source_failure_note(volume, NULL, 200));
	assert_ok(source_failure_note(volume, NULL, 300));
	assert_ok(source_failure_read(volume, &f));

	assert_null(f.text);
}

static void a_damaged_record_is_none(void **state)
{
	struct source_failure f = { 0 };
	auto_close int volume = open_volume(state);

	test_write_file(*state, "failure.json", "{ \"since\": ");
	assert_ok(source_failure_read(volume, &f));

	assert_null(f.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_failure_is_kept_since_the_first_in_a_row),
		test_in_dir(a_pull_that_works_ends_it),
		test_in_dir(a_damaged_record_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
