/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/arrival.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "blogctl/interruption.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/test.h"

struct arrival_case {
	struct serve_report serve;
	uint64_t built; /* sequence of the last build; 0: there was none */
	bool published;
	enum arrival_state expected;
};

/* All wait for sequence 5. */
static const struct arrival_case cases[] = {
	{ { 0, 0 }, 0, false, ARRIVAL_WAITING },
	{ { 3, 4 }, 4, true, ARRIVAL_WAITING },
	{ { 3, 4 }, 4, false, ARRIVAL_WAITING },
	{ { 3, 4 }, 5, true, ARRIVAL_WAITING },
	{ { 3, 4 }, 5, false, ARRIVAL_HOPELESS },
	{ { 3, 4 }, 6, false, ARRIVAL_HOPELESS },
	{ { 4, 5 }, 5, true, ARRIVAL_LIVE },
	{ { 4, 5 }, 6, false, ARRIVAL_LIVE },
	{ { 9, 7 }, 7, true, ARRIVAL_LIVE },
};

static void serve_and_the_build_decide(void **state)
{
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct arrival_case *c = &cases[i];
		const struct build_report build = {
			.sequence = c->built,
			.published = c->published,
		};

		assert_int_equal(
			arrival_decide(5, &c->serve, c->built ? &build : NULL),
			c->expected);
	}
}

static void make_place(const char *dir, struct place *ret)
{
	auto_close int top = -1;

	*ret = (struct place){ .uid = 1,
			       .state = mem_printf("%s/state", dir),
			       .run = mem_printf("%s/run", dir) };
	assert_ok(fs_open_dir(dir, &top));
	assert_ok(fs_make_dirs_at(top, "state/public", 0700));
	assert_ok(fs_make_dirs_at(top, "run", 0700));
	test_write_file(ret->run, "supervisor.lock", "");
}

static void write_build(const struct place *p, bool published)
{
	auto_free char *path = mem_printf("%s/public", p->state);
	auto_build_report struct build_report r = { .sequence = 5,
						    .published = published };
	auto_close int dir = -1;

	build_report_add(&r, BUILD_ERROR,
			 (struct err_place){ "_posts/a.md", 3, 7 }, "bad");
	assert_ok(fs_open_dir(path, &dir));
	assert_ok(build_report_write(dir, &r));
}

static void waiting_ends_when_serve_reports(void **state)
{
	const struct timespec soon = { .tv_nsec = 50000000 };
	auto_build_report struct build_report build = { 0 };
	auto_place struct place p = { 0 };
	pid_t child;

	make_place(*state, &p);
	test_write_file(p.run, "report", "release 1 sequence 4\n");
	child = fork();
	if (child == 0) {
		auto_free char *path = mem_printf("%s/report", p.run);
		int fd = open(path, O_WRONLY | O_APPEND);

		(void)nanosleep(&soon, NULL);
		_exit(write(fd, "release 2 sequence 5\n", 21) != 21);
	}

	assert_ok(arrival_wait(&p, 5, 5000, &build));
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void a_failed_build_is_given_with_its_reasons(void **state)
{
	auto_build_report struct build_report build = { 0 };
	auto_place struct place p = { 0 };

	make_place(*state, &p);
	write_build(&p, false);

	assert_fails(&ARRIVAL_FAILED, arrival_wait(&p, 5, 5000, &build));
	assert_int_equal(build.messages_len, 1);
	assert_string_equal(build.messages[0].file, "_posts/a.md");
}

static void the_report_of_the_build_is_waited_for(void **state)
{
	const struct timespec soon = { .tv_nsec = 50000000 };
	auto_build_report struct build_report build = { 0 };
	auto_place struct place p = { 0 };
	pid_t child;

	make_place(*state, &p);
	test_write_file(p.run, "report", "release 2 sequence 5\n");
	child = fork();
	if (child == 0) {
		(void)nanosleep(&soon, NULL);
		write_build(&p, true);
		_exit(0);
	}

	assert_ok(arrival_wait(&p, 5, 5000, &build));
	assert_int_equal(build.sequence, 5);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void waiting_ends_when_the_site_is_taken_down(void **state)
{
	const struct timespec soon = { .tv_nsec = 50000000 };
	auto_build_report struct build_report build = { 0 };
	auto_place struct place p = { 0 };
	pid_t child;

	make_place(*state, &p);
	child = fork();
	if (child == 0) {
		(void)nanosleep(&soon, NULL);
		_exit(err_report(place_remove_run(&p)));
	}

	assert_fails(&ARRIVAL_DOWN, arrival_wait(&p, 5, 30000, &build));
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void waiting_ends_when_it_is_interrupted(void **state)
{
	const struct timespec soon = { .tv_nsec = 50000000 };
	auto_build_report struct build_report build = { 0 };
	auto_place struct place p = { 0 };
	pid_t parent = getpid();
	pid_t child;

	make_place(*state, &p);
	interruption_hold();
	child = fork();
	if (child == 0) {
		(void)nanosleep(&soon, NULL);
		_exit(kill(parent, SIGINT));
	}

	assert_fails(&INTERRUPTED, arrival_wait(&p, 5, 30000, &build));
	assert_int_equal(waitpid(child, NULL, 0), child);
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGINT, SIG_DFL);
	interruption_let();
}

static void a_serve_that_begins_is_waited_for(void **state)
{
	const struct timespec soon = { .tv_nsec = 50000000 };
	auto_place struct place p = { 0 };
	auto_free char *current = NULL;
	pid_t child;

	make_place(*state, &p);
	assert_ok(arrival_wait_serving(&p, 30000));

	current = mem_printf("%s/public/current", p.state);
	assert_int_equal(symlink(".", current), 0);
	test_write_file(p.run, "report", "");
	assert_fails(&ARRIVAL_LATE, arrival_wait_serving(&p, 1));
	child = fork();
	if (child == 0) {
		auto_free char *path = mem_printf("%s/report", p.run);
		int fd = open(path, O_WRONLY | O_APPEND);

		(void)nanosleep(&soon, NULL);
		_exit(write(fd, "release 2 sequence 5\n", 21) != 21);
	}
	assert_ok(arrival_wait_serving(&p, 30000));
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void what_is_live_without_a_report_is_live(void **state)
{
	auto_build_report struct build_report build = { 0 };
	auto_place struct place p = { 0 };

	make_place(*state, &p);
	test_write_file(p.run, "report", "release 2 sequence 5\n");

	assert_ok(arrival_wait(&p, 5, 5000, &build));
}

static void waiting_has_an_end(void **state)
{
	auto_build_report struct build_report build = { 0 };
	auto_place struct place p = { 0 };

	make_place(*state, &p);
	write_build(&p, true);

	assert_fails(&ARRIVAL_LATE, arrival_wait(&p, 5, 30, &build));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(serve_and_the_build_decide),
		test_in_dir(waiting_ends_when_serve_reports),
		test_in_dir(a_failed_build_is_given_with_its_reasons),
		test_in_dir(the_report_of_the_build_is_waited_for),
		test_in_dir(waiting_ends_when_the_site_is_taken_down),
		test_in_dir(waiting_ends_when_it_is_interrupted),
		test_in_dir(a_serve_that_begins_is_waited_for),
		test_in_dir(what_is_live_without_a_report_is_live),
		test_in_dir(waiting_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
