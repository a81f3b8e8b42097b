/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <sched.h>
#include <string.h>
#include <sys/mount.h>

#include "runtime/process/plan.h"

static const char *const program[] = { "true", NULL };
static const struct id_range range = { 0, 1000, 1 };

static struct spec make_spec(uint64_t namespaces)
{
	struct spec s = { .root = "rootfs", .namespaces = namespaces };

	s.process.argv = (const char **)program;
	s.process.cwd = "/";
	if (namespaces & CLONE_NEWUSER)
		s.maps = (struct id_maps){ { &range, 1 }, { &range, 1 } };
	return s;
}

/* The place of the first step of a kind on @path (NULL: any); -1: none. */
static int find(const struct plan *p, enum step_kind kind, const char *path)
{
	for (size_t i = 0; i < p->len; i++)
		if (p->steps[i].kind == kind &&
		    (!path || !strcmp(p->steps[i].path, path)))
			return (int)i;
	return -1;
}

static void the_root_comes_first_and_the_pivot_last(void **state)
{
	auto_spec struct spec s = make_spec(CLONE_NEWNS);
	const struct spec_mount tmp = { .destination = "/tmp",
					.type = "tmpfs" };
	auto_plan struct plan p = { 0 };

	(void)state;
	s.mounts = &tmp;
	s.mounts_len = 1;
	s.root_readonly = true;
	plan_make(&s, &p);

	assert_in_range(find(&p, STEP_ROOT, NULL), 0, 0);
	assert_int_equal(find(&p, STEP_MOUNT, "/tmp"), 1);
	assert_int_equal(find(&p, STEP_SEAL, NULL), 2);
	assert_int_equal(find(&p, STEP_PIVOT, NULL), 4);
	assert_int_equal(p.confine, 5);
}

static void
control_groups_are_entered_late_but_before_they_are_shown(void **state)
{
	static const struct spec_mount mounts[] = {
		{ .destination = "/tmp", .type = "tmpfs" },
		{ .destination = "/sys/fs/cgroup/a", .type = "cgroup" },
		{ .destination = "/sys/fs/cgroup/b", .type = "cgroup2" },
	};
	auto_spec struct spec s = make_spec(CLONE_NEWNS);
	auto_spec struct spec bare = make_spec(CLONE_NEWNS);
	auto_plan struct plan p = { 0 }, q = { 0 };

	(void)state;
	s.mounts = bare.mounts = mounts;
	s.mounts_len = 3;
	bare.mounts_len = 1;
	plan_make(&s, &p);
	plan_make(&bare, &q);

	assert_int_equal(find(&p, STEP_CGROUP, NULL), 2);
	assert_int_equal(find(&p, STEP_MOUNT, "/sys/fs/cgroup/a"), 3);
	assert_int_equal(find(&p, STEP_MOUNT, "/sys/fs/cgroup/b"), 4);
	assert_int_equal(find(&q, STEP_CGROUP, NULL), 2);
	assert_int_equal(find(&q, STEP_PIVOT, NULL), 3);
}

static void only_new_namespaces_are_changed(void **state)
{
	auto_spec struct spec s = make_spec(CLONE_NEWNS | CLONE_NEWNET);
	auto_spec struct spec bare = make_spec(CLONE_NEWNS);
	auto_plan struct plan p = { 0 }, q = { 0 };

	(void)state;
	s.hostname = "box";
	plan_make(&s, &p);
	plan_make(&bare, &q);

	assert_true(find(&p, STEP_LOOPBACK, NULL) >= 0);
	assert_true(find(&p, STEP_HOSTNAME, NULL) >= 0);
	assert_int_equal(find(&p, STEP_SETUP_IDS, NULL), -1);
	assert_int_equal(find(&q, STEP_LOOPBACK, NULL), -1);
	assert_int_equal(find(&q, STEP_HOSTNAME, NULL), -1);
}

