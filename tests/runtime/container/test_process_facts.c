/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <unistd.h>

#include "runtime/container/process_facts.h"

static const char status[] = "Name:\tsle\\nep\x1b)\n"
			     "Umask:\t0022\n"
			     "State:\tS (sleeping)\n"
			     "Tgid:\t99\n"
			     "Pid:\t77\n"
			     "Uid:\t1000\t1001\t1002\t1003\n"
			     "NSpid:\t77\t12\t3\n"
			     "VmRSS:\t     640 kB\n";
static const char stat[] = "77 (x) y) 1) S 1 2 3 4 5 6 7 8 9 10 250 51 0 0 20 "
			   "0 1 0 17\n";

static void all_is_taken_from_the_kernel(void **state)
{
	struct process_facts f = { 0 };

	(void)state;
	assert_ok(process_facts_parse(str_of(status), str_of(stat), 100, &f));

	assert_int_equal(f.pid, 77);
	assert_int_equal(f.inside, 3);
	assert_int_equal(f.uid, 1001);
	assert_int_equal(f.state, 'S');
	assert_int_equal(f.memory, 640 * 1024);
	assert_int_equal(f.used_ms, 3010);
	assert_string_equal(f.name, "sle\\nep?)");
}

static void one_that_has_ended_has_no_memory(void **state)
{
	struct process_facts f = { 0 };

	(void)state;
	assert_ok(process_facts_parse(
		str_of("Name:\tz\nState:\tZ (zombie)\nPid:\t7\nUid:\t0\t0\n"
		       "NSpid:\t7\n"),
		str_of(stat), 100, &f));

	assert_int_equal(f.memory, 0);
	assert_int_equal(f.inside, 7);
}

static void what_makes_no_sense_is_an_error(void **state)
{
	struct process_facts f = { 0 };

	(void)state;
	assert_fails(&ERR_SYSTEM,
		     process_facts_parse(str_of(""), str_of(""), 100, &f));
	assert_fails(&ERR_SYSTEM,
		     process_facts_parse(str_of(status), str_of("77 (x) S 1 2"),
					 100, &f));
	assert_fails(&ERR_SYSTEM, process_facts_parse(str_of(status),
						      str_of("77"), 100, &f));
}

static void we_are_there_ourselves(void **state)
{
	struct process_facts f = { 0 };

	(void)state;
	assert_ok(process_facts_read(getpid(), &f));

	assert_int_equal(f.pid, getpid());
	assert_int_equal(f.uid, geteuid());
	assert_int_equal(f.state, 'R');
	assert_true(f.memory > 0);
	assert_fails(&ERR_NOT_FOUND, process_facts_read(0x7fffffff, &f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_is_taken_from_the_kernel),
		cmocka_unit_test(one_that_has_ended_has_no_memory),
		cmocka_unit_test(what_makes_no_sense_is_an_error),
		cmocka_unit_test(we_are_there_ourselves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
