/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/publish/media_type.h"

static void names_tell_the_type(void **state)
{
	static const struct {
		const char *path;
		const char *type;
		bool text;
	} cases[] = {
		{ "a/index.html", "text/html; charset=utf-8", true },
		{ "IMAGE.PNG", "image/png", false },
		{ "feed.xml", "application/xml; charset=utf-8", true },
		{ "x.woff2", "font/woff2", false },
		{ "CNAME", "application/octet-stream", false },
		{ "", "application/octet-stream", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct media_type *t =
			media_type_of(str_of(cases[i].path));

		assert_string_equal(t->name, cases[i].type);
		assert_int_equal(t->text, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_tell_the_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
