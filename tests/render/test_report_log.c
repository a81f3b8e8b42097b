/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/report_log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/test.h"

/* What @write says on standard error of @r. */
static void said(void (*write)(const struct build_report *r),
		 const struct build_report *r, char text[static 512])
{
	FILE *f = tmpfile();
	const int before = dup(STDERR_FILENO);
	size_t len;

	assert_non_null(f);
	assert_true(dup2(fileno(f), STDERR_FILENO) >= 0);
	write(r);
	assert_true(dup2(before, STDERR_FILENO) >= 0);
	(void)close(before);
	rewind(f);
	len = fread(text, 1, 511, f);
	text[len] = '\0';
	(void)fclose(f);
}

static void a_message_says_its_severity_once(void **state)
{
	struct build_message messages[] = {
		{ .severity = BUILD_ERROR,
		  .file = (char *)"a.md",
		  .line = 4,
		  .column = 1,
		  .text = (char *)"no" },
		{ .severity = BUILD_WARNING,
		  .file = (char *)"b.md",
		  .text = (char *)"late" },
	};
	const struct build_report r = { .messages = messages,
					.messages_len = 2 };
	char text[512];
	(void)state;

	said(report_log_print, &r, text);
	assert_string_equal(text, "a.md:4:1: error: no\nb.md: warning: late\n");

	said(report_log_write, &r, text);
	assert_non_null(strstr(text, ": a.md:4:1: error: no\n"));
	assert_non_null(strstr(text, ": b.md: warning: late\n"));
	assert_null(strstr(text, "warning: a.md"));
	assert_null(strstr(text, "warning: b.md"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_says_its_severity_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
