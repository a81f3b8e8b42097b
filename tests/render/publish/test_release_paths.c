/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/release_paths.h"

#include <stdlib.h>

#include "lib/mem.h"
#include "tests/support/test.h"

struct expected {
	const char *path;
	const char *location; /* "": a page */
};

static void check(const char *const *files, const struct expected *want)
{
	auto_arena struct arena arena = { 0 };
	struct release_entry *entries = NULL;
	size_t len = 0, cap = 0, i;

	for (; *files; files++) {
		entries = mem_grow(entries, len, &cap, sizeof *entries);
		entries[len++] = (struct release_entry){
			.path = str_of(*files),
			.status = 200,
		};
	}
	release_paths_add(&arena, &entries, &len, &cap);
	for (i = 0; want[i].path; i++) {
		assert_true(i < len);
		assert_true(str_is(entries[i].path, want[i].path));
		assert_true(str_is(entries[i].location, want[i].location));
		assert_int_equal(entries[i].status,
				 *want[i].location ? 301 : 200);
	}
	assert_int_equal(len, i);
	free(entries);
}

static void an_index_answers_for_its_folder(void **state)
{
	static const char *const files[] = { "/index.html", "/a b/index.html",
					     NULL };
	static const struct expected want[] = {
		{ "/", "" },           { "/a b", "/a%20b/" },
		{ "/a b/", "" },       { "/a b/index.html", "" },
		{ "/index.html", "" }, { NULL, NULL },
	};

	(void)state;
	check(files, want);
}

static void a_page_answers_without_its_extension(void **state)
{
	static const char *const files[] = { "/about.html", "/style.css",
					     NULL };
	static const struct expected want[] = {
		{ "/about", "" },
		{ "/about.html", "" },
		{ "/style.css", "" },
		{ NULL, NULL },
	};

	(void)state;
	check(files, want);
}

static void what_is_there_stays_what_it_is(void **state)
{
	static const char *const files[] = {
		"/a",      "/a.html",       "/a/index.html",
		"/b.html", "/b/index.html", NULL
	};
	static const struct expected want[] = {
		{ "/a", "" },    { "/a.html", "" },
		{ "/a/", "" },   { "/a/index.html", "" },
		{ "/b", "/b/" }, { "/b.html", "" },
		{ "/b/", "" },   { "/b/index.html", "" },
		{ NULL, NULL },
	};

	(void)state;
	check(files, want);
}

static void nothing_stays_nothing(void **state)
{
	static const char *const files[] = { NULL };
	static const struct expected want[] = { { NULL, NULL } };

	(void)state;
	check(files, want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_index_answers_for_its_folder),
		cmocka_unit_test(a_page_answers_without_its_extension),
		cmocka_unit_test(what_is_there_stays_what_it_is),
		cmocka_unit_test(nothing_stays_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
