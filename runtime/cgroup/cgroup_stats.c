/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/cgroup/cgroup_stats.h"

#include <unistd.h>

#include "lib/num.h"
#include "runtime/cgroup/cgroup_file.h"

#define NS_PER_US 1000
#define NS_PER_S 1000000000u

/* A group, and the first error there was with one of its files. */
struct reader {
	const char *group;
	struct err *error;
};

/* A file that is not there counts nothing. */
static void note(struct reader *r, struct err *e)
{
	if (r->error || err_is(e, &ERR_NOT_FOUND))
		err_drop(e);
	else
		r->error = e;
}

static uint64_t number(struct reader *r, const char *file)
{
	uint64_t value = 0;

	note(r, cgroup_file_read_number(r->group, file, &value));
	return value;
}

static struct str text(struct reader *r, const char *file, struct buf *out)
{
	note(r, cgroup_file_read(r->group, file, out));
	return buf_str(out);
}

static void read_cpu_v1(struct reader *r, struct cgroup_stats *s)
{
	auto_buf struct buf stat = { 0 };
	uint64_t tick = NS_PER_S / (uint64_t)sysconf(_SC_CLK_TCK);
	struct str lines = text(r, "cpuacct.stat", &stat);

	s->cpu.total_ns = number(r, "cpuacct.usage");
	s->cpu.user_ns = cgroup_file_find(lines, "user") * tick;
	s->cpu.kernel_ns = cgroup_file_find(lines, "system") * tick;
}

static void read_throttling_v1(struct reader *r, struct cgroup_stats *s)
{
	auto_buf struct buf stat = { 0 };
	struct str lines = text(r, "cpu.stat", &stat);

	s->cpu.periods = cgroup_file_find(lines, "nr_periods");
	s->cpu.throttled_periods = cgroup_file_find(lines, "nr_throttled");
	s->cpu.throttled_ns = cgroup_file_find(lines, "throttled_time");
}

static void read_cpu_v2(struct reader *r, struct cgroup_stats *s)
{
	auto_buf struct buf stat = { 0 };
	struct str lines = text(r, "cpu.stat", &stat);

	s->cpu.total_ns = cgroup_file_find(lines, "usage_usec") * NS_PER_US;
	s->cpu.user_ns = cgroup_file_find(lines, "user_usec") * NS_PER_US;
	s->cpu.kernel_ns = cgroup_file_find(lines, "system_usec") * NS_PER_US;
	s->cpu.periods = cgroup_file_find(lines, "nr_periods");
	s->cpu.throttled_periods = cgroup_file_find(lines, "nr_throttled");
	s->cpu.throttled_ns =
		cgroup_file_find(lines, "throttled_usec") * NS_PER_US;
}

/* Without a limit the kernel says the largest number of whole pages. */
static uint64_t limit_v1(uint64_t limit)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);

	return limit >= (uint64_t)INT64_MAX / page * page ? CGROUP_UNLIMITED
							  : limit;
}

static void read_memory_v1(struct reader *r, struct cgroup_stats *s)
{
	auto_buf struct buf stat = { 0 }, oom = { 0 };
	struct str lines = text(r, "memory.stat", &stat);

	s->memory.usage = number(r, "memory.usage_in_bytes");
	s->memory.max_usage = number(r, "memory.max_usage_in_bytes");
	s->memory.limit = limit_v1(number(r, "memory.limit_in_bytes"));
	s->memory.failures = number(r, "memory.failcnt");
	s->memory.cache = cgroup_file_find(lines, "total_cache");
	s->memory.swap = cgroup_file_find(lines, "total_swap");
	s->memory.oom_kills = cgroup_file_find(
		text(r, "memory.oom_control", &oom), "oom_kill");
}

static void read_memory_v2(struct reader *r, struct cgroup_stats *s)
{
	auto_buf struct buf stat = { 0 }, events = { 0 };
	struct str lines = text(r, "memory.stat", &stat);
	struct str counts = text(r, "memory.events", &events);

	s->memory.usage = number(r, "memory.current");
	s->memory.max_usage = number(r, "memory.peak");
	s->memory.limit = number(r, "memory.max");
	s->memory.failures = cgroup_file_find(counts, "max");
	s->memory.cache = cgroup_file_find(lines, "file");
	s->memory.swap = number(r, "memory.swap.current");
	s->memory.oom_kills = cgroup_file_find(counts, "oom_kill");
}

