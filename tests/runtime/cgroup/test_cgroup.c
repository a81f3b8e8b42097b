/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/cgroup/cgroup.h"
#include "runtime/cgroup/cgroup_file.h"

static void what_is_written_down_is_read_again(void **state)
{
	static const struct cgroup_place places[] = {
		{ 1, "cpu,cpuacct", "/c/cpu/box", 6 },
		{ 2, "memory", "/c/a \"b\"/box", 2 },
	};
	const struct cgroup c = { places, 2 };
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct cgroup back = { 0 };

	(void)state;
	cgroup_write_record(&c, &text);
	assert_ok(cgroup_read_record(buf_str(&text), &arena, &back));

	assert_int_equal(back.len, 2);
	assert_int_equal(back.places[0].version, 1);
	assert_string_equal(back.places[0].controllers, "cpu,cpuacct");
	assert_int_equal(back.places[0].kept, 6);
	assert_string_equal(back.places[1].path, "/c/a \"b\"/box");
	assert_ptr_equal(cgroup_find(&back, "cpuacct"), &back.places[0]);
	assert_ptr_equal(cgroup_unified(&back), &back.places[1]);
	assert_null(cgroup_find(&back, "pids"));
}

static void a_record_that_leads_elsewhere_is_refused(void **state)
{
	static const char *const bad[] = {
		"{}",
		"[{}]",
		"[{\"version\": 1, \"controllers\": \"\", \"path\": \"c\"}]",
		"[{\"version\": 3, \"path\": \"/c\"}]",
		"[{\"version\": 1, \"path\": \"/c/../../home\"}]",
		"[{\"version\": 1, \"path\": \"/c\", \"kept\": 9}]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		auto_arena struct arena arena = { 0 };
		struct cgroup c = { 0 };

		print_message("%s\n", bad[i]);
		assert_fails(&ERR_INPUT,
			     cgroup_read_record(str_of(bad[i]), &arena, &c));
	}
}

/* A folder stands for a group: its files say what it may lend. */
static void make_group(const char *top, const char *path,
		       const char *controllers, const char *lent,
		       const char *procs)
{
	const char *const files[][2] = {
		{ "cgroup.controllers", controllers },
		{ "cgroup.subtree_control", lent },
		{ "cgroup.procs", procs },
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		auto_free char *file = mem_printf("%s/%s", path, files[i][0]);

		test_write_file(top, file, files[i][1]);
	}
}

static struct cgroup_plan plan(const struct resources *r, const char *top,
			       const char *own, struct arena *arena)
{
	struct cgroup_layout l = { .len = 1 };
	struct cgroup_plan p = { 0 };

	l.items[0] = (struct cgroup_hierarchy){ 2, "memory,pids", top, own };
	assert_ok(cgroup_plan_make(r, &l, NULL, "box", arena, &p));
	return p;
}

static void a_group_with_processes_lends_nothing(void **state)
{
	const struct resources r = { .pids = { true, 5 } };
	auto_arena struct arena arena = { 0 };
	const char *top = *state;
	auto_free char *own = mem_printf("%s/slice/service", top);
	auto_free char *wanted = mem_printf("%s/slice/box", top);
	struct cgroup_plan p;

	make_group(top, ".", "memory pids\n", "memory pids\n", "1\n");
	make_group(top, "slice", "memory pids\n", "", "");
	make_group(top, "slice/service", "memory pids\n", "", "7\n");
	test_write_file(own, "cgroup.type", "domain\n");
	p = plan(&r, top, own, &arena);
	assert_ok(cgroup_settle(&p));

	assert_string_equal(p.sites[0].place.path, wanted);
	assert_int_equal(p.sites[0].place.kept, strlen(wanted) - 4);
}

static void one_that_lends_already_is_good(void **state)
{
	const struct resources r = { .pids = { true, 5 } };
	auto_arena struct arena arena = { 0 };
	const char *top = *state;
	auto_free char *own = mem_printf("%s/job", top);
	auto_free char *wanted = mem_printf("%s/job/box", top);
	struct cgroup_plan p;

	make_group(top, ".", "memory pids\n", "memory pids\n", "");
	make_group(top, "job", "memory pids\n", "memory pids\n", "");
	p = plan(&r, top, own, &arena);
	assert_ok(cgroup_settle(&p));

	assert_string_equal(p.sites[0].place.path, wanted);
}

static void the_topmost_lends_in_spite_of_its_processes(void **state)
{
	const struct resources r = { .pids = { true, 5 } };
	auto_arena struct arena arena = { 0 };
	const char *top = *state;
	auto_free char *wanted = mem_printf("%s/box", top);
	struct cgroup_plan p;

	make_group(top, ".", "memory pids\n", "", "1\n");
	p = plan(&r, top, top, &arena);
	assert_ok(cgroup_settle(&p));

	assert_string_equal(p.sites[0].place.path, wanted);
}

static void what_is_needed_and_cannot_be_had_is_an_error(void **state)
{
	const struct resources needs = { .pids = { true, 5 } };
	const struct resources none = { 0 };
	auto_arena struct arena arena = { 0 };
	const char *top = *state;
	auto_free char *own = mem_printf("%s/job", top);
	struct cgroup_plan p, q;

	make_group(top, ".", "memory\n", "", "1\n");
	make_group(top, "job", "\n", "", "7\n");
	test_write_file(own, "cgroup.type", "domain\n");
	test_write_file(top, "cgroup.type", "domain\n");
	p = plan(&needs, top, own, &arena);
	q = plan(&none, top, own, &arena);

	assert_fails_saying(&ERR_DENIED, "'pids'", cgroup_settle(&p));
	assert_ok(cgroup_settle(&q));
	assert_int_equal(q.len, 1);
	assert_string_equal(q.sites[0].below, own);
}

static void numbers_are_found_by_their_whole_key(void **state)
{
	const struct str text = STR("oom 7\noom_kill 3\nfrozen 1\nlow max\n");

	(void)state;
	assert_int_equal(cgroup_file_find(text, "oom_kill"), 3);
	assert_int_equal(cgroup_file_find(text, "oom"), 7);
	assert_int_equal(cgroup_file_find(text, "kill"), 0);
	assert_int_equal(cgroup_file_find(text, "low"), 0);
}

static void removing_what_is_gone_is_fine(void **state)
{
	auto_free char *path = mem_printf("%s/a/b", (const char *)*state);
	const struct cgroup_place place = { 1, "pids", path, strlen(*state) };
	const struct cgroup c = { &place, 1 };
	auto_free char *above = mem_printf("%s/a", (const char *)*state);
	struct stat st;

	assert_ok(cgroup_remove(&c));
	assert_int_equal(mkdir(above, 0755), 0);
	assert_int_equal(mkdir(path, 0755), 0);
	assert_ok(cgroup_remove(&c));

	assert_int_equal(stat(above, &st), -1);
	assert_int_equal(stat(*state, &st), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_down_is_read_again),
		cmocka_unit_test(a_record_that_leads_elsewhere_is_refused),
		test_in_dir(a_group_with_processes_lends_nothing),
		test_in_dir(one_that_lends_already_is_good),
		test_in_dir(the_topmost_lends_in_spite_of_its_processes),
		test_in_dir(what_is_needed_and_cannot_be_had_is_an_error),
		cmocka_unit_test(numbers_are_found_by_their_whole_key),
		test_in_dir(removing_what_is_gone_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
