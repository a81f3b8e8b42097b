/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/supervisor_record.h"

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "tests/support/test.h"

static void a_successor_reads_what_was_written(void **state)
{
	const struct supervisor_record written = {
		{ 1, 0, 99 }, { (char *)"find 'x'\nfirst", NULL, NULL }
	};
	auto_supervisor_record struct supervisor_record read = { 0 };
	auto_close int dir = -1;

	assert_ok(fs_open_dir(*state, &dir));
	assert_ok(supervisor_record_write(dir, &written));
	assert_ok(supervisor_record_read(dir, &read));

	assert_memory_equal(read.restarts, written.restarts,
			    sizeof(read.restarts));
	assert_string_equal(read.failures[ROLE_SYNC],
			    written.failures[ROLE_SYNC]);
	assert_null(read.failures[ROLE_SERVE]);
}

static void no_record_is_all_zeros(void **state)
{
	struct supervisor_record read = { { 7, 7, 7 }, { 0 } };
	auto_close int dir = -1;

	assert_ok(fs_open_dir(*state, &dir));
	assert_ok(supervisor_record_read(dir, &read));

	assert_int_equal(read.restarts[ROLE_RENDER], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_successor_reads_what_was_written),
		test_in_dir(no_record_is_all_zeros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
