/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <errno.h>
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_event_is_one_line),
		cmocka_unit_test(only_what_was_asked_for_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
