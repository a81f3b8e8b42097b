/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <sched.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/stat.h>

#include <linux/ioprio.h>

#include "lib/buf.h"
#include "runtime/process/plan.h"
#include "runtime/spec/number_list.h"

static fallible parse(const char *process, const char *spaces,
		      const char *fields, struct spec *ret)
{
	auto_buf struct buf text = { 0 };

	buf_printf(&text,
		   "{\"ociVersion\": \"1.2.0\", \"root\": {\"path\": \"r\"},"
		   "\"process\": {\"args\": [\"true\"], \"cwd\": \"/\" %s},"
		   "\"linux\": {\"namespaces\": [{\"type\": \"mount\"} %s]"
		   "%s}}",
		   process, spaces, fields);
	return spec_parse(buf_str(&text), "config.json", ret);
}

static const struct step *find(const struct plan *p, enum step_kind kind)
{
	for (size_t i = 0; i < p->len; i++)
		if (p->steps[i].kind == kind)
			return &p->steps[i];
	return NULL;
}

#define NET ", {\"type\": \"network\"}"
#define IPC ", {\"type\": \"ipc\", \"path\": \"/proc/9/ns/ipc\"}"
#define TIME ", {\"type\": \"time\"}"

static void settings_of_a_namespace_are_written_before_the_root(void **state)
{
	auto_spec struct spec s = { 0 };
	auto_plan struct plan p = { 0 };
	const struct step *first;

	(void)state;
	assert_ok(parse("", NET IPC,
			", \"sysctl\": {\"net.ipv4.ip_forward\": \"1\","
			"\"net/ipv4/conf/eth0.5/rp_filter\": \"0\","
			"\"net.ipv4.conf.eth0/7.rp_filter\": \"2\","
			"\"kernel.shmmax\": \"4096\"}",
			&s));
	plan_make(&s, &p);
	first = find(&p, STEP_SYSCTL);

	assert_string_equal(first[0].path, "net/ipv4/ip_forward");
	assert_string_equal(first[0].text, "1");
	assert_string_equal(first[1].path, "net/ipv4/conf/eth0.5/rp_filter");
	assert_string_equal(first[2].path, "net/ipv4/conf/eth0.7/rp_filter");
	assert_string_equal(first[3].path, "kernel/shmmax");
	assert_true(first + 3 < find(&p, STEP_ROOT));
}

struct bad {
	const char *process;
	const char *spaces;
	const char *fields;
	const char *says;
};

static const struct bad bad_ones[] = {
	{ "", NET, ", \"sysctl\": {\"kernel.panic\": \"1\"}",
	  "linux.sysctl.kernel.panic: is the whole machine's" },
	{ "", NET, ", \"sysctl\": {\"kernel.shmmax\": \"1\"}",
	  "needs the ipc namespace" },
	{ "", "", ", \"sysctl\": {\"net.core.somaxconn\": \"1\"}",
	  "needs the network namespace" },
	{ "", NET, ", \"sysctl\": {\"net/../kernel/panic\": \"1\"}",
	  "is the whole machine's" },
	{ "", NET, ", \"sysctl\": {\"net.//.x\": \"1\"}", "whole machine's" },
	{ "", NET, ", \"sysctl\": {\"net..x\": \"1\"}", "whole machine's" },
	{ "", NET, ", \"sysctl\": {\"net.x\": 1}", "linux.sysctl.net.x: is" },
	{ "", "", ", \"timeOffsets\": {\"monotonic\": {\"secs\": 1}}",
	  "linux.timeOffsets: needs a new time namespace" },
	{ "", TIME, ", \"timeOffsets\": {\"monotonic\": {\"nanosecs\": -1}}",
	  "linux.timeOffsets.monotonic.nanosecs" },
	{ "", ", {\"type\": \"network\", \"path\": \"x\"}", "",
	  "linux.namespaces[1].path: 'x' is not an absolute path" },
	{ "", NET ", {\"type\": \"network\", \"path\": \"/x\"}", "",
	  "linux.namespaces[2].type: 'network' is given twice" },
	{ "", ", {\"type\": \"mount\", \"path\": \"/x\"}", "",
	  "'mount' is given twice" },
	{ "", "", ", \"personality\": {\"domain\": \"BSD\"}",
	  "linux.personality.domain: 'BSD'" },
	{ "", "",
	  ", \"personality\": {\"domain\": \"LINUX\","
	  "\"flags\": [\"X\"]}",
	  "linux.personality.flags: is not supported" },
	{ "", "", ", \"memoryPolicy\": {\"mode\": \"MPOL_X\"}",
	  "linux.memoryPolicy.mode: 'MPOL_X' is not known" },
	{ "", "",
	  ", \"memoryPolicy\": {\"mode\": \"MPOL_BIND\","
	  "\"nodes\": \"a\"}",
	  "linux.memoryPolicy.nodes: 'a'" },
	{ "", "", ", \"devices\": [{\"type\": \"x\", \"path\": \"/dev/a\"}]",
	  "linux.devices[0].type: 'x'" },
	{ "", "", ", \"devices\": [{\"type\": \"c\", \"path\": \"/dev/a\"}]",
	  "linux.devices[0].major: is missing" },
	{ "", "", ", \"devices\": [{\"type\": \"p\", \"path\": \"a\"}]",
	  "linux.devices[0].path: 'a' is not an absolute path" },
	{ ", \"scheduler\": {\"policy\": \"SCHED_X\"}", "", "",
	  "process.scheduler.policy: 'SCHED_X' is not known" },
	{ ", \"scheduler\": {\"policy\": \"SCHED_RR\", \"nice\": 20}", "", "",
	  "process.scheduler.nice" },
	{ ", \"ioPriority\": {\"class\": \"IOPRIO_CLASS_BE\","
	  "\"priority\": 8}",
	  "", "", "process.ioPriority.priority" },
	{ ", \"execCPUAffinity\": {\"initial\": \"3-1\"}", "", "",
	  "process.execCPUAffinity.initial: '3-1'" },
};

