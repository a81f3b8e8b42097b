/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs the cases of tests/conformance/liquid/golden_liquid.json, a test each.
 * The file "differences" beside it names those that are meant to fail.
 */
#include <stdio.h>
#include <stdlib.h>

#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "tests/support/liquid_case.h"
#include "tests/support/test.h"

#define FOLDER "tests/conformance/liquid"

static bool has_tag(const struct data *test, const char *tag)
{
	const struct data *tags = data_get(test, "tags");

	for (size_t i = 0; tags && i < tags->list.len; i++)
		if (str_is(tags->list.items[i].string, tag))
			return true;
	return false;
}

static bool is_expected(const struct data *test, struct err *e, struct str out)
{
	const struct data *result = data_get(test, "result");
	const struct data *results = data_get(test, "results");

	if (data_get(test, "invalid"))
		return e;
	if (e)
		return false;
	if (result)
		return str_eq(result->string, out);
	for (size_t i = 0; i < results->list.len; i++)
		if (str_eq(results->list.items[i].string, out))
			return true;
	return false;
}

/* Run the case and say what came out, if that is not what should. */
static bool passes(const struct data *test)
{
	auto_buf struct buf out = { 0 };
	auto_buf struct buf text = { 0 };
	struct liquid_case k = liquid_case_of(test);
	struct err *e;
	bool ok;

	if (has_tag(test, "strict") || has_tag(test, "strict2"))
		k.config.mode = DIALECT_STRICT;
	e = liquid_case_run(&k, 1, &out);
	ok = is_expected(test, e, buf_str(&out));
	if (e)
		err_describe(e, &text);
	if (!ok)
		printf("%s: got %s%.*s\n",
		       data_get(test, "template")->string.data,
		       e ? "the error " : "",
		       STR_FMT(buf_str(e ? &text : &out)));
	err_drop(e);
	return ok;
}

/* A case, and whether it is one of those that differ. */
struct golden {
	const struct data *test;
	bool differs;
};

static void renders_as_the_reference_does(void **state)
{
	const struct golden *g = *state;

	assert_true(passes(g->test) != g->differs);
}

static struct str read_file(int dir, const char *path, struct buf *b)
{
	assert_ok(fs_read_at(dir, path, JSON_MAX_BYTES, b));
	return buf_str(b);
}

/* A line of "differences" is the name of a case, a tab, and the reason. */
static bool is_listed(struct str differences, struct str name)
{
	struct str line, listed;

	while (str_split(&differences, '\n', &line))
		if (str_split(&line, '\t', &listed) && str_eq(listed, name))
			return true;
	return false;
}

static size_t count_lines(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.data[i] == '\n';
	return n;
}

int main(void)
{
	auto_arena struct arena a = { 0 };
	auto_buf struct buf json = { 0 };
	auto_buf struct buf differences = { 0 };
	struct CMUnitTest *units;
	struct golden *cases;
	const struct data *tests;
	struct data suite;
	size_t listed = 0;
	int dir, failed;

	assert_ok(fs_open_dir(FOLDER, &dir));
	assert_ok(json_parse(read_file(dir, "golden_liquid.json", &json),
			     "golden_liquid.json", &a, &suite));
	(void)read_file(dir, "differences", &differences);
	tests = data_get(&suite, "tests");
	units = arena_alloc_array(&a, tests->list.len, sizeof(*units));
	cases = arena_alloc_array(&a, tests->list.len, sizeof(*cases));
	for (size_t i = 0; i < tests->list.len; i++) {
		const struct data *test = &tests->list.items[i];
		struct str name = data_get(test, "name")->string;

		cases[i].test = test;
		cases[i].differs = is_listed(buf_str(&differences), name);
		listed += cases[i].differs;
		units[i] = (struct CMUnitTest){
			.name = name.data,
			.test_func = renders_as_the_reference_does,
			.initial_state = &cases[i],
		};
	}
	failed = _cmocka_run_group_tests("golden liquid", units,
					 tests->list.len, NULL, NULL);
	if (listed != count_lines(buf_str(&differences))) {
		printf("differences lists a case that is not there\n");
		return 1;
	}
	return failed;
}