static void what_needs_no_ids_comes_before_they_are_mapped(void **state)
{
	auto_spec struct spec s =
		make_spec(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUSER);
	auto_plan struct plan p = { 0 };

	(void)state;
	s.hostname = "box";
	s.domainname = "example.org";
	plan_make(&s, &p);

	assert_int_equal(p.mapped, 3);
	assert_in_range(find(&p, STEP_LOOPBACK, NULL), 0, 2);
	assert_in_range(find(&p, STEP_HOSTNAME, NULL), 0, 2);
	assert_in_range(find(&p, STEP_DOMAINNAME, NULL), 0, 2);
	assert_int_equal(find(&p, STEP_SETUP_IDS, NULL), 3);
}

static void the_setup_is_done_by_a_mapped_user(void **state)
{
	static const struct id_range high = { 7, 1000, 1 };
	auto_spec struct spec s = make_spec(CLONE_NEWNS | CLONE_NEWUSER);
	auto_spec struct spec t = make_spec(CLONE_NEWNS | CLONE_NEWUSER);
	auto_plan struct plan p = { 0 }, q = { 0 };

	(void)state;
	t.maps = (struct id_maps){ { &high, 1 }, { &high, 1 } };
	t.process.user.uid = t.process.user.gid = 7;
	plan_make(&s, &p);
	plan_make(&t, &q);

	assert_int_equal(p.mapped, 0);
	assert_int_equal(p.steps[0].kind, STEP_SETUP_IDS);
	assert_int_equal(p.steps[0].uid, 0);
	assert_int_equal(q.steps[0].uid, 7);
	assert_int_equal(q.steps[0].gid, 7);
}

static void devices_are_made_in_dev_before_it_is_filled(void **state)
{
	static const struct spec_mount mounts[] = {
		{ .destination = "/dev", .type = "tmpfs" },
		{ .destination = "/dev/pts", .type = "devpts" },
	};
	auto_spec struct spec s = make_spec(CLONE_NEWNS | CLONE_NEWUSER);
	auto_spec struct spec host = make_spec(CLONE_NEWNS);
	auto_plan struct plan p = { 0 }, q = { 0 };

	(void)state;
	s.mounts = host.mounts = mounts;
	s.mounts_len = host.mounts_len = 2;
	plan_make(&s, &p);
	plan_make(&host, &q);

	assert_true(find(&p, STEP_DEVICE, "/dev/null") >
		    find(&p, STEP_MOUNT, "/dev"));
	assert_true(find(&p, STEP_DEVICE, "/dev/null") <
		    find(&p, STEP_MOUNT, "/dev/pts"));
	assert_true(find(&p, STEP_SYMLINK, "/dev/fd") > 0);
	assert_true(p.steps[find(&p, STEP_DEVICE, "/dev/zero")].from_host);
	assert_false(q.steps[find(&q, STEP_DEVICE, "/dev/zero")].from_host);
}

static void a_terminal_group_nobody_is_in_is_dropped(void **state)
{
	static const char *options[] = { "mode=0620", "gid=5" };
	const struct spec_mount m = { .destination = "/dev/pts",
				      .type = "devpts",
				      .options = { .data = options,
						   .data_len = 2 } };
	static const struct id_range all = { 0, 100000, 65536 };
	auto_spec struct spec s = make_spec(CLONE_NEWNS | CLONE_NEWUSER);
	auto_spec struct spec t = make_spec(CLONE_NEWNS | CLONE_NEWUSER);
	auto_plan struct plan p = { 0 }, q = { 0 };

	(void)state;
	t.maps = (struct id_maps){ { &all, 1 }, { &all, 1 } };
	s.mounts = t.mounts = &m;
	s.mounts_len = t.mounts_len = 1;
	plan_make(&s, &p);
	plan_make(&t, &q);

	assert_int_equal(
		p.steps[find(&p, STEP_MOUNT, "/dev/pts")].options.data_len, 1);
	assert_int_equal(
		q.steps[find(&q, STEP_MOUNT, "/dev/pts")].options.data_len, 2);
}

