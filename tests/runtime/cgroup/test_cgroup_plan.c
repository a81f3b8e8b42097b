/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <assert.h>

#include <string.h>

#include "lib/buf.h"
#include "runtime/cgroup/cgroup_plan.h"
#include "runtime/spec/spec.h"

static const struct cgroup_layout version_1 = {
	.items = {
		{ 1, "cpu,cpuacct", "/c/cpu,cpuacct", "/c/cpu,cpuacct/me" },
		{ 1, "memory", "/c/memory", "/c/memory/me" },
		{ 1, "pids", "/c/pids", "/c/pids" },
		{ 1, "freezer", "/c/freezer", "/c/freezer" },
		{ 1, "blkio", "/c/blkio", "/c/blkio" },
		{ 1, "cpuset", "/c/cpuset", "/c/cpuset" },
		{ 1, "devices", "/c/devices", "/c/devices" },
		{ 1, "net_cls,net_prio", "/c/net", "/c/net" },
		{ 1, "rdma", "/c/rdma", "/c/rdma" },
	},
	.len = 9,
};

static const struct cgroup_layout version_2 = {
	.items = { { 2, "cpuset,cpu,io,memory,hugetlb,pids,rdma", "/c",
		     "/c/me" } },
	.len = 1,
};

static const struct cgroup_layout hybrid = {
	.items = { { 1, "memory", "/c/memory", "/c/memory" },
		   { 1, "freezer", "/c/freezer", "/c/freezer" },
		   { 2, "hugetlb", "/c/unified", "/c/unified" } },
	.len = 3,
};

static fallible parse(const char *resources, struct spec *ret)
{
	auto_buf struct buf text = { 0 };

	buf_printf(&text,
		   "{\"ociVersion\": \"1.2.0\", \"root\": {\"path\": \"r\"},"
		   "\"process\": {\"args\": [\"true\"], \"cwd\": \"/\"},"
		   "\"linux\": {\"namespaces\": [{\"type\": \"mount\"}],"
		   "\"resources\": %s}}",
		   resources);
	return spec_parse(buf_str(&text), "config.json", ret);
}

static fallible plan(const char *resources, const struct cgroup_layout *l,
		     struct spec *s, struct cgroup_plan *ret)
{
	struct err *e = parse(resources, s);

	if (e)
		return e;
	return cgroup_plan_make(&s->resources, l, NULL, "box", &s->arena, ret);
}

/* "file=value" of each write, with a space between. */
static void describe(const struct cgroup_plan *p, struct buf *out)
{
	for (size_t i = 0; i < p->writes.len; i++) {
		const struct cgroup_write *w = &p->writes.items[i];

		buf_printf(out, "%s%s=%s", i ? ";" : "", w->file, w->value);
	}
	buf_puts(out, "");
}

struct example {
	const char *resources;
	const char *writes_1; /* NULL: refused with version 1 */
	const char *writes_2;
};