static void what_cannot_be_meant_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad_ones) / sizeof(*bad_ones); i++) {
		const struct bad *b = &bad_ones[i];
		auto_spec struct spec s = { 0 };

		print_message("%s\n", b->says);
		assert_fails_saying(
			&ERR_INPUT, b->says,
			parse(b->process, b->spaces, b->fields, &s));
	}
}

static void namespaces_are_new_or_joined(void **state)
{
	auto_spec struct spec s = { 0 };

	(void)state;
	assert_ok(parse("", NET IPC, "", &s));

	assert_int_equal(s.namespaces, CLONE_NEWNS | CLONE_NEWNET);
	assert_int_equal(s.joined_len, 1);
	assert_int_equal(s.joined[0].flag, CLONE_NEWIPC);
	assert_int_equal(s.joined[0].index, 2);
	assert_string_equal(s.joined[0].path, "/proc/9/ns/ipc");
	assert_true(spec_has_namespace(&s, CLONE_NEWIPC));
	assert_false(spec_has_namespace(&s, CLONE_NEWPID));
}

static void clocks_are_set_as_the_kernel_reads_them(void **state)
{
	auto_spec struct spec s = { 0 };
	auto_plan struct plan p = { 0 };

	(void)state;
	assert_ok(parse("", TIME,
			", \"timeOffsets\": {\"boottime\": {\"secs\": -5},"
			"\"monotonic\": {\"secs\": 7, \"nanosecs\": 9}}",
			&s));
	plan_make(&s, &p);

	assert_string_equal(s.time_offsets, "monotonic 7 9\nboottime -5 0\n");
	assert_true(find(&p, STEP_TIME) < find(&p, STEP_ROOT));
}

static void a_process_is_what_it_is_told_to_be(void **state)
{
	auto_spec struct spec s = { 0 };
	auto_plan struct plan p = { 0 };

	(void)state;
	assert_ok(parse(", \"scheduler\": {\"policy\": \"SCHED_RR\","
			"\"priority\": 9, \"nice\": -3,"
			"\"flags\": [\"SCHED_FLAG_RESET_ON_FORK\"]},"
			"\"ioPriority\": {\"class\": \"IOPRIO_CLASS_IDLE\","
			"\"priority\": 4}, \"execCPUAffinity\":"
			"{\"initial\": \"0\", \"final\": \"0-2\"},"
			"\"apparmorProfile\": \"box\", \"selinuxLabel\": \"\"",
			"",
			", \"personality\": {\"domain\": \"LINUX32\"},"
			"\"memoryPolicy\": {\"mode\": \"MPOL_BIND\","
			"\"nodes\": \"1,3\","
			"\"flags\": [\"MPOL_F_STATIC_NODES\"]}",
			&s));
	plan_make(&s, &p);

	assert_int_equal(s.process.scheduling.policy, SCHED_RR);
	assert_int_equal(s.process.scheduling.priority, 9);
	assert_int_equal(s.process.scheduling.nice, -3);
	assert_int_equal(s.process.scheduling.flags, 1);
	assert_int_equal(s.process.scheduling.io_priority,
			 IOPRIO_CLASS_IDLE << IOPRIO_CLASS_SHIFT | 4);
	assert_string_equal(s.process.final_cpus, "0-2");
	assert_string_equal(s.process.labels.apparmor, "box");
	assert_null(s.process.labels.selinux);
	assert_int_equal(s.personality, PER_LINUX32);
	assert_int_equal(s.memory_policy.mode, 2 | 1 << 15);
	assert_int_equal(s.memory_policy.nodes[0], 1 << 1 | 1 << 3);
	/* Each process of the container, first or later. */
	assert_true(find(&p, STEP_PERSONALITY) >= p.steps + p.confine);
	assert_true(find(&p, STEP_MEMORY_POLICY) >= p.steps + p.confine);
	assert_true(find(&p, STEP_LABELS) < find(&p, STEP_ROOT));
}

