/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/access_log.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "tests/support/test.h"

static const struct {
	struct str in;
	size_t max;
	const char *out;
} quotes[] = {
	{ STR("GET /"), 100, "GET /" },
	{ STR("a\"b\\c"), 100, "a\\x22b\\x5cc" },
	{ STR("a\r\n\x1b[0m\0"), 100, "a\\x0d\\x0a\\x1b[0m\\x00" },
	{ STR("\xc3\xa9\x7f"), 100, "\\xc3\\xa9\\x7f" },
	{ STR("abcdef"), 3, "abc" },
	{ STR("ab\ncd"), 5, "ab" },
	{ STR("ab\ncd"), 6, "ab\\x0a" },
	{ STR(""), 100, "" },
	{ STR("abc"), 0, "" },
};

static void deceiving_bytes_are_quoted(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(quotes) / sizeof(*quotes); i++) {
		auto_buf struct buf out = { 0 };

		buf_puts(&out, ">");
		access_log_quote(&out, quotes[i].in, quotes[i].max);

		assert_string_equal(out.data + 1, quotes[i].out);
	}
}

/* A log whose other end is ours. */
struct piped {
	struct access_log *log;
	int ends[2];
};

static int set_up(void **state)
{
	static struct piped p;

	assert_int_equal(pipe2(p.ends, O_CLOEXEC | O_NONBLOCK), 0);
	p.log = access_log_new(p.ends[1]);
	*state = &p;
	return 0;
}

static int tear_down(void **state)
{
	struct piped *p = *state;

	access_log_free(p->log);
	(void)close(p->ends[0]);
	(void)close(p->ends[1]);
	return 0;
}

static void add(struct piped *p, unsigned status, bool whole, uint64_t bytes)
{
	const struct access_entry entry = {
		.client = "192.0.2.1",
		.request = STR("GET / HTTP/1.1"),
		.origin = STR("\"-\" \"curl\""),
		.status = status,
		.whole = whole,
		.bytes = bytes,
		.duration_us = 42,
	};

	access_log_add(p->log, &entry);
}

/* What can be read now, with the time of each line cut out. */
static char *read_lines(struct piped *p)
{
	static char text[16384];
	ssize_t n = read(p->ends[0], text, sizeof(text) - 1);
	char *open, *shut;

	text[n > 0 ? n : 0] = 0;
	for (open = text; (open = strchr(open, '[')); open++) {
		shut = strchr(open, ']');
		memmove(open + 1, shut, strlen(shut) + 1);
	}
	return text;
}

static void lines_are_combined_log_format(void **state)
{
	struct piped *p = *state;

	add(p, 200, true, 17);
	add(p, 200, false, 17);
	add(p, 304, true, 0);
	add(p, 0, false, 0);
	assert_string_equal(read_lines(p), "");
	access_log_flush(p->log);

#define LINE(status_and_size)                                                  \
	"192.0.2.1 - - [] \"GET / HTTP/1.1\" " status_and_size                 \
	" \"-\" \"curl\" 42\n"
	assert_string_equal(read_lines(p), LINE("200 17") LINE("200 -")
						   LINE("304 -") LINE("- -"));
}

static void a_log_nobody_reads_does_not_stop_us(void **state)
{
	struct piped *p = *state;
	char bytes[65536];
	size_t lines = 0;

	for (int i = 0; i < 30000; i++)
		add(p, 200, true, 1);
	access_log_flush(p->log);
	for (;;) {
		ssize_t n = read(p->ends[0], bytes, sizeof(bytes));

		if (n <= 0)
			break;
		assert_int_equal(bytes[n - 1], '\n');
		for (ssize_t i = 0; i < n; i++)
			lines += bytes[i] == '\n';
		access_log_flush(p->log);
	}

	assert_in_range(lines, 10000, 29999); /* a megabyte of them */
	add(p, 200, true, 1);
	access_log_flush(p->log);
	assert_string_equal(read_lines(p), LINE("200 1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deceiving_bytes_are_quoted),
		cmocka_unit_test_setup_teardown(lines_are_combined_log_format,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_log_nobody_reads_does_not_stop_us, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
