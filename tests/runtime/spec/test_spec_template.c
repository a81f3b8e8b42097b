/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <sched.h>
#include <string.h>
#include <sys/mount.h>

#include "lib/buf.h"
#include "runtime/spec/spec.h"
#include "runtime/spec/spec_template.h"

static const char *const program[] = { "sh", "-c", "true" };
static const char *const env[] = { "A=b" };

static struct spec_template make_template(void)
{
	return (struct spec_template){ .root = "/root",
				       .argv = program,
				       .argv_len = 3,
				       .env = env,
				       .env_len = 1,
				       .cwd = "/",
				       .hostname = "h",
				       .host_uid = 77,
				       .host_gid = 78 };
}

static void a_template_is_strict_and_whole(void **state)
{
	const struct spec_template t = make_template();
	auto_buf struct buf text = { 0 };
	auto_spec struct spec s = { 0 };

	(void)state;
	spec_template_write(&t, &text);
	assert_ok(spec_parse(buf_str(&text), "template", &s));

	assert_int_equal(s.warnings_len, 0);
	assert_true(s.root_readonly);
	assert_true(s.process.no_new_privileges);
	assert_int_equal(s.process.capabilities.bounding, 0);
	assert_int_equal(s.namespaces, CLONE_NEWNS | CLONE_NEWUSER |
					       CLONE_NEWPID | CLONE_NEWUTS |
					       CLONE_NEWIPC | CLONE_NEWCGROUP |
					       CLONE_NEWNET);
	assert_int_equal(s.maps.uids.ranges[0].host, 77);
	assert_int_equal(s.maps.gids.ranges[0].host, 78);
	assert_string_equal(s.process.argv[2], "true");
	assert_non_null(s.seccomp);
}

static void a_bare_container_has_no_more_than_it_needs(void **state)
{
	static const char *const targets[] = { "/proc", "/dev", "/tmp", "/b" };
	const struct spec_template_mount mount = { .source = "/a",
						   .destination = "/b",
						   .noexec = true };
	const struct spec_template_limit limit = { "RLIMIT_NOFILE", 64 };
	struct spec_template t = make_template();
	auto_buf struct buf text = { 0 };
	auto_spec struct spec s = { 0 };

	(void)state;
	t.bare = true;
	t.mounts = &mount;
	t.mounts_len = 1;
	t.limits = &limit;
	t.limits_len = 1;
	spec_template_write(&t, &text);
	assert_ok(spec_parse(buf_str(&text), "template", &s));

	assert_int_equal(s.mounts_len, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(s.mounts[i].destination, targets[i]);
		assert_true(s.mounts[i].options.set & MOUNT_ATTR_NOEXEC);
	}
	assert_string_equal(s.readonly_paths[0], "/dev");
	assert_int_equal(s.process.rlimits_len, 1);
	assert_int_equal(s.process.rlimits[0].limit.rlim_max, 64);
}

static void wishes_are_written_too(void **state)
{
	const struct spec_template_mount mounts[] = {
		{ .source = "/a", .destination = "/b", .readonly = true },
		{ .source = "/c",
		  .destination = "/d",
		  .map_owner = true,
		  .owner_uid = 5,
		  .owner_gid = 6 },
	};
	struct spec_template t = make_template();
	auto_buf struct buf text = { 0 };
	auto_spec struct spec s = { 0 };
	const struct spec_mount *m;

	(void)state;
	t.host_network = t.init = t.tmp = t.root_writable = true;
	t.mounts = mounts;
	t.mounts_len = 2;
	spec_template_write(&t, &text);
	assert_ok(spec_parse(buf_str(&text), "template", &s));

	assert_false(s.root_readonly);
	assert_true(s.init);
	assert_false(s.namespaces & CLONE_NEWNET);
	m = &s.mounts[s.mounts_len - 3];
	assert_string_equal(m[0].destination, "/tmp");
	assert_string_equal(m[1].source, "/a");
	assert_true(m[1].options.set_below != 0);
	assert_int_equal(m[2].maps.uids.ranges[0].container, 5);
	assert_int_equal(m[2].maps.uids.ranges[0].host, 77);
	assert_int_equal(m[2].maps.gids.ranges[0].container, 6);
}

static void the_default_profile_can_be_compiled(void **state)
{
	const struct spec_template t = make_template();
	auto_seccomp_program struct seccomp_program program_code = { 0 };
	auto_buf struct buf text = { 0 };
	auto_spec struct spec s = { 0 };

	(void)state;
	spec_template_write(&t, &text);
	assert_ok(spec_parse(buf_str(&text), "template", &s));
	assert_ok(seccomp_compile(s.seccomp, &program_code));

	assert_true(program_code.code.len > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_template_is_strict_and_whole),
		cmocka_unit_test(a_bare_container_has_no_more_than_it_needs),
		cmocka_unit_test(wishes_are_written_too),
		cmocka_unit_test(the_default_profile_can_be_compiled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
