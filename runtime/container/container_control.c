/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/container_control.h"

#include "lib/cleanup.h"
#include "lib/num.h"
#include "runtime/cgroup/cgroup_file.h"
#include "runtime/cgroup/device_filter.h"
#include "runtime/container/container.h"
#include "runtime/container/container_cgroup.h"
#include "runtime/container/container_process.h"
#include "runtime/container/state.h"

/* The groups of a container that runs, in @arena. */
static fallible find(const char *root, const char *id, struct arena *arena,
		     struct cgroup *ret)
{
	auto_close int dir = -1, pidfd = -1;
	struct err *e = state_open(root, id, &dir);

	if (!e)
		e = container_open_process(dir, id, false, &pidfd);
	return e ? e : container_cgroup_read(dir, arena, ret);
}

static fallible describe(struct err *e, const char *what, const char *id)
{
	if (!e || err_is(e, &CONTAINER_UNKNOWN) ||
	    err_is(e, &CONTAINER_STOPPED))
		return e;
	return err_wrap(e, "%s container '%s'", what, id);
}

static fallible freeze(const char *root, const char *id, bool frozen)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup c = { 0 };
	struct err *e = find(root, id, &arena, &c);

	return e ? e : cgroup_freeze(&c, frozen);
}

fallible container_pause(const char *root, const char *id)
{
	return describe(freeze(root, id, true), "pause", id);
}

fallible container_resume(const char *root, const char *id)
{
	return describe(freeze(root, id, false), "resume", id);
}

/* A limit below what is used has the kernel kill for it. */
static fallible check_usage(const struct cgroup *c,
			    const struct resource_memory *m)
{
	struct cgroup_stats s = { 0 };
	struct err *e;

	if (!m->check_before_update || !m->limit.given || m->limit.value < 0)
		return NULL;
	e = cgroup_read_stats(c, &s);
	if (!e && s.memory.usage > (uint64_t)m->limit.value)
		e = err_new(&ERR_DENIED,
			    "linux.resources.memory.limit: %lld is below the "
			    "%llu bytes in use",
			    (long long)m->limit.value,
			    (unsigned long long)s.memory.usage);
	return e;
}

/* Version 2 has both in one file: the quota stays what it was. */
static fallible keep_quota(const struct cgroup *c, struct resource_cpu *cpu)
{
	const struct cgroup_place *p = cgroup_find(c, "cpu");
	auto_buf struct buf text = { 0 };
	struct str rest, word;
	struct err *e;

	if (!p || p->version != 2 || !cpu->period.given || cpu->quota.given)
		return NULL;
	e = cgroup_file_read(p->path, "cpu.max", &text);
	if (e)
		return e;
	rest = buf_str(&text);
	cpu->quota.given = str_split(&rest, ' ', &word) &&
			   num_parse_int(word, 0, INT64_MAX, &cpu->quota.value);
	return NULL;
}

static fallible update(const char *root, const char *id,
		       const struct resources *r)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup_layout layout = { 0 };
	struct resources merged = *r;
	struct cgroup_plan p = { 0 };
	struct cgroup c = { 0 };
	struct err *e = find(root, id, &arena, &c);

	if (!e)
		e = cgroup_layout_read(0, &arena, &layout);
	if (!e)
		e = keep_quota(&c, &merged.cpu);
	if (!e)
		e = cgroup_plan_make(&merged, &layout, NULL, id, &arena, &p);
	if (!e)
		e = check_usage(&c, &r->memory);
	if (!e)
		e = cgroup_apply(&c, &p.writes);
	if (!e && p.filter_len && cgroup_unified(&c))
		e = device_filter_attach(cgroup_unified(&c)->path, p.filter,
					 p.filter_len);
	return e;
}

fallible container_update(const char *root, const char *id,
			  const struct resources *r)
{
	return describe(update(root, id, r), "update", id);
}

fallible container_read_stats(const char *root, const char *id,
			      struct cgroup_stats *ret)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup c = { 0 };
	struct err *e = find(root, id, &arena, &c);

	if (!e)
		e = cgroup_read_stats(&c, ret);
	return describe(e, "measure", id);
}
