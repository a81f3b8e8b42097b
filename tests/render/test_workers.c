/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/workers.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/num.h"
#include "render/jekyll/page_failures.h"
#include "tests/support/site_case.h"
#include "tests/support/test.h"

#define PAGES 40

/* Remembers how often it was given each "pN.html". */
struct fake_publisher {
	pthread_mutex_t lock;
	const char *refuse; /* a path, or NULL */
	int seen[PAGES];
};

static fallible add(void *self, struct str path, struct str body)
{
	struct fake_publisher *f = self;
	uint64_t n = 0;

	if (f->refuse && str_is(path, f->refuse))
		return err_new(&ERR_FULL, "no room");
	assert_true(str_starts(path, "p") && str_ends(path, ".html"));
	assert_true(num_parse_uint(str_n(path.data + 1, path.len - 6),
				   PAGES - 1, &n));
	assert_true(body.len);
	(void)pthread_mutex_lock(&f->lock);
	f->seen[n]++;
	(void)pthread_mutex_unlock(&f->lock);
	return NULL;
}

static const struct publisher_ops ops = { .add = add };

/* Run @threads on a site of PAGES pages, of which one is broken. */
static struct err *run(const char *dir, unsigned threads, int stop_fd,
		       struct fake_publisher *f, struct build_report *report)
{
	const struct workers_config cfg = { threads, stop_fd };
	const struct publisher publisher = { &ops, f };
	struct website_source source = { .theme = -1, .themes = -1 };
	auto_website struct website *site = NULL;
	auto_build struct build *build = NULL;
	auto_outputs struct outputs outputs = { 0 };
	auto_close int top = -1;
	auto_close int folder = -1;
	struct err *e;

	for (int i = 0; i < PAGES; i++) {
		char name[32];

		(void)snprintf(name, sizeof name, "p%d.html", i);
		site_case_write(dir, name,
				i == 7 ? "---\n---\n{% if %}"
				       : "---\n---\n{{ page.url }}");
	}
	assert_ok(fs_open_dir(dir, &top));
	assert_ok(fs_open_at(top, "site", O_RDONLY | O_DIRECTORY, 0, &folder));
	source.dir = folder;
	assert_ok(website_read(&source, report, &site));
	assert_int_equal(report->messages_len, 0);
	assert_ok(build_new(site, report, &build));
	outputs_find(build, false, &outputs);
	(void)pthread_mutex_init(&f->lock, NULL);
	e = workers_run(&cfg, build, &outputs, &publisher);
	page_failures_settle(build->failures, site, report);
	return e;
}

static void every_page_is_made_once_by_however_many(void **state)
{
	for (unsigned threads = 1; threads <= 4; threads += 3) {
		auto_build_report struct build_report report = { 0 };
		struct fake_publisher f = { .refuse = NULL };

		assert_ok(run(*state, threads, -1, &f, &report));

		for (int i = 0; i < PAGES; i++)
			assert_int_equal(f.seen[i], i != 7);
		assert_int_equal(report.messages_len, 1);
		assert_string_equal(report.messages[0].file, "p7.html");
	}
}

static void what_the_publisher_refuses_ends_the_work(void **state)
{
	auto_build_report struct build_report report = { 0 };
	struct fake_publisher f = { .refuse = "p0.html" };

	assert_fails_saying(&ERR_FULL, "'p0.html': no room",
			    run(*state, 1, -1, &f, &report));
	assert_int_equal(f.seen[PAGES - 1], 0);
}

static void they_stop_when_told_to(void **state)
{
	auto_build_report struct build_report report = { 0 };
	struct fake_publisher f = { .refuse = NULL };
	int ends[2];

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_fails(&WORKERS_STOPPED, run(*state, 2, ends[0], &f, &report));

	for (int i = 0; i < PAGES; i++)
		assert_int_equal(f.seen[i], 0);
	(void)close(ends[0]);
	(void)close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(every_page_is_made_once_by_however_many),
		test_in_dir(what_the_publisher_refuses_ends_the_work),
		test_in_dir(they_stop_when_told_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
