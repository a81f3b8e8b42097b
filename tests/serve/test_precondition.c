/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/precondition.h"

#include "tests/support/test.h"

static const struct {
	const char *list;
	bool strong, weak; /* does it match "abc"? */
} cases[] = {
	{ "\"abc\"", true, true },
	{ "W/\"abc\"", false, true },
	{ "*", true, true },
	{ " \"x\" , \"abc\" ", true, true },
	{ "\"x\",W/\"abc\"", false, true },
	{ "\"abcd\"", false, false },
	{ "abc", false, false },
	{ "\"ABC\"", false, false },
	{ "w/\"abc\"", false, false },
	{ "", false, false },
	{ ",", false, false },
};

static void lists_of_tags_match(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str list = str_of(cases[i].list);

		assert_int_equal(precondition_matches(list, "\"abc\"", false),
				 cases[i].strong);
		assert_int_equal(precondition_matches(list, "\"abc\"", true),
				 cases[i].weak);
	}
}

static void tag_is_the_name_of_the_object(void **state)
{
	char tag[PRECONDITION_TAG_SIZE];
	struct digest d;

	(void)state;
	digest_of("abc", 3, &d);

	precondition_tag(&d, tag);

	assert_string_equal(tag, "\"ba7816bf8f01cfea414140de5dae2223"
				 "b00361a396177a9cb410ff61f20015ad\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_of_tags_match),
		cmocka_unit_test(tag_is_the_name_of_the_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
