/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/outcome.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/renderer.h"
#include "tests/support/fake_watch.h"
#include "tests/support/site_volumes.h"
#include "tests/support/test.h"

#define SHORT_MS 200

static int64_t clock_of_the_test(void)
{
	return 1717200000;
}

static const char endless_sass[] = "---\n---\nb { c: d }\n"
				   "@while true { e { f: g } }\n";

/* Render in a child, where a page may take SHORT_MS; return how that ends. */
static int render_in_child(const struct site_volumes *v,
			   struct fake_watch *watch)
{
	int status = -1;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		const struct renderer_config cfg = { .volume = v->source,
						     .public = v->public };
		const struct renderer_deps deps = {
			.now = clock_of_the_test,
			.watch = fake_watch(watch),
			.page_limit_ms = SHORT_MS,
		};
		auto_renderer struct renderer *r = NULL;
		struct err *e = renderer_wire_with(&cfg, deps, &r);

		_exit(err_report(e ? e : renderer_run(r, -1)) ? 1 : 42);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void what_takes_too_long_is_given_up_and_told(void **state)
{
	static void (*const steps[])(void *) = { NULL };
	struct site_volumes v = site_volumes_make(*state);
	struct fake_watch watch = { .steps = steps };
	struct build_report report;
	auto_close int fd = -1;
	auto_close int lock = -1;

	site_volumes_write(&v, "a.scss", endless_sass);
	site_volumes_set_state(&v, 5, SOURCE_READY);
	assert_int_equal(render_in_child(&v, &watch), 1);
	report = site_volumes_report(&v);

	assert_false(report.published);
	assert_true(report.given_up);
	assert_int_equal(report.sequence, 5);
	assert_string_equal(report.commit, SITE_VOLUMES_COMMIT);
	assert_int_equal(report.messages_len, 1);
	assert_string_equal(report.messages[0].file, "a.scss");
	assert_int_equal(report.messages[0].line, 4);
	assert_ok(fs_open_dir(v.source, &fd));
	assert_ok(source_volume_lock_tree(fd, true, 0, &lock));
	build_report_release(&report);
	site_volumes_release(&v);
}

/* It stands still a while; the clock of the test is years behind. */
static void what_was_given_up_waits_for_a_change(void **state)
{
	static void (*const steps[])(void *) = { NULL };
	struct site_volumes v = site_volumes_make(*state);
	struct fake_watch watch = { .steps = steps };
	struct build_report report;

	site_volumes_write(&v, "a.scss", endless_sass);
	site_volumes_set_state(&v, 5, SOURCE_READY);
	assert_int_equal(render_in_child(&v, &watch), 1);
	assert_int_equal(render_in_child(&v, &watch), 42);
	site_volumes_write(&v, "a.scss", "---\n---\nb { c: d }\n");
	site_volumes_set_state(&v, 6, SOURCE_READY);
	assert_int_equal(render_in_child(&v, &watch), 42);
	report = site_volumes_report(&v);

	assert_true(report.published);
	assert_false(report.given_up);
	build_report_release(&report);
	site_volumes_release(&v);
}

static void a_loop_that_takes_too_long_is_an_error_of_its_page(void **state)
{
	static void (*const steps[])(void *) = { NULL };
	struct site_volumes v = site_volumes_make(*state);
	struct fake_watch watch = { .steps = steps };
	struct build_report report;

	site_volumes_write(
		&v, "a.html",
		"---\n---\n\n{% for i in (1..90000000) %}"
		"{% if page.url contains 'x' %}{% endif %}{% endfor %}");
	site_volumes_write(&v, "b.html", "---\n---\n{% if %}");
	site_volumes_set_state(&v, 5, SOURCE_READY);
	assert_int_equal(render_in_child(&v, &watch), 42);
	report = site_volumes_report(&v);

	assert_false(report.given_up);
	assert_int_equal(report.messages_len, 2);
	assert_string_equal(report.messages[0].file, "a.html");
	assert_int_equal(report.messages[0].line, 4);
	assert_string_equal(report.messages[0].text,
			    "the template takes too long");
	assert_string_equal(report.messages[1].file, "b.html");
	build_report_release(&report);
	site_volumes_release(&v);
}

static void a_second_attempt_begins_with_an_empty_report(void **state)
{
	auto_build_report struct build_report r = {
		.sequence = 7,
		.commit = mem_strdup("abc"),
		.pages = 3,
	};

	(void)state;
	build_report_add(&r, BUILD_ERROR, (struct err_place){ 0 }, "x");
	outcome_forget(&r);

	assert_int_equal(r.sequence, 7);
	assert_string_equal(r.commit, "abc");
	assert_int_equal(r.pages, 0);
	assert_int_equal(r.messages_len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(what_takes_too_long_is_given_up_and_told),
		test_in_dir(what_was_given_up_waits_for_a_change),
		test_in_dir(a_loop_that_takes_too_long_is_an_error_of_its_page),
		cmocka_unit_test(a_second_attempt_begins_with_an_empty_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
