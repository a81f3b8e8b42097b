/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"

#define HOST(n) "https://avatars" #n ".githubusercontent.com/"

static void assert_prints(const char *dir, const char *text, const char *html)
{
	auto_free char *out = site_case_print(dir, text);

	assert_string_equal(out, html);
}

static void a_name_becomes_a_picture(void **state)
{
	assert_prints(*state, "{% avatar @jekyllbot size=48 %}",
		      "<img class=\"avatar\" alt=\"jekyllbot\" width=\"48\" "
		      "height=\"48\" data-proofer-ignore=\"true\" src=\"" HOST(2) "jekyllbot?v=3&amp;s=48\" srcset=\"" HOST(
			      2) "jekyllbot?v=3&amp;s=48 1x, " HOST(2) "jekyllb"
								       "ot?v=3&"
								       "amp;s="
								       "96 "
								       "2x,"
								       " " HOST(2) "jekyllbot?v=3&amp;s=144 3x, " HOST(
									       2) "jekyllbot?v=3&amp;s=192 4x\" />");
}

static void it_may_be_loaded_later(void **state)
{
	auto_free char *out =
		site_case_print(*state, "{% avatar a lazy=true size=47 %}");

	assert_non_null(strstr(out, "class=\"avatar avatar-small\""));
	assert_non_null(strstr(out, " src=\"\" data-src=\"" HOST(0) "a?"));
	assert_non_null(strstr(out, " data-srcset=\"" HOST(0) "a?"));
	assert_null(strstr(out, " srcset"));
}

static void the_name_may_be_in_a_variable(void **state)
{
	static const char *const ways[] = {
		"{% avatar user=u %}",
		"{% avatar size=1 user=site.who.login %}",
		"{% avatar {{ u }} %}",
		"{% avatar someone %}",
		"{% avatar user=someone %}",
	};

	site_case_write(*state, "_config.yml", "who: {login: someone}\n");
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		auto_free char *text =
			mem_printf("{%% assign u = 'someone' %%}%s", ways[i]);
		auto_free char *out = site_case_print(*state, text);

		assert_non_null(strstr(out, "alt=\"someone\""));
	}
}

static void only_whole_options_count(void **state)
{
	static const char *const ways[] = {
		"{% avatar a size=x %}",
		"{% avatar a size=8px %}",
		"{% avatar a resize=8 %}",
		"{% avatar a size= %}",
	};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		auto_free char *out = site_case_print(*state, ways[i]);

		assert_non_null(strstr(out, "width=\"40\""));
	}
}

static void a_name_stays_within_its_attribute(void **state)
{
	auto_free char *out = site_case_print(
		*state, "{% assign u = '\"><b>' %}{% avatar user=u %}");

	assert_non_null(strstr(out, "alt=\"&quot;"));
	assert_null(strstr(out, "\"><b>"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_name_becomes_a_picture),
		test_in_dir(it_may_be_loaded_later),
		test_in_dir(the_name_may_be_in_a_variable),
		test_in_dir(only_whole_options_count),
		test_in_dir(a_name_stays_within_its_attribute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
