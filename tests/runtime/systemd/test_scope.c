/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/cleanup.h"
#include "runtime/systemd/scope.h"

static void a_path_names_a_slice_and_a_scope(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct scope s = { 0 };

	(void)state;
	assert_ok(scope_parse("machine.slice:libpod:0a1b", false, "id", &arena,
			      &s));
	assert_string_equal(s.slice, "machine.slice");
	assert_string_equal(s.unit, "libpod-0a1b.scope");
	assert_false(s.user);
	assert_ok(scope_parse("user.slice::x", true, "id", &arena, &s));
	assert_string_equal(s.unit, "x.scope");
	assert_true(s.user);
}

static void what_is_not_said_is_as_usual(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct scope s = { 0 };

	(void)state;
	assert_ok(scope_parse(":a:b", false, "id", &arena, &s));
	assert_string_equal(s.slice, "system.slice");
	assert_ok(scope_parse(NULL, true, "id", &arena, &s));
	assert_string_equal(s.slice, "user.slice");
	assert_string_equal(s.unit, "id.scope");
}

static void other_paths_are_refused(void **state)
{
	static const char *const paths[] = {
		"",           "/a/b",          "a:b",         "a.slice:b:",
		"a:b:c",      "a.slice:b:/",   "a.slice:b: ", "a.slice:b:c:d",
		".slice:b:c", "a/b.slice:b:c",
	};
	auto_arena struct arena arena = { 0 };
	struct scope s = { 0 };
	char lengthy[300];

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		assert_fails_saying(
			&ERR_INPUT, "linux.cgroupsPath",
			scope_parse(paths[i], false, "id", &arena, &s));
	memset(lengthy, 'x', sizeof(lengthy));
	memcpy(lengthy, "::", 2);
	lengthy[sizeof(lengthy) - 1] = '\0';
	assert_fails(&ERR_INPUT, scope_parse(lengthy, false, "id", &arena, &s));
}

static bool says(const struct buf *body, const char *text)
{
	return memmem(body->data, body->len, text, strlen(text) + 1);
}

static void systemd_is_told_all_of_it(void **state)
{
	const struct scope s = { .slice = "a.slice", .unit = "b-c.scope" };
	auto_buf struct buf body = { 0 };
	const struct bus_message m = { .signature = "ss" };
	struct bus_message read = m;

	(void)state;
	scope_describe(&s, 77, &body);
	read.body = buf_str(&body);

	assert_string_equal(bus_read_string(&read, 0), "b-c.scope");
	assert_string_equal(bus_read_string(&read, 1), "fail");
	assert_true(says(&body, "a.slice"));
	assert_true(says(&body, "Delegate"));
	assert_true(says(&body, "PIDs"));
	assert_non_null(memmem(body.data, body.len, "\4\0\0\0\x4d\0\0\0", 8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_names_a_slice_and_a_scope),
		cmocka_unit_test(what_is_not_said_is_as_usual),
		cmocka_unit_test(other_paths_are_refused),
		cmocka_unit_test(systemd_is_told_all_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