static const struct example examples[] = {
	{ "{}", "", "" },
	{ "{\"memory\": {\"limit\": 4096, \"reservation\": 2048}}",
	  "memory.limit_in_bytes=4096;memory.soft_limit_in_bytes=2048",
	  "memory.max=4096;memory.low=2048" },
	{ "{\"memory\": {\"limit\": -1, \"swap\": -1}}",
	  "memory.limit_in_bytes=-1;memory.memsw.limit_in_bytes=-1",
	  "memory.max=max;memory.swap.max=max" },
	{ "{\"memory\": {\"limit\": 100, \"swap\": 300}}",
	  "memory.limit_in_bytes=100;memory.memsw.limit_in_bytes=300",
	  "memory.max=100;memory.swap.max=200" },
	{ "{\"memory\": {\"limit\": 100, \"swap\": 50}}", NULL, NULL },
	{ "{\"memory\": {\"swap\": 50}}", NULL, NULL },
	{ "{\"memory\": {\"kernel\": 7, \"kernelTCP\": 8}}",
	  "memory.kmem.limit_in_bytes=7;memory.kmem.tcp.limit_in_bytes=8",
	  NULL },
	{ "{\"memory\": {\"swappiness\": 0}}", "memory.swappiness=0", NULL },
	{ "{\"memory\": {\"disableOOMKiller\": true}}", "memory.oom_control=1",
	  NULL },
	{ "{\"memory\": {\"disableOOMKiller\": false,"
	  "\"useHierarchy\": true}}",
	  "", "" },
	{ "{\"cpu\": {\"shares\": 1024}}", "cpu.shares=1024", "cpu.weight=39" },
	{ "{\"cpu\": {\"shares\": 2}}", "cpu.shares=2", "cpu.weight=1" },
	{ "{\"cpu\": {\"shares\": 262144}}", "cpu.shares=262144",
	  "cpu.weight=10000" },
	{ "{\"cpu\": {\"quota\": 50000, \"period\": 100000, \"burst\": 9}}",
	  "cpu.cfs_period_us=100000;cpu.cfs_quota_us=50000;"
	  "cpu.cfs_burst_us=9",
	  "cpu.max=50000 100000;cpu.max.burst=9" },
	{ "{\"cpu\": {\"quota\": -1}}", "cpu.cfs_quota_us=-1", "cpu.max=max" },
	{ "{\"cpu\": {\"realtimeRuntime\": 5, \"realtimePeriod\": 10}}",
	  "cpu.rt_period_us=10;cpu.rt_runtime_us=5", NULL },
	{ "{\"cpu\": {\"idle\": 1}}", "cpu.idle=1", "cpu.idle=1" },
	{ "{\"cpu\": {\"cpus\": \"0-1,3\", \"mems\": \"0\"}}",
	  "cpuset.cpus=0-1,3;cpuset.mems=0",
	  "cpuset.cpus=0-1,3;cpuset.mems=0" },
	{ "{\"pids\": {\"limit\": 30}}", "pids.max=30", "pids.max=30" },
	{ "{\"pids\": {\"limit\": -1}}", "pids.max=max", "pids.max=max" },
	{ "{\"blockIO\": {\"weight\": 10}}", "blkio.weight=10",
	  "io.bfq.weight=default 10" },
	{ "{\"blockIO\": {\"leafWeight\": 10}}", "blkio.leaf_weight=10", NULL },
	{ "{\"blockIO\": {\"weightDevice\": [{\"major\": 8, \"minor\": 1,"
	  "\"weight\": 1000}]}}",
	  "blkio.weight_device=8:1 1000", "io.bfq.weight=8:1 1000" },
	{ "{\"blockIO\": {\"weightDevice\": [{\"major\": 8, \"minor\": 1,"
	  "\"weight\": 20, \"leafWeight\": 30}]}}",
	  "blkio.weight_device=8:1 20;blkio.leaf_weight_device=8:1 30", NULL },
	{ "{\"blockIO\": {\"throttleReadBpsDevice\": [{\"major\": 8,"
	  "\"minor\": 0, \"rate\": 5}], \"throttleWriteIOPSDevice\":"
	  "[{\"major\": 8, \"minor\": 0, \"rate\": 6}]}}",
	  "blkio.throttle.read_bps_device=8:0 5;"
	  "blkio.throttle.write_iops_device=8:0 6",
	  "io.max=8:0 rbps=5;io.max=8:0 wiops=6" },
	{ "{\"hugepageLimits\": [{\"pageSize\": \"2MB\", \"limit\": 9}]}", NULL,
	  "hugetlb.2MB.max=9" },
	{ "{\"rdma\": {\"mlx5_1\": {\"hcaHandles\": 3, \"hcaObjects\": 4}}}",
	  "rdma.max=mlx5_1 hca_handle=3 hca_object=4",
	  "rdma.max=mlx5_1 hca_handle=3 hca_object=4" },
	{ "{\"network\": {\"classID\": 1048577, \"priorities\":"
	  "[{\"name\": \"lo\", \"priority\": 5}]}}",
	  "net_cls.classid=1048577;net_prio.ifpriomap=lo 5", NULL },
	{ "{\"unified\": {\"memory.high\": \"77\"}}", NULL, "memory.high=77" },
	{ "{\"unified\": {\"cgroup.freeze\": \"0\"}}", NULL,
	  "cgroup.freeze=0" },
	{ "{\"unified\": {\"misc.max\": \"1\"}}", NULL, NULL },
};

