/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/buf.h"
#include "runtime/cgroup/cgroup_layout.h"

static const char hybrid_mounts[] =
	"22 1 0:20 / /proc rw - proc proc rw\n"
	"30 23 0:25 / /sys/fs/cgroup rw shared:9 - tmpfs tmpfs rw,mode=755\n"
	"31 30 0:26 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup "
	"rw,cpu,cpuacct\n"
	"32 30 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
	"33 30 0:28 / /sys/fs/cgroup/systemd rw - cgroup cgroup "
	"rw,name=systemd\n"
	"34 30 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";

static const char hybrid_own[] = "9:name=systemd:/a\n"
				 "4:memory:/jobs/one:two\n"
				 "2:cpu,cpuacct:/\n"
				 "0::/jobs\n";

static struct cgroup_layout parse(const char *mounts, const char *own,
				  struct arena *arena)
{
	struct cgroup_layout l;

	cgroup_layout_parse(str_of(mounts), str_of(own), arena, &l);
	return l;
}

static void a_hybrid_has_both_versions(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup_layout l = parse(hybrid_mounts, hybrid_own, &arena);

	(void)state;
	assert_int_equal(l.len, 3);
	assert_int_equal(l.items[0].version, 1);
	assert_string_equal(l.items[0].controllers, "memory");
	assert_string_equal(l.items[0].mount, "/sys/fs/cgroup/memory");
	assert_string_equal(l.items[0].own,
			    "/sys/fs/cgroup/memory/jobs/one:two");
	assert_string_equal(l.items[1].own, "/sys/fs/cgroup/cpu,cpuacct");
	assert_int_equal(l.items[2].version, 2);
	assert_string_equal(l.items[2].own, "/sys/fs/cgroup/unified/jobs");
}

static void a_controller_is_found_by_its_whole_name(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup_layout l = parse(hybrid_mounts, hybrid_own, &arena);

	(void)state;
	assert_ptr_equal(cgroup_layout_find(&l, "cpuacct"), &l.items[1]);
	assert_null(cgroup_layout_find(&l, "cpua"));
	assert_null(cgroup_layout_find(&l, "pids"));
	assert_ptr_equal(cgroup_layout_unified(&l), &l.items[2]);
}

/* As in a container that was given a part of the host's tree. */
static void a_mount_may_show_a_part_of_the_tree(void **state)
{
	static const char mounts[] =
		"31 30 0:26 /box /sys/fs/cgroup/pids rw - cgroup cgroup "
		"rw,pids\n"
		"32 30 0:27 /other /sys/fs/cgroup/memory rw - cgroup cgroup "
		"rw,memory\n"
		"33 30 0:28 /bo /sys/fs/cgroup/cpu rw - cgroup cgroup "
		"rw,cpu\n"
		"34 30 0:28 /box /mnt/cpu rw - cgroup cgroup rw,cpu\n";
	static const char own[] = "3:pids:/box/job\n2:memory:/box/job\n"
				  "1:cpu:/box\n";
	auto_arena struct arena arena = { 0 };
	struct cgroup_layout l = parse(mounts, own, &arena);

	(void)state;
	assert_int_equal(l.len, 3);
	assert_string_equal(l.items[0].own, "/sys/fs/cgroup/pids/job");
	assert_string_equal(l.items[1].own, "/sys/fs/cgroup/memory");
	assert_string_equal(l.items[2].own, "/mnt/cpu");
}

static void what_is_not_mounted_is_not_there(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup_layout l =
		parse("22 1 0:20 / /proc rw - proc proc rw\nnonsense\n\n",
		      "4:memory:/\n0::/\nnonsense\n", &arena);

	(void)state;
	assert_int_equal(l.len, 0);
	assert_null(cgroup_layout_unified(&l));
}

static void there_are_no_more_hierarchies_than_fit(void **state)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf own = { 0 };
	struct cgroup_layout l;

	(void)state;
	for (int i = 0; i < 2 * CGROUP_MAX_HIERARCHIES; i++)
		buf_printf(&own, "%d:memory:/\n", i);
	l = parse(hybrid_mounts, own.data, &arena);

	assert_int_equal(l.len, CGROUP_MAX_HIERARCHIES);
}

static void this_machine_has_a_layout(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup_layout l;

	(void)state;
	assert_ok(cgroup_layout_read(0, &arena, &l));

	for (size_t i = 0; i < l.len; i++)
		assert_true(l.items[i].own[0] == '/');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hybrid_has_both_versions),
		cmocka_unit_test(a_controller_is_found_by_its_whole_name),
		cmocka_unit_test(a_mount_may_show_a_part_of_the_tree),
		cmocka_unit_test(what_is_not_mounted_is_not_there),
		cmocka_unit_test(there_are_no_more_hierarchies_than_fit),
		cmocka_unit_test(this_machine_has_a_layout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
