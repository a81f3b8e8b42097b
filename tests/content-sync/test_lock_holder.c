/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/lock_holder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static void the_holder_is_read_from_proc_locks(void **state)
{
	static const char locks[] =
		"1: POSIX  ADVISORY  WRITE 11 08:01:77 0 EOF\n"
		"2: FLOCK  ADVISORY  WRITE 12 08:01:78 0 EOF\n"
		"2: -> FLOCK  ADVISORY  WRITE 13 08:01:77 0 EOF\n"
		"3: FLOCK  ADVISORY  READ  0 08:01:77 0 EOF\n"
		"4: FLOCK  ADVISORY  READ  1014 00:2f:77 0 EOF\n";

	(void)state;
	assert_int_equal(lock_holder_find(str_of(locks), 77), 1014);
	assert_int_equal(lock_holder_find(str_of(locks), 78), 12);
	assert_int_equal(lock_holder_find(str_of(locks), 79), 0);
	assert_int_equal(lock_holder_find(str_of("junk\n2: FLOCK"), 77), 0);
}

static void a_holder_that_can_be_seen_is_named(void **state)
{
	auto_free char *wanted =
		mem_printf("process %d (test_lock_holde)", (int)getpid());
	auto_free char *got = NULL;
	auto_close int dir = -1;
	auto_close int lock = -1;

	test_write_file(*state, "lock", "");
	assert_ok(fs_open_dir(*state, &dir));
	assert_ok(fs_open_at(dir, "lock", O_RDONLY, 0, &lock));
	assert_int_equal(flock(lock, LOCK_SH), 0);

	got = lock_holder_describe(dir, "lock");
	assert_string_equal(got, wanted);
}

static void nobody_is_named_who_cannot_be_seen(void **state)
{
	auto_free char *got = NULL;
	auto_close int dir = -1;

	test_write_file(*state, "lock", "");
	assert_ok(fs_open_dir(*state, &dir));

	got = lock_holder_describe(dir, "lock");
	assert_non_null(strstr(got, "cannot be seen"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_holder_is_read_from_proc_locks),
		test_in_dir(a_holder_that_can_be_seen_is_named),
		test_in_dir(nobody_is_named_who_cannot_be_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
