/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>

#include <linux/capability.h>

#include "lib/buf.h"
#include "lib/mem.h"
#include "runtime/spec/spec.h"

/* A bundle with one object of each kind to add to: "" leaves it as it is. */
struct parts {
	const char *top;     /* fields of the whole, each with a comma after */
	const char *process; /* the same of "process" ... */
	const char *mounts;  /* elements, without a last comma */
	const char *spaces;  /* further namespaces, each with a comma before */
	const char *linux_fields;
};

static fallible parse(const struct parts *p, struct spec *ret)
{
	char *text = mem_printf(
		"{ %s \"ociVersion\": \"1.0.2\", \"root\": {\"path\": \"r\"},"
		"\"process\": {%s \"args\": [\"true\"], \"cwd\": \"/\"},"
		"\"mounts\": [%s],"
		"\"linux\": {%s \"namespaces\": [{\"type\": \"mount\"}%s]}}",
		p->top ? p->top : "", p->process ? p->process : "",
		p->mounts ? p->mounts : "",
		p->linux_fields ? p->linux_fields : "",
		p->spaces ? p->spaces : "");
	struct err *e = spec_parse(str_of(text), "config.json", ret);

	free(text);
	return e;
}

#define USER ", {\"type\": \"user\"}"
#define MAPS                                                                   \
	"\"uidMappings\": [{\"containerID\": 0, \"hostID\": 9, \"size\": 1}]," \
	"\"gidMappings\": [{\"containerID\": 0, \"hostID\": 8, \"size\": 1}],"

static void the_least_bundle_is_enough(void **state)
{
	const struct parts p = { 0 };
	auto_spec struct spec s = { 0 };

	(void)state;
	assert_ok(parse(&p, &s));

	assert_string_equal(s.root, "r");
	assert_string_equal(s.process.argv[0], "true");
	assert_null(s.process.argv[1]);
	assert_null(s.process.env[0]);
	assert_int_equal(s.namespaces, CLONE_NEWNS);
	assert_int_equal(s.process.capabilities.bounding, 0);
	assert_null(s.seccomp);
	assert_false(s.init);
}

static void what_the_process_may_do_is_read(void **state)
{
	const struct parts p = {
		.process = "\"env\": [\"A=b\"], \"noNewPrivileges\": true,"
			   "\"user\": {\"uid\": 5, \"gid\": 6, \"umask\": 18,"
			   " \"additionalGids\": [7]},"
			   "\"capabilities\": {\"bounding\": [\"CAP_CHOWN\"],"
			   " \"permitted\": [\"CAP_KILL\"],"
			   " \"effective\": [\"CAP_KILL\"]},"
			   "\"rlimits\": [{\"type\": \"RLIMIT_NOFILE\","
			   " \"soft\": 3, \"hard\": 4}],"
			   "\"oomScoreAdj\": -5, \"terminal\": true,"
			   "\"consoleSize\": {\"height\": 25, \"width\": 80},",
	};
	auto_spec struct spec s = { 0 };

	(void)state;
	assert_ok(parse(&p, &s));

	assert_string_equal(s.process.env[0], "A=b");
	assert_true(s.process.no_new_privileges);
	assert_int_equal(s.process.user.uid, 5);
	assert_int_equal(s.process.user.gid, 6);
	assert_true(s.process.user.has_umask);
	assert_int_equal(s.process.user.umask, 022);
	assert_int_equal(s.process.user.groups[0], 7);
	assert_int_equal(s.process.capabilities.bounding, 1u << CAP_CHOWN);
	assert_int_equal(s.process.capabilities.effective, 1u << CAP_KILL);
	assert_int_equal(s.process.rlimits[0].limit.rlim_cur, 3);
	assert_int_equal(s.process.rlimits[0].limit.rlim_max, 4);
	assert_true(s.process.has_oom_score_adj);
	assert_int_equal(s.process.oom_score_adj, -5);
	assert_true(s.process.terminal);
	assert_int_equal(s.process.rows, 25);
	assert_int_equal(s.process.columns, 80);
}

static void hooks_and_annotations_are_read(void **state)
{
	const struct parts p = {
		.top = "\"hooks\": {\"prestart\": [{\"path\": \"/a\"}],"
		       "\"poststop\": [{\"path\": \"/b\", \"args\": [\"c\"],"
		       " \"env\": [\"D=e\"], \"timeout\": 7}]},"
		       "\"annotations\": {\"f\": \"g\"},",
	};
	auto_spec struct spec s = { 0 };

	(void)state;
	assert_ok(parse(&p, &s));

	assert_int_equal(s.hooks[HOOK_PRESTART].len, 1);
	assert_string_equal(s.hooks[HOOK_PRESTART].items[0].argv[0], "/a");
	assert_null(s.hooks[HOOK_PRESTART].items[0].env[0]);
	assert_int_equal(s.hooks[HOOK_CREATE_RUNTIME].len, 0);
	assert_string_equal(s.hooks[HOOK_POSTSTOP].items[0].argv[0], "c");
	assert_string_equal(s.hooks[HOOK_POSTSTOP].items[0].env[0], "D=e");
	assert_int_equal(s.hooks[HOOK_POSTSTOP].items[0].timeout_s, 7);
	assert_string_equal(s.annotations[0].name, "f");
	assert_string_equal(s.annotations[0].value, "g");
}

