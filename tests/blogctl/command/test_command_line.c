/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/command/command_line.h"

#include <stdio.h>
#include <unistd.h>

#include "tests/support/test.h"

struct line {
	const char *site;
	const char *operand;
	bool help;
};

static struct err *parse(int argc, char **argv, bool with_operand,
			 struct line *ret)
{
	const struct opt opts[] = {
		COMMAND_OPT_SITE(&ret->site),
		COMMAND_OPT_HELP(&ret->help),
		{ 0 },
	};

	return command_line_parse(argc, argv, opts, &ret->help,
				  with_operand ? &ret->operand : NULL);
}

static void options_may_follow_the_operand(void **state)
{
	char *argv[] = { (char *)"up", (char *)"repo", (char *)"--site",
			 (char *)"two", NULL };
	struct line line = { .site = "blog" };
	(void)state;

	assert_ok(parse(4, argv, true, &line));

	assert_string_equal(line.site, "two");
	assert_string_equal(line.operand, "repo");
}

static void one_operand_too_many_is_named(void **state)
{
	char *argv[] = { (char *)"up", (char *)"a", (char *)"b", NULL };
	struct line line = { 0 };
	(void)state;

	assert_fails_saying(&ERR_USAGE, "'b'", parse(3, argv, true, &line));
	assert_fails_saying(&ERR_USAGE, "'a'", parse(2, argv, false, &line));
}

static void no_operand_keeps_the_default(void **state)
{
	char *argv[] = { (char *)"up", NULL };
	struct line line = { .operand = "." };
	(void)state;

	assert_ok(parse(1, argv, true, &line));

	assert_string_equal(line.operand, ".");
}

static void help_shows_the_operand(void **state)
{
	char *argv[] = { (char *)"up", (char *)"--help", NULL };
	struct line line = { 0 };
	FILE *f = tmpfile();
	const int before = dup(STDOUT_FILENO);
	char text[64];
	(void)state;

	assert_non_null(f);
	(void)fflush(stdout);
	assert_true(dup2(fileno(f), STDOUT_FILENO) >= 0);
	assert_ok(parse(2, argv, true, &line));
	(void)fflush(stdout);
	assert_true(dup2(before, STDOUT_FILENO) >= 0);
	(void)close(before);
	rewind(f);
	assert_non_null(fgets(text, sizeof(text), f));
	(void)fclose(f);

	assert_string_equal(text,
			    "usage: blogctl up [OPTION...] [REPOSITORY]\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_may_follow_the_operand),
		cmocka_unit_test(one_operand_too_many_is_named),
		cmocka_unit_test(no_operand_keeps_the_default),
		cmocka_unit_test(help_shows_the_operand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
