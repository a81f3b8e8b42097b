/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/build_report.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

static void a_report_is_read_as_it_was_written(void **state)
{
	auto_build_report struct build_report put = {
		.sequence = 3,
		.commit = mem_strdup("abc"),
		.published = true,
		.given_up = true,
		.release = 2,
		.release_sequence = 1,
		.finished_ms = 1700000000123,
		.read_ms = 1,
		.render_ms = 2,
		.publish_ms = 3,
		.pages = 4,
		.posts = 5,
		.static_files = 6,
		.written = 7,
		.changed = 8,
		.pages_kept = 9,
		.pages_left_out = 10,
		.more_errors = 11,
		.more_warnings = 12,
	};
	auto_build_report struct build_report got = { 0 };
	auto_close int volume = -1;

	assert_ok(fs_open_dir(*state, &volume));
	build_report_add(&put, BUILD_WARNING,
			 (struct err_place){ "a.md", 2, 5 }, "odd");
	build_report_add(&put, BUILD_ERROR, (struct err_place){ 0 }, "bad");
	assert_ok(build_report_write(volume, &put));
	assert_ok(build_report_read(volume, &got));

	assert_int_equal(got.sequence, 3);
	assert_string_equal(got.commit, "abc");
	assert_true(got.published);
	assert_true(got.given_up);
	assert_int_equal(got.release, 2);
	assert_int_equal(got.release_sequence, 1);
	assert_int_equal(got.finished_ms, 1700000000123);
	assert_int_equal(got.read_ms, 1);
	assert_int_equal(got.render_ms, 2);
	assert_int_equal(got.publish_ms, 3);
	assert_int_equal(got.pages, 4);
	assert_int_equal(got.posts, 5);
	assert_int_equal(got.static_files, 6);
	assert_int_equal(got.written, 7);
	assert_int_equal(got.changed, 8);
	assert_int_equal(got.pages_kept, 9);
	assert_int_equal(got.pages_left_out, 10);
	assert_int_equal(got.more_errors, 11);
	assert_int_equal(got.more_warnings, 12);
	assert_int_equal(got.messages_len, 2);
	assert_string_equal(got.messages[0].file, "a.md");
	assert_int_equal(got.messages[0].line, 2);
	assert_int_equal(got.messages[0].column, 5);
	assert_string_equal(got.messages[0].text, "odd");
	assert_null(got.messages[1].file);
	assert_int_equal(build_report_count(&got, BUILD_WARNING), 13);
	assert_int_equal(build_report_count(&got, BUILD_ERROR), 12);
}

static void what_changed_is_read_as_it_was_written(void **state)
{
	const struct build_report put = {
		.html = 13,
		.html_changed = 14,
		.html_gone = 15,
		.files_changed = 16,
	};
	auto_build_report struct build_report got = { 0 };
	auto_close int volume = -1;

	assert_ok(fs_open_dir(*state, &volume));
	assert_ok(build_report_write(volume, &put));
	assert_ok(build_report_read(volume, &got));

	assert_int_equal(got.html, 13);
	assert_int_equal(got.html_changed, 14);
	assert_int_equal(got.html_gone, 15);
	assert_int_equal(got.files_changed, 16);
}

static void only_so_much_is_kept_and_the_rest_counted(void **state)
{
	auto_build_report struct build_report r = { 0 };
	auto_buf struct buf text = { 0 };

	(void)state;
	for (unsigned i = 0; i < 2 * BUILD_REPORT_KEEP; i++) {
		build_report_add(&r, BUILD_WARNING,
				 (struct err_place){ "a.md", i + 1, 1 }, "odd");
		build_report_add(&r, BUILD_WARNING,
				 (struct err_place){ "a.md", 3, 1 }, "twice");
	}
	for (unsigned i = BUILD_REPORT_KEEP + 1; i; i--)
		build_report_add(&r, BUILD_ERROR,
				 (struct err_place){ "b.md", i, 1 }, "bad");
	build_report_tidy(&r);
	build_report_format(&r, "", &text);

	assert_int_equal(r.messages_len, 2 * BUILD_REPORT_KEEP);
	assert_int_equal(build_report_count(&r, BUILD_WARNING),
			 2 * BUILD_REPORT_KEEP + 1);
	assert_int_equal(build_report_count(&r, BUILD_ERROR),
			 BUILD_REPORT_KEEP + 1);
	assert_string_equal(r.messages[3].text, "twice");
	assert_int_equal(r.messages[BUILD_REPORT_KEEP].line, 1);
	assert_non_null(strstr(text.data, "and 1 more error\n"));
	assert_non_null(strstr(text.data, "and 101 more warnings\n"));
}

