/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/target.h"

#include <string.h>

#include "tests/support/test.h"

static const struct {
	const char *raw;
	enum target_kind kind;
	const char *path;
	const char *query;
} cases[] = {
	{ "/", TARGET_PATH, "/", NULL },
	{ "/a/b.html", TARGET_PATH, "/a/b.html", NULL },
	{ "/a?b=c?d", TARGET_PATH, "/a", "b=c?d" },
	{ "/a?", TARGET_PATH, "/a", "" },
	{ "/a%20b+c", TARGET_PATH, "/a b+c", NULL },
	{ "/%c3%A9", TARGET_PATH, "/\xc3\xa9", NULL },
	{ "/\xc3\xa9", TARGET_PATH, "/\xc3\xa9", NULL },
	{ "/a/../b", TARGET_PATH, "/a/../b", NULL },
	{ "/%2e%2e/x", TARGET_PATH, "/../x", NULL },
	{ "//x.example/y", TARGET_PATH, "//x.example/y", NULL },
	{ "/%0d%0aX:y", TARGET_PATH, "/\r\nX:y", NULL },
	{ "/a?%zz", TARGET_PATH, "/a", "%zz" },
	{ "/a%2Fb", TARGET_NOWHERE, NULL, NULL },
	{ "/a%2fb?q", TARGET_NOWHERE, NULL, "q" },
	{ "http://x.example/y?z", TARGET_PATH, "/y", "z" },
	{ "HTTPS://x.example", TARGET_PATH, "/", NULL },
	{ "http://x.example?z", TARGET_PATH, "/", "z" },
	{ "*", TARGET_SERVER, NULL, NULL },
	{ "", TARGET_BAD, NULL, NULL },
	{ "x", TARGET_BAD, NULL, NULL },
	{ "x.example:80", TARGET_BAD, NULL, NULL },
	{ "ftp://x.example/y", TARGET_BAD, NULL, NULL },
	{ "http:///y", TARGET_BAD, NULL, NULL },
	{ "http://", TARGET_BAD, NULL, NULL },
	{ "/a#b", TARGET_BAD, NULL, NULL },
	{ "/a b", TARGET_BAD, NULL, NULL },
	{ "/a\tb", TARGET_BAD, NULL, NULL },
	{ "/a\x7f", TARGET_BAD, NULL, NULL },
	{ "/%", TARGET_BAD, NULL, NULL },
	{ "/%4", TARGET_BAD, NULL, NULL },
	{ "/%4g", TARGET_BAD, NULL, NULL },
	{ "/%g4", TARGET_BAD, NULL, NULL },
	{ "/%00", TARGET_BAD, NULL, NULL },
	{ "/a%00.html", TARGET_BAD, NULL, NULL },
	{ "/%2f%00", TARGET_BAD, NULL, NULL },
};

static void targets_are_taken_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_buf struct buf path = { 0 };
		struct target t;

		target_parse(str_of(cases[i].raw), &path, &t);

		if (t.kind != cases[i].kind)
			fail_msg("'%s' is of kind %d", cases[i].raw, t.kind);
		if (cases[i].path)
			assert_string_equal(path.data, cases[i].path);
		if (cases[i].query)
			assert_true(str_is(t.query, cases[i].query));
		else
			assert_null(t.query.data);
	}
}

static void length_is_limited(void **state)
{
	static char raw[TARGET_MAX_BYTES + 1];
	auto_buf struct buf path = { 0 };
	struct target t;

	(void)state;
	memset(raw, 'a', sizeof(raw));
	raw[0] = '/';

	target_parse(str_n(raw, TARGET_MAX_BYTES), &path, &t);
	assert_int_equal(t.kind, TARGET_PATH);
	assert_int_equal(path.len, TARGET_MAX_BYTES);
	target_parse(str_n(raw, TARGET_MAX_BYTES + 1), &path, &t);
	assert_int_equal(t.kind, TARGET_LONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(targets_are_taken_apart),
		cmocka_unit_test(length_is_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