static void another_process_takes_the_place_of_the_first(void **state)
{
	const struct parts p = { .process = "\"user\": {\"uid\": 5}," };
	const struct str other = str_of("{\"args\": [\"false\"],"
					" \"cwd\": \"/x\"}");
	auto_spec struct spec s = { 0 };

	(void)state;
	assert_ok(parse(&p, &s));
	assert_ok(spec_parse_process(other, "process", &s));

	assert_string_equal(s.process.argv[0], "false");
	assert_string_equal(s.process.cwd, "/x");
	assert_int_equal(s.process.user.uid, 0);
	assert_fails(&ERR_INPUT,
		     spec_parse_process(str_of("{}"), "process", &s));
}

static void namespaces_maps_and_paths_are_read(void **state)
{
	const struct parts p = {
		.top = "\"hostname\": \"h\", \"annotations\":"
		       "{\"org.blogctl.init\": \"true\", \"x\": \"y\"},",
		.linux_fields = MAPS "\"maskedPaths\": [\"/a\"],"
				     "\"readonlyPaths\": [\"/b\"],",
		.spaces = USER ", {\"type\": \"uts\"}",
	};
	auto_spec struct spec s = { 0 };

	(void)state;
	assert_ok(parse(&p, &s));

	assert_int_equal(s.namespaces,
			 CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWUTS);
	assert_int_equal(s.maps.uids.ranges[0].host, 9);
	assert_int_equal(s.maps.gids.ranges[0].host, 8);
	assert_string_equal(s.masked_paths[0], "/a");
	assert_string_equal(s.readonly_paths[0], "/b");
	assert_string_equal(s.hostname, "h");
	assert_true(s.init);
	assert_int_equal(s.folder_attributes, MOUNT_ATTR_NODEV);
}

static void a_system_call_profile_is_read(void **state)
{
	const struct parts p = {
		.linux_fields =
			"\"seccomp\": {\"defaultAction\": \"SCMP_ACT_ERRNO\","
			"\"defaultErrnoRet\": 38, \"syscalls\": [{"
			"\"names\": [\"read\"], \"action\": \"SCMP_ACT_ALLOW\","
			"\"args\": [{\"index\": 1, \"value\": 2,"
			"\"op\": \"SCMP_CMP_EQ\"}]}]},",
	};
	auto_spec struct spec s = { 0 };

	(void)state;
	assert_ok(parse(&p, &s));

	assert_non_null(s.seccomp);
	assert_int_equal(s.seccomp->default_error, 38);
	assert_string_equal(s.seccomp->rules[0].names[0], "read");
	assert_int_equal(s.seccomp->rules[0].args[0].index, 1);
	assert_int_equal(s.seccomp->rules[0].args[0].value, 2);
}

static void what_is_left_out_is_warned_of(void **state)
{
	const struct parts p = {
		.top = "\"surprise\": 1,",
		.process = "\"hair\": \"red\",",
		.linux_fields = "\"intelRdt\": {\"closID\": \"x\"},"
				"\"devices\": [], \"sysctl\": {},",
	};
	auto_spec struct spec s = { 0 };
	size_t found = 0;

	(void)state;
	assert_ok(parse(&p, &s));

	for (size_t i = 0; i < s.warnings_len; i++)
		found += strstr(s.warnings[i], "linux.intelRdt:") ||
			 strstr(s.warnings[i], "process.hair:") ||
			 strstr(s.warnings[i], "surprise:");
	assert_int_equal(found, 3);
}

struct bad {
	struct parts parts;
	const char *says;
};