static void check_writes(const char *resources, const struct cgroup_layout *l,
			 const char *wanted)
{
	auto_spec struct spec s = { 0 };
	auto_buf struct buf text = { 0 };
	struct cgroup_plan p = { 0 };
	struct err *e = plan(resources, l, &s, &p);

	if (!wanted) {
		assert_fails_saying(&ERR_INPUT, "linux.resources", e);
		return;
	}
	assert_ok(e);
	describe(&p, &text);
	assert_string_equal(text.data, wanted);
}

static void each_version_is_told_in_its_own_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		print_message("%s\n", examples[i].resources);
		check_writes(examples[i].resources, &version_1,
			     examples[i].writes_1);
		check_writes(examples[i].resources, &version_2,
			     examples[i].writes_2);
	}
}

static void a_weight_has_another_scale_in_another_file(void **state)
{
	auto_spec struct spec s = { 0 };
	struct cgroup_plan p = { 0 };

	(void)state;
	assert_ok(
		plan("{\"blockIO\": {\"weight\": 1000}}", &version_2, &s, &p));

	assert(p.writes.items);
	assert_string_equal(p.writes.items[0].other_file, "io.weight");
	assert_string_equal(p.writes.items[0].other_value, "default 10000");
}

static void limits_that_bound_each_other_may_swap(void **state)
{
	auto_spec struct spec s = { 0 };
	struct cgroup_plan p = { 0 };

	(void)state;
	assert_ok(plan("{\"memory\": {\"limit\": 1, \"swap\": 2}}", &version_1,
		       &s, &p));

	assert(p.writes.items);
	assert_true(p.writes.items[0].swaps);
	assert_false(p.writes.items[1].swaps);
}

static void devices_are_refused_but_for_those_allowed(void **state)
{
	auto_spec struct spec s = { 0 };
	auto_buf struct buf text = { 0 };
	struct cgroup_plan p = { 0 };

	(void)state;
	assert_ok(plan("{\"devices\": [{\"allow\": false, \"access\": \"rwm\"},"
		       "{\"allow\": true, \"type\": \"c\", \"major\": 10,"
		       "\"access\": \"rw\"}, {\"allow\": false, \"major\": 4,"
		       "\"access\": \"w\"}]}",
		       &version_1, &s, &p));
	describe(&p, &text);

	assert_memory_equal(
		text.data,
		"devices.deny=a;devices.deny=a;devices.allow=c 10:* rw;"
		"devices.deny=b 4:* w;devices.deny=c 4:* w;"
		"devices.allow=c *:* m;devices.allow=b *:* m;"
		"devices.allow=c 1:3 rwm;",
		157);
	assert_null(p.filter);
}

static void without_a_device_controller_a_filter_is_made(void **state)
{
	auto_spec struct spec s = { 0 };
	struct cgroup_plan p = { 0 };

	(void)state;
	assert_ok(plan("{\"devices\": [{\"allow\": false}]}", &version_2, &s,
		       &p));

	assert_int_equal(p.writes.len, 0);
	assert_ptr_equal(p.filter, s.resources.devices);
	assert_int_equal(p.filter_len, s.resources.devices_len);
}

static void a_hybrid_takes_each_controller_where_it_is(void **state)
{
	auto_spec struct spec s = { 0 };
	auto_buf struct buf text = { 0 };
	struct cgroup_plan p = { 0 };

	(void)state;
	assert_ok(plan("{\"memory\": {\"limit\": 8}, \"hugepageLimits\":"
		       "[{\"pageSize\": \"1GB\", \"limit\": 0}]}",
		       &hybrid, &s, &p));
	describe(&p, &text);

	assert_string_equal(text.data,
			    "memory.limit_in_bytes=8;hugetlb.1GB.max=0");
	assert_int_equal(p.len, 3);
	assert(p.sites);
	assert_string_equal(p.sites[2].needed, "hugetlb");
}

static const struct cgroup_site *find_site(const struct cgroup_plan *p,
					   const char *controllers)
{
	for (size_t i = 0; i < p->len; i++)
		if (!strcmp(p->sites[i].place.controllers, controllers))
			return &p->sites[i];
	return NULL;
}

