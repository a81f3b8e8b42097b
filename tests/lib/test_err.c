/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

static const struct err_tag TEAPOT = { "teapot", 5 };

static const struct err_place place = { "a.md", 3, 7 };

static struct err *make_chain(void)
{
	struct err *e = err_new_in(place, &TEAPOT, "no '%s'", "tea");

	e = err_wrap(e, "brew %d", 2);
	return err_wrap(e, "serve");
}

/* What err_report() prints of @e, which is taken. */
static char *report(struct err *e, int *ret_status)
{
	struct buf text = { 0 };
	int ends[2], saved = dup(STDERR_FILENO);

	assert_int_equal(pipe(ends), 0);
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
	*ret_status = err_report(e);
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	(void)close(saved);
	(void)close(ends[1]);
	assert_ok(fs_read_fd(ends[0], 10000, &text));
	(void)close(ends[0]);
	return buf_take(&text);
}

static void a_chain_reads_from_the_outside_in(void **state)
{
	auto_buf struct buf text = { 0 };
	struct err *e = make_chain();

	(void)state;
	err_describe(e, &text);
	assert_string_equal(text.data, "serve: brew 2: no 'tea'");
	err_drop(e);
}

static void a_hint_is_told_apart_from_the_message(void **state)
{
	struct err *e = err_suggest(make_chain(), NULL);
	auto_buf struct buf text = { 0 };
	auto_free char *said = NULL;
	int status;

	(void)state;
	assert_null(err_hint(e));
	err_drop(e);
	e = err_wrap(err_suggest(err_new(&TEAPOT, "no tea"), "coffee"), "brew");
	assert_string_equal(err_hint(e), "coffee");
	err_describe(e, &text);
	assert_string_equal(text.data, "brew: no tea");
	said = report(e, &status);
	assert_non_null(strstr(said, "brew: no tea; coffee ["));
}

static void wrapping_keeps_the_tag_and_the_place(void **state)
{
	struct err *e = make_chain();

	(void)state;
	assert_true(err_is(e, &TEAPOT));
	assert_false(err_is(e, &ERR_SYSTEM));
	assert_string_equal(err_where(e).file, "a.md");
	assert_int_equal(err_where(e).line, 3);
	assert_int_equal(err_where(e).column, 7);
	err_drop(e);
}

static void a_place_is_copied(void **state)
{
	char file[] = "b.md";
	struct err *e =
		err_new_in(((struct err_place){ file, 1, 0 }), &ERR_INPUT, "x");

	(void)state;
	file[0] = 'c';
	assert_string_equal(err_where(e).file, "b.md");
	err_drop(e);
}

static void success_is_no_kind_of_failure(void **state)
{
	(void)state;
	assert_false(err_is(NULL, &ERR_SYSTEM));
	assert_int_equal(err_report(NULL), 0);
	err_drop(NULL);
}

static void errno_picks_the_tag(void **state)
{
	static const struct {
		int number;
		const struct err_tag *tag;
	} cases[] = {
		{ ENOENT, &ERR_NOT_FOUND },  { ESRCH, &ERR_NOT_FOUND },
		{ ENOTDIR, &ERR_NOT_FOUND }, { EEXIST, &ERR_EXISTS },
		{ EPERM, &ERR_DENIED },      { EACCES, &ERR_DENIED },
		{ EROFS, &ERR_DENIED },      { EIO, &ERR_SYSTEM },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		errno = cases[i].number;
		assert_fails_saying(cases[i].tag, strerror(cases[i].number),
				    err_sys("open '%s'", "x"));
	}
}

static void a_report_is_one_line_and_gives_the_status(void **state)
{
	auto_free char *text = NULL;
	auto_free char *wanted = NULL;
	int status = 0;

	(void)state;
	text = report(make_chain(), &status);
	wanted = mem_printf("%s: a.md:3:7: serve: brew 2: no 'tea' [teapot]\n",
			    program_invocation_short_name);

	assert_string_equal(text, wanted);
	assert_int_equal(status, 5);
}

static void what_comes_from_outside_cannot_break_a_report(void **state)
{
	auto_free char *text = NULL;
	int status = 0;

	(void)state;
	text = report(err_new(&ERR_USAGE, "a\nb\x1b[31m\x7f"), &status);

	assert_non_null(strstr(text, ": a?b?[31m? [usage]\n"));
	assert_int_equal(status, 2);
}

