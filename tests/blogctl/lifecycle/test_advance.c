/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/advance.h"

#include <string.h>

#include "lib/cleanup.h"
#include "tests/support/test.h"

#define OLD "0123456789abcdef0123456789abcdef01234567"
#define NEW "fedcba9876543210fedcba9876543210fedcba98"

static const struct blog site = {
	.config = { .listen = (char *)"127.0.0.1:8080" },
	.place = { .site = (char *)"blog" },
};

static struct advance example(void)
{
	return (struct advance){
		.live = { .sequence = 4,
			  .commit = (char *)OLD,
			  .subject = (char *)"Old words" },
		.after = { .sequence = 6,
			   .commit = (char *)NEW,
			   .subject = (char *)"New \033[31mwords" },
		.build = { .pages = 10,
			   .posts = 20,
			   .static_files = 30,
			   .changed = 9,
			   .html = 31,
			   .html_changed = 5,
			   .html_gone = 2,
			   .files_changed = 1,
			   .read_ms = 1,
			   .render_ms = 2,
			   .publish_ms = 4 },
		.pull = { .fetch_ms = 100, .checkout_ms = 50 },
		.switch_ms = 9,
		.total_ms = 180,
	};
}

static void old_and_new_and_the_time_of_each_step_are_told(void **state)
{
	const struct advance a = example();
	auto_buf struct buf text = { 0 };
	(void)state;

	advance_format(&site, &a, &text);

	assert_string_equal(
		text.data,
		"old      0123456 Old words\n"
		"new      fedcba9 New ?[31mwords\n"
		"changed  5 of 31 pages, 2 removed; 1 other file\n"
		"steps    fetch 100 ms, checkout 50 ms, build 7 ms (read 1, "
		"render 2, publish 4), switch 9 ms\n"
		"live at http://127.0.0.1:8080/ after 180 ms\n");
}

static void warnings_are_told_where_they_are(void **state)
{
	struct advance a = example();
	auto_buf struct buf text = { 0 };
	(void)state;

	build_report_add(&a.build, BUILD_WARNING, (struct err_place){ 0 },
			 "take care");
	advance_format(&site, &a, &text);

	assert_non_null(strstr(text.data, "warnings 1; `blogctl status --site "
					  "blog` tells which\n"));
	build_report_release(&a.build);
}

static void a_commit_whose_subject_is_gone_is_told_by_its_name(void **state)
{
	struct advance a = example();
	auto_buf struct buf text = { 0 };
	(void)state;

	a.live.subject = NULL;
	advance_format(&site, &a, &text);

	assert_non_null(strstr(text.data, "old      0123456\n"));
}

static void what_is_live_already_is_nothing_new(void **state)
{
	struct advance a = example();
	auto_buf struct buf text = { 0 };
	(void)state;

	a.live.sequence = 6;
	advance_format(&site, &a, &text);

	assert_non_null(strstr(text.data, "nothing new: fedcba9"));
	assert_null(strstr(text.data, "old "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			old_and_new_and_the_time_of_each_step_are_told),
		cmocka_unit_test(
			a_commit_whose_subject_is_gone_is_told_by_its_name),
		cmocka_unit_test(warnings_are_told_where_they_are),
		cmocka_unit_test(what_is_live_already_is_nothing_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
