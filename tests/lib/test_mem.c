/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

static void an_array_grows_by_doubling(void **state)
{
	auto_free int *items = NULL;
	size_t cap = 0, moves = 0;

	(void)state;
	for (size_t len = 0; len < 100000; len++) {
		size_t before = cap;

		items = mem_grow(items, len, &cap, sizeof(*items));
		assert_true(cap > len);
		moves += cap != before;
		items[len] = (int)len;
	}
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(items[i], i);
	assert_true(moves < 20);
}

static void copies_are_whole(void **state)
{
	auto_free char *nul = mem_strndup("a\0b", 3);
	auto_free char *dup = mem_dup("xy", 2);
	auto_free char *text = mem_printf("%s-%03d", "a", 7);

	(void)state;
	assert_memory_equal(nul, "a\0b", 4);
	assert_memory_equal(dup, "xy", 2);
	assert_string_equal(text, "a-007");
	assert_null(mem_strdup(NULL));
}

/* Status of a child that asks for too much. */
static int ask(size_t n, size_t size)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (!pid) {
		const struct rlimit no_core = { 0, 0 };

		(void)setrlimit(RLIMIT_CORE, &no_core);
		(void)close(STDERR_FILENO);
		(void)signal(SIGABRT, SIG_DFL);
		_exit(mem_alloc_array(n, size) == NULL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void an_overflow_ends_the_program(void **state)
{
	int status = ask(SIZE_MAX / 2, 4);

	(void)state;
	assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(ask(4, 4), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_array_grows_by_doubling),
		cmocka_unit_test(copies_are_whole),
		cmocka_unit_test(an_overflow_ends_the_program),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