/* What @e is after a way through a pipe. */
static struct err *send_and_receive(struct err *e)
{
	struct err *received;
	int ends[2];
	char more;

	assert_int_equal(pipe(ends), 0);
	err_send(ends[1], e);
	(void)close(ends[1]);
	received = err_receive(ends[0]);
	assert_int_equal(read(ends[0], &more, 1), 0);
	(void)close(ends[0]);
	return received;
}

static void an_error_passes_through_a_pipe(void **state)
{
	struct err *e = err_new_in(place, &ERR_DENIED, "mount");
	struct err *got = send_and_receive(err_wrap(e, "start"));
	auto_buf struct buf text = { 0 };

	(void)state;
	assert_true(err_is(got, &ERR_DENIED));
	err_describe(got, &text);
	assert_string_equal(text.data, "start: mount");
	assert_string_equal(err_where(got).file, "a.md");
	assert_int_equal(err_where(got).line, 3);
	assert_int_equal(err_where(got).column, 7);
	err_drop(got);
}

static void an_unknown_tag_becomes_one_of_the_system(void **state)
{
	struct err *got = send_and_receive(err_new(&TEAPOT, "tea"));

	(void)state;
	assert_null(err_where(got).file);
	assert_fails_saying(&ERR_SYSTEM, "tea", got);
}

static void a_long_message_is_cut(void **state)
{
	auto_free char *filler = mem_alloc(3 * PIPE_BUF + 1);
	auto_buf struct buf text = { 0 };
	struct err *got;

	(void)state;
	memset(filler, 'x', 3 * PIPE_BUF);
	got = send_and_receive(err_new(&ERR_INPUT, "begin %s", filler));

	assert_true(err_is(got, &ERR_INPUT));
	err_describe(got, &text);
	assert_true(str_starts(buf_str(&text), "begin xxx"));
	assert_true(text.len < PIPE_BUF);
	err_drop(got);
}

static void a_pipe_closed_without_a_message_means_success(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	(void)close(ends[1]);

	assert_ok(err_receive(ends[0]));
	(void)close(ends[0]);
}

static void a_child_tells_its_parent(void **state)
{
	int ends[2], status;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		err_send(ends[1], make_chain());
		_exit(0);
	}
	(void)close(ends[1]);
	assert_fails_saying(&ERR_SYSTEM, "a.md:3:7: serve: brew 2: no 'tea'",
			    err_receive(ends[0]));
	(void)close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

static void rubbish_in_a_pipe_is_an_error_too(void **state)
{
	static const struct str messages[] = {
		STR("x"),
		STR("\0\0\0\0\0"),
		STR("input\0x\0y\0z"),
		STR("input\0"
		    "99999999999\0"
		    "1\0f\0m"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
		int ends[2];
		struct err *e;

		assert_int_equal(pipe(ends), 0);
		assert_ok(fs_write_fd(ends[1], messages[i].data,
				      messages[i].len));
		(void)close(ends[1]);
		e = err_receive(ends[0]);
		assert_non_null(e);
		assert_int_equal(err_where(e).line, 0);
		err_drop(e);
		(void)close(ends[0]);
	}
}

static void a_trace_names_our_source(void **state)
{
	auto_free char *text = NULL;
	int status = 0;

	(void)state;
	err_trace(true);
	text = report(make_chain(), &status);
	err_trace(false);

	assert_non_null(strstr(text, "tests/lib/test_err.c:"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chain_reads_from_the_outside_in),
		cmocka_unit_test(a_hint_is_told_apart_from_the_message),
		cmocka_unit_test(wrapping_keeps_the_tag_and_the_place),
		cmocka_unit_test(a_place_is_copied),
		cmocka_unit_test(success_is_no_kind_of_failure),
		cmocka_unit_test(errno_picks_the_tag),
		cmocka_unit_test(a_report_is_one_line_and_gives_the_status),
		cmocka_unit_test(what_comes_from_outside_cannot_break_a_report),
		cmocka_unit_test(an_error_passes_through_a_pipe),
		cmocka_unit_test(an_unknown_tag_becomes_one_of_the_system),
		cmocka_unit_test(a_long_message_is_cut),
		cmocka_unit_test(a_pipe_closed_without_a_message_means_success),
		cmocka_unit_test(a_child_tells_its_parent),
		cmocka_unit_test(rubbish_in_a_pipe_is_an_error_too),
		cmocka_unit_test(a_trace_names_our_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