static void devices_have_the_rights_they_are_given(void **state)
{
	auto_spec struct spec s = { 0 };
	auto_plan struct plan p = { 0 };
	const struct step *d;

	(void)state;
	assert_ok(parse("", "",
			", \"devices\": [{\"type\": \"b\", \"major\": 7,"
			"\"minor\": 3, \"path\": \"/dev/x/loop\","
			"\"fileMode\": 25008, \"uid\": 5, \"gid\": 6},"
			"{\"type\": \"p\", \"path\": \"/dev/pipe\"}]",
			&s));
	plan_make(&s, &p);
	d = find(&p, STEP_DEVICE);

	assert_string_equal(d[0].path, "/dev/x/loop");
	assert_int_equal(d[0].mode, S_IFBLK | 0660);
	assert_int_equal(d[0].major, 7);
	assert_int_equal(d[0].minor, 3);
	assert_int_equal(d[0].uid, 5);
	assert_int_equal(d[0].gid, 6);
	assert_false(d[0].from_host);
	assert_int_equal(d[1].mode, S_IFIFO | 0666);
}

static void lists_of_numbers_are_sets_of_bits(void **state)
{
	static const char *const bad[] = { "a",    "1-",  "-1", "3-1",
					   "1,,2", "128", " 1" };
	unsigned long bits[NUMBER_LIST_WORDS(128)] = { 0 };

	(void)state;
	assert_true(number_list_parse("0-2,64,127", bits, 128));

	assert_int_equal(bits[0], 7);
	assert_int_equal(bits[1], 1ul | 1ul << 63);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(number_list_parse(bad[i], bits, 128));
}

static void network_devices_have_names_inside(void **state)
{
	auto_spec struct spec s = { 0 };
	auto_plan struct plan p = { 0 };

	(void)state;
	assert_ok(parse("", NET,
			", \"netDevices\": {\"eth1\": {\"name\": \"eth0\"},"
			"\"wlan0\": {}}",
			&s));
	plan_make(&s, &p);

	assert_int_equal(s.net_devices_len, 2);
	assert_string_equal(s.net_devices[0].name, "eth1");
	assert_string_equal(s.net_devices[0].inside, "eth0");
	assert_string_equal(s.net_devices[1].inside, "wlan0");
	/* With privilege in the namespace, before the host's is out of sight.
	 */
	assert_true(find(&p, STEP_NET_DEVICES) > &p.steps[p.mapped - 1]);
	assert_true(find(&p, STEP_NET_DEVICES) < find(&p, STEP_ROOT));
}

static void network_devices_that_cannot_be_are_refused(void **state)
{
	static const struct {
		const char *devices, *message;
	} cases[] = {
		{ "{\"a/b\": {}}", "netDevices.a/b: is not the name" },
		{ "{\"\": {}}", "is not the name" },
		{ "{\"sixteen-letters-\": {}}", "is not the name" },
		{ "{\"a\": {\"name\": \"..\"}}", "a.name: '..' cannot be" },
		{ "{\"a\": {\"name\": \"x%d\"}}", "'x%d' cannot be" },
		{ "{\"a\": {\"name\": \"b\"}, \"b\": {}}",
		  "two are called 'b'" },
		{ "{\"a\": 1}", "netDevices.a" },
		{ "[]", "netDevices" },
	};
	auto_spec struct spec s = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_buf struct buf fields = { 0 };

		buf_printf(&fields, ", \"netDevices\": %s", cases[i].devices);
		assert_fails_saying(&ERR_INPUT, cases[i].message,
				    parse("", NET, fields.data, &s));
	}
	assert_fails_saying(&ERR_INPUT, "needs a network namespace",
			    parse("", "", ", \"netDevices\": {\"a\": {}}", &s));
}

static void a_label_of_mounts_is_refused(void **state)
{
	auto_spec struct spec s = { 0 };

	(void)state;
	assert_fails_saying(&ERR_INPUT, "linux.mountLabel",
			    parse("", "", ", \"mountLabel\": \"x:y:z\"", &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(network_devices_have_names_inside),
		cmocka_unit_test(network_devices_that_cannot_be_are_refused),
		cmocka_unit_test(a_label_of_mounts_is_refused),
		cmocka_unit_test(
			settings_of_a_namespace_are_written_before_the_root),
		cmocka_unit_test(what_cannot_be_meant_is_named),
		cmocka_unit_test(namespaces_are_new_or_joined),
		cmocka_unit_test(clocks_are_set_as_the_kernel_reads_them),
		cmocka_unit_test(a_process_is_what_it_is_told_to_be),
		cmocka_unit_test(devices_have_the_rights_they_are_given),
		cmocka_unit_test(lists_of_numbers_are_sets_of_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
