/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/model/slug.h"

static void slugs_are_those_of_jekyll(void **state)
{
	static const struct {
		const char *text;
		enum slug_mode mode;
		bool cased;
		const char *slug;
	} cases[] = {
		{ "The _config.yml file", SLUG_DEFAULT, false,
		  "the-config-yml-file" },
		{ "The _config.yml file", SLUG_PRETTY, false,
		  "the-_config.yml-file" },
		{ "The _config.yml file", SLUG_RAW, false,
		  "the-_config.yml-file" },
		{ "The Title", SLUG_DEFAULT, true, "The-Title" },
		{ "  --Über uns!  ", SLUG_DEFAULT, false, "über-uns" },
		{ "Über uns", SLUG_ASCII, false, "ber-uns" },
		{ "Über Crème", SLUG_LATIN, false, "uber-creme" },
		{ "日本 語", SLUG_DEFAULT, false, "日本-語" },
		{ "!!!", SLUG_DEFAULT, false, "" },
		{ "A B!", SLUG_NONE, false, "a b!" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_buf struct buf out = { 0 };

		slug_make(str_of(cases[i].text), cases[i].mode, cases[i].cased,
			  &out);
		assert_string_equal(out.len ? out.data : "", cases[i].slug);
	}
}

static void modes_have_names(void **state)
{
	(void)state;
	assert_int_equal(slug_mode_named(str_of("pretty")), SLUG_PRETTY);
	assert_int_equal(slug_mode_named(str_of("latin")), SLUG_LATIN);
	assert_int_equal(slug_mode_named(str_of("none")), SLUG_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slugs_are_those_of_jekyll),
		cmocka_unit_test(modes_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
