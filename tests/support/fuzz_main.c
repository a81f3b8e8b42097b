/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs a fuzz target over its corpus, tests/fuzz/corpus/<parser>/, each input
 * being a test: for compilers without libFuzzer, and for `make check`. The
 * program is called fuzz_<parser> and runs at the top of the tree.
 */
#include <errno.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/fuzz.h"
#include "tests/support/test.h"

#define MAX_INPUT_BYTES (16u << 20)

static void an_input_is_harmless(void **state)
{
	auto_buf struct buf input = { 0 };
	auto_close int dir = -1;

	assert_ok(fs_open_dir(".", &dir));
	assert_ok(fs_read_at(dir, *state, MAX_INPUT_BYTES, &input));
	assert_int_equal(
		LLVMFuzzerTestOneInput((uint8_t *)input.data, input.len), 0);
}

/* The inputs, as tests; nothing is freed, as the program ends soon. */
static fallible list_inputs(const char *folder, struct CMUnitTest **ret,
			    size_t *ret_len)
{
	struct fs_list list = { 0 };
	struct CMUnitTest *tests;
	int dir = -1;
	struct err *e;

	e = fs_open_dir(".", &dir);
	if (!e)
		e = fs_list_at(dir, folder, &list);
	if (e)
		return e;
	(void)close(dir);
	tests = mem_alloc_array(list.len, sizeof(*tests));
	for (size_t i = 0; i < list.len; i++)
		tests[i] = (struct CMUnitTest){
			.name = list.entries[i].name,
			.test_func = an_input_is_harmless,
			.initial_state = mem_printf("%s/%s", folder,
						    list.entries[i].name),
		};
	*ret = tests;
	*ret_len = list.len;
	return NULL;
}

int main(void)
{
	const char *parser = strchr(program_invocation_short_name, '_');
	static struct CMUnitTest *tests;
	auto_free char *folder = NULL;
	size_t len = 0;
	struct err *e;

	folder = mem_printf("tests/fuzz/corpus/%s", parser ? parser + 1 : "");
	e = list_inputs(folder, &tests, &len);
	if (e)
		return err_report(e);
	return _cmocka_run_group_tests(folder, tests, len, NULL, NULL);
}
