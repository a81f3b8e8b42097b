/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/log_source.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/container/output_log.h"
#include "tests/support/test.h"

#define LINE_SIZE 100 /* bytes, of the lines of a long log */

struct bench {
	char *path;
	struct log_source source;
};

static void bench_release(struct bench *b)
{
	log_source_release(&b->source);
	free(b->path);
}
#define auto_bench __attribute__((cleanup(bench_release)))

static void set_up(struct bench *b, const char *dir)
{
	b->path = mem_printf("%s/log", dir);
	log_source_init(&b->source, b->path, NULL);
}

/* All lines there are now. */
static char *take(struct log_source *s)
{
	struct buf out = { 0 };
	struct str line;
	bool any;

	for (;;) {
		assert_ok(log_source_peek(s, &line, &any));
		if (!any)
			return buf_take(&out);
		buf_add_str(&out, line);
		buf_putc(&out, '|');
		log_source_drop(s);
	}
}

static void takes(struct bench *b, const char *wanted)
{
	auto_free char *text = take(&b->source);

	assert_string_equal(text, wanted);
}

static void append(const struct bench *b, const char *text)
{
	auto_close int fd =
		open(b->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
}

static void empty(const struct bench *b)
{
	assert_int_equal(truncate(b->path, 0), 0);
}

static void only_whole_new_lines_are_taken(void **state)
{
	auto_bench struct bench b = { 0 };

	set_up(&b, *state);
	takes(&b, "");
	append(&b, "one\ntw");
	takes(&b, "one|");
	takes(&b, "");
	append(&b, "o\n\nx\n");
	takes(&b, "two||x|");
}

static void a_line_has_the_time_of_the_one_before(void **state)
{
	auto_bench struct bench b = { 0 };
	struct str line;
	bool any;

	set_up(&b, *state);
	test_write_file(*state, "log",
			"1970-01-01T00:00:01.000Z a\n  more of it\n");
	assert_ok(log_source_peek(&b.source, &line, &any));
	log_source_drop(&b.source);
	assert_ok(log_source_peek(&b.source, &line, &any));

	assert_true(str_is(line, "  more of it"));
	assert_int_equal(b.source.time_ms, 1000);
}

static void one_that_is_replaced_is_read_to_its_end(void **state)
{
	auto_bench struct bench b = { 0 };
	auto_free char *other = mem_printf("%s/other", (char *)*state);

	set_up(&b, *state);
	append(&b, "one\n");
	takes(&b, "one|");
	append(&b, "two\n");
	test_write_file(*state, "other", "1\n2\n");
	assert_int_equal(rename(other, b.path), 0);

	takes(&b, "two|1|2|");
}

static void write_line(int fd, unsigned n)
{
	auto_free char *line = mem_printf("%0*u\n", LINE_SIZE - 1, n);

	output_log_write(fd, line, LINE_SIZE);
}

/* Of a log of more lines than it holds, none is lost or comes twice. */
static void one_that_is_cut_goes_on_where_it_was(void **state)
{
	const unsigned lines = OUTPUT_LOG_MAX / LINE_SIZE + 1000;
	auto_bench struct bench b = { 0 };
	auto_close int fd = -1;
	struct str line;
	unsigned next = 0;
	bool any;

	set_up(&b, *state);
	fd = open(b.path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	for (unsigned n = 0; n < lines; n++) {
		write_line(fd, n);
		if (n % 1000)
			continue;
		assert_ok(log_source_peek(&b.source, &line, &any));
		while (any) {
			auto_free char *wanted =
				mem_printf("%0*u", LINE_SIZE - 1, next++);

			assert_true(str_is(line, wanted));
			log_source_drop(&b.source);
			assert_ok(log_source_peek(&b.source, &line, &any));
		}
	}
	assert_true(next + 1000 > lines);
}

static void one_that_is_being_cut_is_waited_for(void **state)
{
	auto_bench struct bench b = { 0 };

	set_up(&b, *state);
	append(&b, "one\n");
	for (int i = 0; i < LINE_SIZE; i++)
		append(&b, "a line of the tail that is kept\n");
	free(take(&b.source));
	empty(&b);
	takes(&b, "");
	for (int i = 0; i < LINE_SIZE / 2; i++)
		append(&b, "a line of the tail that is kept\n");
	append(&b, "four\n");

	takes(&b, "four|");
}

static void one_that_began_anew_is_read_anew(void **state)
{
	auto_bench struct bench b = { 0 };

	set_up(&b, *state);
	append(&b, "a long first line\n");
	takes(&b, "a long first line|");
	empty(&b);
	append(&b, "short\n");
	takes(&b, "");
	append(&b, "more\n");

	takes(&b, "short|more|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(only_whole_new_lines_are_taken),
		test_in_dir(a_line_has_the_time_of_the_one_before),
		test_in_dir(one_that_is_replaced_is_read_to_its_end),
		test_in_dir(one_that_is_cut_goes_on_where_it_was),
		test_in_dir(one_that_is_being_cut_is_waited_for),
		test_in_dir(one_that_began_anew_is_read_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