static void the_hosts_network_shows_the_hosts_sysfs(void **state)
{
	const struct spec_mount m = { .destination = "/sys", .type = "sysfs" };
	auto_spec struct spec s = make_spec(CLONE_NEWNS | CLONE_NEWUSER);
	auto_spec struct spec t =
		make_spec(CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWNET);
	auto_plan struct plan p = { 0 }, q = { 0 };
	int at;

	(void)state;
	s.mounts = t.mounts = &m;
	s.mounts_len = t.mounts_len = 1;
	plan_make(&s, &p);
	plan_make(&t, &q);

	at = find(&p, STEP_BIND, "/sys");
	assert_true(at > 0);
	assert_string_equal(p.steps[at].source, "/sys");
	assert_true(p.steps[at].options.set_below & MOUNT_ATTR_RDONLY);
	assert_true(find(&q, STEP_MOUNT, "/sys") > 0);
}

static void links_lead_no_mount_of_the_kernels_astray(void **state)
{
	static const struct spec_mount mounts[] = {
		{ .destination = "/proc", .type = "proc" },
		{ .destination = "/process", .type = "tmpfs" },
		{ .destination = "/dev/shm", .type = "tmpfs" },
	};
	auto_spec struct spec s = make_spec(CLONE_NEWNS);
	auto_plan struct plan p = { 0 };

	(void)state;
	s.mounts = mounts;
	s.mounts_len = 3;
	plan_make(&s, &p);

	assert_false(p.steps[find(&p, STEP_MOUNT, "/proc")].symlinks);
	assert_true(p.steps[find(&p, STEP_MOUNT, "/process")].symlinks);
	assert_false(p.steps[find(&p, STEP_MOUNT, "/dev/shm")].symlinks);
}

static void paths_are_hidden_after_all_is_mounted(void **state)
{
	static const char *masked[] = { "/proc/kcore" };
	static const char *readonly[] = { "/proc/sys" };
	const struct spec_mount m = { .destination = "/proc", .type = "proc" };
	auto_spec struct spec s = make_spec(CLONE_NEWNS);
	auto_plan struct plan p = { 0 };

	(void)state;
	s.mounts = &m;
	s.mounts_len = 1;
	s.masked_paths = masked;
	s.readonly_paths = readonly;
	s.masked_paths_len = s.readonly_paths_len = 1;
	plan_make(&s, &p);

	assert_true(find(&p, STEP_MASK_PATH, "/proc/kcore") >
		    find(&p, STEP_MOUNT, "/proc"));
	assert_true(find(&p, STEP_READONLY_PATH, "/proc/sys") >
		    find(&p, STEP_MOUNT, "/proc"));
	assert_true(find(&p, STEP_MASK_PATH, NULL) <
		    find(&p, STEP_PIVOT, NULL));
}

static void a_filter_is_loaded_last_when_it_may_be(void **state)
{
	static const struct seccomp_profile profile = { 0 };
	auto_spec struct spec s = make_spec(CLONE_NEWNS);
	auto_spec struct spec t = make_spec(CLONE_NEWNS);
	auto_plan struct plan p = { 0 }, q = { 0 };

	(void)state;
	s.seccomp = t.seccomp = &profile;
	s.process.no_new_privileges = true;
	plan_make(&s, &p);
	plan_make(&t, &q);

	assert_int_equal(find(&p, STEP_SECCOMP, NULL), p.len - 1);
	assert_true(find(&p, STEP_NO_NEW_PRIVILEGES, NULL) > 0);
	assert_true(find(&q, STEP_SECCOMP, NULL) <
		    find(&q, STEP_CAPABILITIES, NULL));
	assert_true(find(&p, STEP_GATE, NULL) < find(&p, STEP_SECCOMP, NULL));
	assert_true(find(&q, STEP_GATE, NULL) < find(&q, STEP_SECCOMP, NULL));
	assert_int_equal(find(&q, STEP_NO_NEW_PRIVILEGES, NULL), -1);
}