static void read_pids(struct reader *r, struct cgroup_stats *s)
{
	s->pids.current = number(r, "pids.current");
	s->pids.limit = number(r, "pids.max");
}

static void add_io(struct str word, struct cgroup_stats *s)
{
	static const char *const keys[] = { "rbytes=", "wbytes=", "rios=",
					    "wios=" };
	uint64_t *const sums[] = { &s->io.read_bytes, &s->io.written_bytes,
				   &s->io.reads, &s->io.writes };
	uint64_t value = 0;

	for (size_t i = 0; i < 4; i++)
		if (str_starts(word, keys[i]) &&
		    num_parse_uint(str_from(word, strlen(keys[i])), UINT64_MAX,
				   &value))
			*sums[i] += value;
}

/* Lines of "8:0 rbytes=1 wbytes=2 rios=3 wios=4 ...". */
static void read_io_v2(struct reader *r, struct cgroup_stats *s)
{
	auto_buf struct buf stat = { 0 };
	struct str lines = text(r, "io.stat", &stat), line, word;

	while (str_split(&lines, '\n', &line))
		while (str_split(&line, ' ', &word))
			add_io(word, s);
}

/* Lines of "8:0 Read 123", and a total without a disk. */
static void sum_v1(struct reader *r, const char *file, uint64_t *ret_read,
		   uint64_t *ret_written)
{
	auto_buf struct buf stat = { 0 };
	struct str lines = text(r, file, &stat), line, disk, kind;
	uint64_t value = 0;

	while (str_split(&lines, '\n', &line)) {
		if (!str_split(&line, ' ', &disk) ||
		    !str_split(&line, ' ', &kind) ||
		    !num_parse_uint(line, UINT64_MAX, &value))
			continue;
		if (str_is(kind, "Read"))
			*ret_read += value;
		else if (str_is(kind, "Write"))
			*ret_written += value;
	}
}

static void read_io_v1(struct reader *r, struct cgroup_stats *s)
{
	sum_v1(r, "blkio.throttle.io_service_bytes", &s->io.read_bytes,
	       &s->io.written_bytes);
	sum_v1(r, "blkio.throttle.io_serviced", &s->io.reads, &s->io.writes);
}

struct source {
	const char *controller;
	void (*read[3])(struct reader *r, struct cgroup_stats *s);
};

static const struct source sources[] = {
	{ "cpuacct", { NULL, read_cpu_v1, NULL } },
	{ "cpu", { NULL, read_throttling_v1, read_cpu_v2 } },
	{ "memory", { NULL, read_memory_v1, read_memory_v2 } },
	{ "pids", { NULL, read_pids, read_pids } },
	{ "blkio", { NULL, read_io_v1, NULL } },
	{ "io", { NULL, NULL, read_io_v2 } },
};

fallible cgroup_read_stats(const struct cgroup *c, struct cgroup_stats *ret)
{
	struct cgroup_stats s = { .memory.limit = CGROUP_UNLIMITED,
				  .pids.limit = CGROUP_UNLIMITED };

	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		const struct cgroup_place *p =
			cgroup_find(c, sources[i].controller);
		struct reader r = { 0 };

		if (!p || !sources[i].read[p->version])
			continue;
		r.group = p->path;
		sources[i].read[p->version](&r, &s);
		if (r.error)
			return r.error;
	}
	*ret = s;
	return NULL;
}

fallible cgroup_count_oom_kills(const struct cgroup *c, uint64_t *ret)
{
	const struct cgroup_place *p = cgroup_find(c, "memory");
	auto_buf struct buf events = { 0 };
	struct reader r = { 0 };
	struct str lines;

	if (!p) {
		*ret = 0;
		return NULL;
	}
	r.group = p->path;
	lines = text(&r,
		     p->version == 1 ? "memory.oom_control" : "memory.events",
		     &events);
	if (!r.error)
		*ret = cgroup_file_find(lines, "oom_kill");
	return r.error;
}
