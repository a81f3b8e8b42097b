/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/image/needs.h"

#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static void a_program_needs_its_loader_and_its_libraries(void **state)
{
	auto_needs struct needs needs = { 0 };
	bool has_libc = false;
	(void)state;

	assert_ok(needs_find("/usr/bin/true", &needs));

	assert_non_null(needs.loader);
	assert_int_equal(access(needs.loader, X_OK), 0);
	for (size_t i = 0; i < needs.len; i++) {
		assert_int_equal(access(needs.libraries[i], R_OK), 0);
		has_libc |= strstr(needs.libraries[i], "/libc.so") != NULL;
	}
	assert_true(has_libc);
}

static void a_script_is_no_program(void **state)
{
	auto_free char *path = mem_printf("%s/script", (char *)*state);
	struct needs needs = { 0 };

	test_write_file(*state, "script",
			"#!/bin/sh\nexit 0 # a long line, so "
			"that an ELF header would fit in\n");

	assert_fails_saying(&ERR_INPUT, "not an ELF program",
			    needs_find(path, &needs));
}

static void a_truncated_file_is_no_program(void **state)
{
	auto_free char *path = mem_printf("%s/short", (char *)*state);
	struct needs needs = { 0 };

	test_write_file(*state, "short", "\177ELF");

	assert_fails_saying(&ERR_INPUT, "ends too early",
			    needs_find(path, &needs));
}

static void a_missing_program_is_named(void **state)
{
	struct needs needs = { 0 };
	(void)state;

	assert_fails_saying(&ERR_NOT_FOUND, "'/no/such/program'",
			    needs_find("/no/such/program", &needs));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_program_needs_its_loader_and_its_libraries),
		test_in_dir(a_script_is_no_program),
		test_in_dir(a_truncated_file_is_no_program),
		cmocka_unit_test(a_missing_program_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
