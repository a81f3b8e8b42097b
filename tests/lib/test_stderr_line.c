/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/stderr_line.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "lib/cleanup.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "tests/support/stderr_text.h"
#include "tests/support/test.h"

static char *say(bool with_time)
{
	struct stderr_text t;

	stderr_text_begin(&t);
	stderr_line_show_time(with_time);
	log_warn("a");
	(void)err_report(err_new(&ERR_INPUT, "b"));
	stderr_line_show_time(false);
	return stderr_text_end(&t);
}

static void without_being_asked_no_time_is_shown(void **state)
{
	auto_free char *text = say(false);
	const char *name = program_invocation_short_name;
	auto_free char *wanted =
		mem_printf("%s: warning: a\n%s: b [input]\n", name, name);

	(void)state;
	assert_string_equal(text, wanted);
}

/* Each line: 2026-01-02T03:04:05.678Z, and the rest. */
static void events_and_errors_begin_with_the_time(void **state)
{
	auto_free char *text = say(true);
	const char *name = program_invocation_short_name;
	auto_free char *first = mem_printf("Z %s: warning: a\n", name);
	auto_free char *second = mem_printf("Z %s: b [input]\n", name);
	const char *next = strchr(text, '\n') + 1;
	struct tm parts = { 0 };
	time_t then;

	(void)state;
	assert_ptr_equal(strptime(text, "%Y-%m-%dT%H:%M:%S", &parts),
			 text + 19);
	then = timegm(&parts);
	assert_true(then <= time(NULL) && then > time(NULL) - 3600);
	assert_int_equal(text[19], '.');
	assert_memory_equal(text + 23, first, strlen(first));
	assert_string_equal(next + 23, second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_being_asked_no_time_is_shown),
		cmocka_unit_test(events_and_errors_begin_with_the_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