static void a_terminal_is_opened_before_the_root_is_sealed(void **state)
{
	auto_spec struct spec s = make_spec(CLONE_NEWNS);
	auto_spec struct spec bare = make_spec(CLONE_NEWNS);
	auto_plan struct plan p = { 0 }, q = { 0 };

	(void)state;
	s.process.terminal = true;
	s.root_readonly = true;
	plan_make(&s, &p);
	plan_make(&bare, &q);

	assert_true(find(&p, STEP_CONSOLE, NULL) > 0);
	assert_true(find(&p, STEP_CONSOLE, NULL) < find(&p, STEP_SEAL, NULL));
	assert_true(find(&p, STEP_TERMINAL, NULL) > find(&p, STEP_USER, NULL));
	assert_int_equal(find(&q, STEP_CONSOLE, NULL), -1);
	assert_int_equal(find(&q, STEP_TERMINAL, NULL), -1);
}

static void each_process_is_confined_in_the_same_order(void **state)
{
	static const enum step_kind wanted[] = {
		STEP_SESSION,      STEP_KEYRING,      STEP_RLIMIT,
		STEP_BOUNDING_SET, STEP_USER,         STEP_CWD,
		STEP_HOME,         STEP_GATE,         STEP_HIDE_LAUNCHER,
		STEP_CAPABILITIES, STEP_PARENT_DEATH,
	};
	const struct rlimit_request limit = { .name = "RLIMIT_CPU" };
	auto_spec struct spec s = make_spec(CLONE_NEWNS);
	auto_plan struct plan p = { 0 };

	(void)state;
	s.process.rlimits = &limit;
	s.process.rlimits_len = 1;
	plan_make(&s, &p);

	assert_int_equal(p.len - p.confine, sizeof(wanted) / sizeof(*wanted));
	for (size_t i = p.confine; i < p.len; i++)
		assert_int_equal(p.steps[i].kind, wanted[i - p.confine]);
}

static void a_home_is_looked_for_when_none_is_said(void **state)
{
	static const char *env[] = { "HOMES=/x", "HOME=", NULL };
	auto_spec struct spec s = make_spec(CLONE_NEWNS);
	auto_spec struct spec bare = make_spec(CLONE_NEWNS);
	auto_plan struct plan p = { 0 }, q = { 0 };

	(void)state;
	s.process.env = bare.process.env = env;
	s.process.env_len = 2;
	bare.process.env_len = 1;
	plan_make(&s, &p);
	plan_make(&bare, &q);

	assert_int_equal(find(&p, STEP_HOME, NULL), -1);
	/* By the user himself, before a filter is in the way. */
	assert_true(find(&q, STEP_HOME, NULL) > find(&q, STEP_USER, NULL));
	assert_true(find(&q, STEP_HOME, NULL) < find(&q, STEP_GATE, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_root_comes_first_and_the_pivot_last),
		cmocka_unit_test(
			control_groups_are_entered_late_but_before_they_are_shown),
		cmocka_unit_test(only_new_namespaces_are_changed),
		cmocka_unit_test(
			what_needs_no_ids_comes_before_they_are_mapped),
		cmocka_unit_test(the_setup_is_done_by_a_mapped_user),
		cmocka_unit_test(devices_are_made_in_dev_before_it_is_filled),
		cmocka_unit_test(a_terminal_group_nobody_is_in_is_dropped),
		cmocka_unit_test(the_hosts_network_shows_the_hosts_sysfs),
		cmocka_unit_test(links_lead_no_mount_of_the_kernels_astray),
		cmocka_unit_test(paths_are_hidden_after_all_is_mounted),
		cmocka_unit_test(a_filter_is_loaded_last_when_it_may_be),
		cmocka_unit_test(
			a_terminal_is_opened_before_the_root_is_sealed),
		cmocka_unit_test(a_home_is_looked_for_when_none_is_said),
		cmocka_unit_test(each_process_is_confined_in_the_same_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
