/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <sched.h>
#include <string.h>
#include <sys/mount.h>

#include "runtime/process/cgroup_mounts.h"
#include "runtime/process/plan.h"

static const struct cgroup_layout hybrid = {
	.items = { { 1, "cpu,cpuacct", "/h/cpu,cpuacct", "/h/cpu,cpuacct" },
		   { 1, "memory", "/h/memory", "/h/memory/us" },
		   { 2, "", "/h/unified", "/h/unified" } },
	.len = 3,
};

static const struct cgroup_layout version_2 = {
	.items = { { 2, "memory", "/h", "/h/us" } },
	.len = 1,
};

static const struct cgroup_place places[] = {
	{ 1, "memory", "/h/memory/us/box", 0 },
	{ 2, "memory", "/h/us/box", 0 },
};
static const struct cgroup groups = { places, 2 };

static const struct spec_mount asked[] = {
	{ .index = 0, .destination = "/proc", .type = "proc" },
	{ .index = 1,
	  .destination = "/c",
	  .type = "cgroup",
	  .source = "cgroup",
	  .options.set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID },
	{ .index = 2, .destination = "/t", .type = "tmpfs" },
};

static struct spec make_spec(uint64_t namespaces)
{
	struct spec s = { .root = "r",
			  .namespaces = CLONE_NEWNS | namespaces,
			  .mounts = asked,
			  .mounts_len = 3 };
	return s;
}

static void version_1_is_a_folder_of_hierarchies(void **state)
{
	auto_spec struct spec s = make_spec(CLONE_NEWCGROUP);
	const struct spec_mount *m;

	(void)state;
	cgroup_mounts_expand(&s, &hybrid, &groups);
	m = s.mounts;

	assert_int_equal(s.mounts_len, 6);
	assert_string_equal(m[1].type, "tmpfs");
	assert_true(m[1].sealed);
	assert_int_equal(m[1].options.set, MOUNT_ATTR_NOSUID);
	assert_string_equal(m[2].destination, "/c/cpu,cpuacct");
	assert_string_equal(m[2].type, "cgroup");
	assert_int_equal(m[2].options.data_len, 2);
	assert_string_equal(m[2].options.data[1], "cpuacct");
	assert_string_equal(m[2].links, "cpu,cpuacct");
	assert_int_equal(m[3].options.set,
			 MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID);
	assert_null(m[3].links);
	assert_string_equal(m[4].destination, "/c/unified");
	assert_string_equal(m[4].type, "cgroup2");
	assert_string_equal(m[5].destination, "/t");
	assert_int_equal(m[4].index, 1);
}

static void version_2_is_one_mount(void **state)
{
	auto_spec struct spec s = make_spec(CLONE_NEWCGROUP);

	(void)state;
	cgroup_mounts_expand(&s, &version_2, &groups);

	assert_int_equal(s.mounts_len, 3);
	assert_string_equal(s.mounts[1].type, "cgroup2");
	assert_string_equal(s.mounts[1].destination, "/c");
	assert_false(s.mounts[1].sealed);
}

static void without_a_namespace_the_own_groups_are_bound(void **state)
{
	auto_spec struct spec s = make_spec(0);
	auto_spec struct spec t = make_spec(0);

	(void)state;
	cgroup_mounts_expand(&s, &hybrid, &groups);
	cgroup_mounts_expand(&t, &version_2, &groups);

	assert_true(s.mounts[2].options.bind);
	assert_string_equal(s.mounts[2].source, "/h/cpu,cpuacct");
	assert_string_equal(s.mounts[3].source, "/h/memory/us/box");
	assert_string_equal(t.mounts[1].source, "/h/us/box");
}

static int find(const struct plan *p, enum step_kind kind, const char *path)
{
	for (size_t i = 0; i < p->len; i++)
		if (p->steps[i].kind == kind && p->steps[i].path &&
		    !strcmp(p->steps[i].path, path))
			return (int)i;
	return -1;
}

static void the_folder_is_sealed_when_it_is_full(void **state)
{
	auto_spec struct spec s = make_spec(CLONE_NEWCGROUP);
	auto_plan struct plan p = { 0 };
	int link, seal;

	(void)state;
	s.process.cwd = "/";
	cgroup_mounts_expand(&s, &hybrid, &groups);
	plan_make(&s, &p);
	link = find(&p, STEP_SYMLINK, "/c/cpuacct");
	seal = find(&p, STEP_SEAL, "/c");

	assert_true(link > find(&p, STEP_MOUNT, "/c/cpu,cpuacct"));
	assert_string_equal(p.steps[link].text, "cpu,cpuacct");
	assert_true(seal > find(&p, STEP_MOUNT, "/c/unified"));
	assert_true(seal < find(&p, STEP_MOUNT, "/t"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(version_1_is_a_folder_of_hierarchies),
		cmocka_unit_test(version_2_is_one_mount),
		cmocka_unit_test(without_a_namespace_the_own_groups_are_bound),
		cmocka_unit_test(the_folder_is_sealed_when_it_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