static const struct bad bad_ones[] = {
	{ { .top = "\"hostname\": \"h\"," }, "linux.namespaces: a name" },
	{ { .top = "\"annotations\": {\"org.blogctl.init\": \"yes\"}," },
	  "annotations.org.blogctl.init: is 'yes'" },
	{ { .process = "\"consoleSize\": {\"height\": 65536}," },
	  "process.consoleSize.height: " },
	{ { .process = "\"apparmorProfile\": 1," },
	  "process.apparmorProfile:" },
	{ { .process = "\"user\": {\"uid\": 4294967295}," },
	  "process.user.uid:" },
	{ { .process = "\"user\": {\"uid\": -1}," }, "process.user.uid:" },
	{ { .process = "\"user\": {\"uid\": \"0\"}," },
	  "process.user.uid: is a string" },
	{ { .process = "\"env\": [\"A=1\", \"B\"]," },
	  "process.env[1]: is not NAME=value" },
	{ { .process = "\"capabilities\": {\"bounding\": [\"CAP_NO\"]}," },
	  "process.capabilities.bounding[0]: no capability 'CAP_NO'" },
	{ { .process = "\"capabilities\": {\"effective\": [\"CAP_KILL\"]}," },
	  "process.capabilities: effective is not within permitted" },
	{ { .process = "\"rlimits\": [{\"type\": \"RLIMIT_X\", \"soft\": 1,"
		       "\"hard\": 1}]," },
	  "process.rlimits[0].type: no resource limit 'RLIMIT_X'" },
	{ { .process = "\"rlimits\": [{\"type\": \"RLIMIT_CPU\", \"soft\": 2,"
		       "\"hard\": 1}]," },
	  "process.rlimits[0].soft: is above" },
	{ { .mounts = "{\"destination\": \"tmp\", \"type\": \"tmpfs\"}" },
	  "mounts[0].destination: 'tmp' is not an absolute path" },
	{ { .mounts = "{\"type\": \"tmpfs\"}" },
	  "mounts[0].destination: is missing" },
	{ { .mounts = "{\"destination\": \"/x\", \"type\": \"bind\"}" },
	  "mounts[0].source: is missing" },
	{ { .mounts = "{\"destination\": \"/x\", \"type\": \"bind\","
		      "\"source\": \"/y\", \"options\": [\"magic\"]}" },
	  "mounts[0].options: no bind mount option 'magic'" },
	{ { .mounts = "{\"destination\": \"/x\", \"type\": \"tmpfs\"," MAPS
		      "\"source\": \"x\"}" },
	  "mounts[0].uidMappings: only a bind mount" },
	{ { .mounts = "7" }, "mounts[0]: is a" },
	{ { .spaces = ", {\"type\": \"mount\"}" },
	  "linux.namespaces[1].type: 'mount' is given twice" },
	{ { .spaces = ", {\"type\": \"moon\"}" },
	  "linux.namespaces[1].type: no namespace 'moon'" },
	{ { .spaces = ", {\"type\": \"ipc\", \"path\": 7}" },
	  "linux.namespaces[1].path: is a whole number" },
	{ { .spaces = USER }, "linux.uidMappings: is missing" },
	{ { .linux_fields = MAPS }, "linux: id mappings need a user" },
	{ { .linux_fields = MAPS,
	    .spaces = USER,
	    .process = "\"user\": {\"uid\": 1}," },
	  "process.user.uid 1 is not mapped" },
	{ { .linux_fields = "\"devices\": [{\"path\": \"/dev/fuse\"}]," },
	  "linux.devices[0].type: is missing" },
	{ { .linux_fields = "\"maskedPaths\": [\"/a\", \"b\"]," },
	  "linux.maskedPaths[1]: 'b' is not an absolute path" },
	{ { .linux_fields = "\"rootfsPropagation\": \"loud\"," },
	  "linux.rootfsPropagation: 'loud'" },
	{ { .linux_fields = "\"seccomp\": {}," },
	  "linux.seccomp.defaultAction: is missing" },
};

static void what_is_wrong_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad_ones) / sizeof(*bad_ones); i++) {
		struct spec s = { 0 };

		assert_fails_saying(&ERR_INPUT, bad_ones[i].says,
				    parse(&bad_ones[i].parts, &s));
		assert_null(s.arena.blocks);
	}
}

static void a_text_that_is_no_bundle_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		"[]",
		"{}",
		"nonsense",
		"{\"ociVersion\": \"2.0\"}",
		"{\"ociVersion\": \"1.0\", \"root\": 5}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct spec s = { 0 };

		assert_fails(&ERR_INPUT, spec_parse(str_of(texts[i]), "c", &s));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_least_bundle_is_enough),
		cmocka_unit_test(what_the_process_may_do_is_read),
		cmocka_unit_test(hooks_and_annotations_are_read),
		cmocka_unit_test(another_process_takes_the_place_of_the_first),
		cmocka_unit_test(namespaces_maps_and_paths_are_read),
		cmocka_unit_test(a_system_call_profile_is_read),
		cmocka_unit_test(what_is_left_out_is_warned_of),
		cmocka_unit_test(what_is_wrong_is_named),
		cmocka_unit_test(a_text_that_is_no_bundle_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
