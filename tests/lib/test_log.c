/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"

/* What one line of each level comes to, at most @level being shown. */
static char *log_at_level(enum log_level level)
{
	struct buf text = { 0 };
	int ends[2], saved = dup(STDERR_FILENO);

	assert_int_equal(pipe(ends), 0);
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
	log_set_level(level);
	log_warn("a %d", 1);
	log_info("b\n\x1b");
	log_debug("c");
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	(void)close(saved);
	(void)close(ends[1]);
	assert_ok(fs_read_fd(ends[0], 10000, &text));
	(void)close(ends[0]);
	return buf_take(&text);
}

static void each_event_is_one_line(void **state)
{
	auto_free char *text = log_at_level(LOG_LEVEL_DEBUG);
	const char *name = program_invocation_short_name;
	auto_free char *wanted = mem_printf(
		"%s: warning: a 1\n%s: b??\n%s: debug: c\n", name, name, name);

	(void)state;
	assert_string_equal(text, wanted);
}

static void only_what_was_asked_for_is_shown(void **state)
{
	auto_free char *text = log_at_level(LOG_LEVEL_WARN);
	auto_free char *wanted =
		mem_printf("%s: warning: a 1\n", program_invocation_short_name);

	(void)state;
	assert_string_equal(text, wanted);
}

static void a_file_gets_what_standard_error_got(void **state)
{
	auto_free char *path = mem_printf("%s/log", (const char *)*state);
	auto_buf struct buf text = { 0 };
	auto_close int dir = -1;
	const char *lines;

	log_set_level(LOG_LEVEL_WARN);
	assert_ok(log_to_file(path, LOG_FORMAT_JSON));
	log_error("a \"b\"\n");
	assert_ok(log_to_file(path, LOG_FORMAT_TEXT));
	log_warn("c\n");
	assert_ok(fs_open_dir(*state, &dir));
	assert_ok(fs_read_at(dir, "log", 10000, &text));
	lines = text.data;

	assert_memory_equal(lines, "{\"time\":\"2", 10);
	assert_non_null(strstr(lines, "Z\",\"level\":\"error\","
				      "\"msg\":\"a \\\"b\\\"\\n\"}\n2"));
	assert_non_null(strstr(lines, "Z: warning: c?\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_event_is_one_line),
		cmocka_unit_test(only_what_was_asked_for_is_shown),
		test_in_dir(a_file_gets_what_standard_error_got),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
