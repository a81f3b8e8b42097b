/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/cleanup.h"
#include "lib/opt.h"

/* What a command line set. */
struct values {
	bool quiet;
	const char *site;
	uint64_t port;
	uint64_t interval_ms;
	struct opt_list mounts;
	int operands;
};

static fallible parse(struct values *v, bool stop, char **argv)
{
	const struct opt opts[] = {
		{ "quiet", 'q', OPT_FLAG, &v->quiet, NULL, "say less" },
		{ "site", 0, OPT_TEXT, &v->site, "NAME", "which site" },
		{ "port", 'p', OPT_UINT, &v->port, "N", "where" },
		{ "interval", 0, OPT_DURATION, &v->interval_ms, "T", "how" },
		{ "mount", 'v', OPT_LIST, &v->mounts, "SRC:DST", "what" },
		{ "most", 0, OPT_UINT, &v->port, "N", "how many" },
		{ "help", 'h', OPT_FLAG, &v->quiet, NULL, "show this" },
		{ 0 },
	};
	int argc = 0;

	while (argv[argc])
		argc++;
	return opt_parse(argc, argv, opts, stop, &v->operands);
}

#define ARGV(...)                                                              \
	(char *[])                                                             \
	{                                                                      \
		"cmd", __VA_ARGS__, NULL                                       \
	}

static void every_kind_of_option_is_read(void **state)
{
	struct values v = { 0 };

	(void)state;
	assert_ok(parse(&v, false,
			ARGV("-q", "--site", "a", "-p80", "--interval=5m", "-v",
			     "x", "--mount=y")));

	assert_true(v.quiet);
	assert_string_equal(v.site, "a");
	assert_int_equal(v.port, 80);
	assert_int_equal(v.interval_ms, 300000);
	assert_int_equal(v.mounts.len, 2);
	assert_string_equal(v.mounts.items[0], "x");
	assert_string_equal(v.mounts.items[1], "y");
	assert_int_equal(v.operands, 9);
	opt_list_release(&v.mounts);
}

static void options_may_follow_operands(void **state)
{
	struct values v = { 0 };
	char **argv = ARGV("a", "-q", "b");

	(void)state;
	assert_ok(parse(&v, false, argv));

	assert_true(v.quiet);
	assert_int_equal(v.operands, 2);
	assert_string_equal(argv[2], "a");
	assert_string_equal(argv[3], "b");
}

static void another_commands_options_are_left_alone(void **state)
{
	struct values v = { 0 };
	char **argv = ARGV("-p", "1", "run", "-q", "--bogus");

	(void)state;
	assert_ok(parse(&v, true, argv));

	assert_false(v.quiet);
	assert_int_equal(v.operands, 3);
	assert_string_equal(argv[3], "run");
}

static void two_dashes_end_the_options(void **state)
{
	struct values v = { 0 };

	(void)state;
	assert_ok(parse(&v, false, ARGV("--", "-q")));

	assert_false(v.quiet);
	assert_int_equal(v.operands, 2);
}

static void what_is_wrong_is_named(void **state)
{
	static const struct {
		const char *first, *second;
		const char *message;
	} cases[] = {
		{ "--bogus", NULL, "no option --bogus" },
		{ "-x", NULL, "no option -x" },
		{ "-qx", NULL, "no option -x" },
		{ "--site", NULL, "option --site wants a value" },
		{ "-p", NULL, "option --port wants a value" },
		{ "--quiet=1", NULL, "option --quiet takes no value" },
		{ "--port", "-1", "'-1' is not a number" },
		{ "--interval", "5x", "'5x' is not a duration" },
		{ "--bogus=1", NULL, "no option --bogus" },
		{ "--qiet", NULL, "no option --qiet; did you mean --quiet?" },
		{ "--prot=80", NULL, "no option --prot; did you mean --port?" },
		{ "--m", "x", "option --m could be --mount or --most" },
		{ "--bogus", NULL, "no option --bogus; --help lists them" },
		{ "-x", NULL, "no option -x; --help lists them" },
		{ "--site", NULL, "option --site wants a value: NAME" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct values v = { 0 };

		assert_fails_saying(&ERR_USAGE, cases[i].message,
				    parse(&v, false,
					  ARGV((char *)cases[i].first,
					       (char *)cases[i].second)));
	}
}

static void parsing_starts_over_each_time(void **state)
{
	struct values v = { 0 };

	(void)state;
	assert_fails(&ERR_USAGE, parse(&v, false, ARGV("-qx")));
	assert_ok(parse(&v, false, ARGV("-p", "7")));

	assert_int_equal(v.port, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_option_is_read),
		cmocka_unit_test(options_may_follow_operands),
		cmocka_unit_test(another_commands_options_are_left_alone),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(what_is_wrong_is_named),
		cmocka_unit_test(parsing_starts_over_each_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