/* Two who say it differ in how grave it is; the same with and without. */
static void what_is_said_twice_is_kept_once(void **state)
{
	const struct err_place at = { "a.md", 1, 1 };
	auto_build_report struct build_report r = { 0 };

	(void)state;
	build_report_add(&r, BUILD_WARNING, at, "same");
	build_report_add(&r, BUILD_ERROR, at, "same");
	build_report_add(&r, BUILD_WARNING, (struct err_place){ 0 }, "same");
	build_report_tidy(&r);

	assert_int_equal(r.messages_len, 2);
	assert_int_equal(r.messages[1].severity, BUILD_ERROR);
}

static void a_fault_on_every_page_takes_little(void **state)
{
	auto_build_report struct build_report r = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		build_report_add(&r, BUILD_ERROR,
				 (struct err_place){ "a.md", 1, 1 }, "same");

	assert_true(r.messages_cap < 50000);
	build_report_tidy(&r);
	assert_int_equal(build_report_count(&r, BUILD_ERROR), 1);
}

static void an_error_keeps_its_place_in_a_report(void **state)
{
	auto_build_report struct build_report r = { 0 };
	struct err *e;

	(void)state;
	e = err_new_in(((struct err_place){ "b.md", 7, 1 }), &ERR_INPUT,
		       "not a date");
	e = err_wrap(e, "front matter");
	build_report_add_err(&r, e);

	assert_int_equal(r.messages_len, 1);
	assert_int_equal(r.messages[0].severity, BUILD_ERROR);
	assert_string_equal(r.messages[0].file, "b.md");
	assert_int_equal(r.messages[0].line, 7);
	assert_string_equal(r.messages[0].text, "front matter: not a date");
}

static void there_is_no_report_before_the_first_build(void **state)
{
	auto_close int volume = -1;
	struct build_report r = { 0 };

	assert_ok(fs_open_dir(*state, &volume));
	assert_fails(&ERR_NOT_FOUND, build_report_read(volume, &r));
}

static void what_a_site_says_cannot_talk_to_a_terminal(void **state)
{
	static const char text[] =
		"{\"messages\":[{\"severity\":\"error\","
		"\"file\":\"a\\u001b[2J.md\",\"text\":\"b\\n\\u009b1m\"}]}";
	auto_build_report struct build_report r = { 0 };

	(void)state;
	assert_ok(build_report_parse(str_of(text), &r));

	assert_string_equal(r.messages[0].file, "a?[2J.md");
	assert_string_equal(r.messages[0].text, "b\n?1m");
}

static void what_is_no_report_is_refused(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "{", "build.json:1:" },
		{ "1", "not a JSON object" },
		{ "{\"pages\":-1}", "'pages'" },
		{ "{\"published\":1}", "'published'" },
		{ "{\"messages\":1}", "'messages'" },
		{ "{\"messages\":[1]}", "'severity'" },
		{ "{\"messages\":[{\"severity\":\"error\"}]}", "'text'" },
		{ "{\"messages\":[{\"severity\":\"error\",\"text\":\"\","
		  "\"line\":4294967296}]}",
		  "'line'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_build_report struct build_report r = { 0 };

		assert_fails_saying(
			&ERR_INPUT, cases[i].message,
			build_report_parse(str_of(cases[i].text), &r));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_report_is_read_as_it_was_written),
		test_in_dir(what_changed_is_read_as_it_was_written),
		cmocka_unit_test(only_so_much_is_kept_and_the_rest_counted),
		cmocka_unit_test(what_is_said_twice_is_kept_once),
		cmocka_unit_test(a_fault_on_every_page_takes_little),
		cmocka_unit_test(an_error_keeps_its_place_in_a_report),
		test_in_dir(there_is_no_report_before_the_first_build),
		cmocka_unit_test(what_a_site_says_cannot_talk_to_a_terminal),
		cmocka_unit_test(what_is_no_report_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
