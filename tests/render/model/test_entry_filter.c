/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/model/entry_filter.h"

static void special_names_are_left_out(void **state)
{
	static const struct {
		const char *path;
		bool is_dir;
		bool accepted;
	} cases[] = {
		{ "about.md", false, true },
		{ "_layouts", true, false },
		{ ".git", true, false },
		{ "#notes#", false, false },
		{ "docs/.hidden", false, false },
		{ "docs/page.md~", false, false },
		{ ".htaccess", false, true },
		{ "_pages", true, true },
		{ "_pages/a.md", false, true },
		{ "node_modules", true, false },
		{ "vendor", true, true },
		{ "vendor/bundle", true, false },
		{ "Gemfile", false, false },
		{ "secret", true, false },
		{ "x.bak", false, false },
		{ "deep/x.bak", false, false },
		{ "bak.x", false, true },
	};
	auto_arena struct arena a = { 0 };
	struct config c;

	(void)state;
	assert_ok(config_parse(str_of("include: [.htaccess, _pages]\n"
				      "exclude: [secret/, '*.bak']\n"),
			       NULL, &a, &c));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (!entry_filter_refusal(&c, cases[i].path, NULL,
					  cases[i].is_dir) != cases[i].accepted)
			fail_msg("'%s'", cases[i].path);
}

static void the_special_folder_itself_does_not_count(void **state)
{
	auto_arena struct arena a = { 0 };
	struct config c;

	(void)state;
	assert_ok(config_parse(str_of(""), NULL, &a, &c));
	assert_null(entry_filter_refusal(&c, "_posts/a.md", "a.md", false));
	assert_non_null(
		entry_filter_refusal(&c, "_posts/_a.md", "_a.md", false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(special_names_are_left_out),
		cmocka_unit_test(the_special_folder_itself_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