static void only_the_customary_groups_are_made_unasked(void **state)
{
	auto_spec struct spec s = { 0 };
	struct cgroup_plan p = { 0 }, q = { 0 };

	(void)state;
	assert_ok(plan("{}", &version_1, &s, &p));
	assert_ok(cgroup_plan_make(&s.resources, &hybrid, NULL, "box", &s.arena,
				   &q));

	assert_non_null(find_site(&p, "freezer"));
	assert_non_null(find_site(&p, "memory"));
	assert_null(find_site(&p, "memory")->needed);
	assert_null(find_site(&p, "devices"));
	assert_null(find_site(&p, "cpuset"));
	assert_int_equal(q.len, 2);
}

static void a_path_is_below_the_mount_or_below_us(void **state)
{
	auto_spec struct spec s = { 0 };
	struct cgroup_plan none = { 0 }, relative = { 0 }, absolute = { 0 };

	(void)state;
	assert_ok(plan("{}", &version_1, &s, &none));
	assert_ok(cgroup_plan_make(&s.resources, &version_1, "a/b", "box",
				   &s.arena, &relative));
	assert_ok(cgroup_plan_make(&s.resources, &version_1, "/a/b", "box",
				   &s.arena, &absolute));

	assert_string_equal(find_site(&none, "memory")->place.path,
			    "/c/memory/me/box");
	assert_string_equal(find_site(&relative, "memory")->place.path,
			    "/c/memory/me/a/b");
	assert_string_equal(find_site(&absolute, "memory")->place.path,
			    "/c/memory/a/b");
	assert_false(relative.sites[0].fixed);
	assert_true(absolute.sites[0].fixed);
}

static void a_path_leads_nowhere_else(void **state)
{
	(void)state;
	assert_true(cgroup_path_is_plain("/a/b"));
	assert_true(cgroup_path_is_plain("a..b/...c"));
	assert_false(cgroup_path_is_plain("/a/../b"));
	assert_false(cgroup_path_is_plain(".."));
	assert_false(cgroup_path_is_plain("a/."));
}

static void what_would_be_another_line_or_file_is_refused(void **state)
{
	static const char *const bad[] = {
		"{\"cpu\": {\"cpus\": \"0\\n1\"}}",
		"{\"cpu\": {\"mems\": \"all\"}}",
		"{\"hugepageLimits\":[{\"pageSize\":\"../x\",\"limit\":1}]}",
		"{\"hugepageLimits\": [{\"pageSize\": \"2MB\"}]}",
		"{\"rdma\": {\"a b\": {\"hcaHandles\": 1}}}",
		("{\"network\": {\"priorities\": [{\"name\": \"lo 1\\n\","
		 "\"priority\": 1}]}}"),
		"{\"unified\": {\"../memory.max\": \"1\"}}",
		"{\"unified\": {\"memory\": \"1\"}}",
		"{\"devices\": [{\"access\": \"rwm\"}]}",
		"{\"devices\": [{\"allow\": true, \"access\": \"x\"}]}",
		"{\"devices\": [{\"allow\": true, \"type\": \"p\"}]}",
		"{\"blockIO\": {\"weight\": 5}}",
		"{\"blockIO\": {\"weight\": 1001}}",
		"{\"memory\": {\"swappiness\": 101}}",
		"{\"memory\": {\"limit\": \"1\"}}",
		"{\"pids\": {\"limit\": 1.5}}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		auto_spec struct spec s = { 0 };

		print_message("%s\n", bad[i]);
		assert_fails_saying(&ERR_INPUT, "linux.resources",
				    parse(bad[i], &s));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_version_is_told_in_its_own_words),
		cmocka_unit_test(a_weight_has_another_scale_in_another_file),
		cmocka_unit_test(limits_that_bound_each_other_may_swap),
		cmocka_unit_test(devices_are_refused_but_for_those_allowed),
		cmocka_unit_test(without_a_device_controller_a_filter_is_made),
		cmocka_unit_test(a_hybrid_takes_each_controller_where_it_is),
		cmocka_unit_test(only_the_customary_groups_are_made_unasked),
		cmocka_unit_test(a_path_is_below_the_mount_or_below_us),
		cmocka_unit_test(a_path_leads_nowhere_else),
		cmocka_unit_test(what_would_be_another_line_or_file_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
