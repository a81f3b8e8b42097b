/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/cgroup/cgroup_writes.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

void cgroup_writes_add(struct cgroup_writes *out, struct cgroup_write w)
{
	if (out->len == out->cap) {
		size_t cap = out->cap ? 2 * out->cap : 16;
		struct cgroup_write *items =
			arena_alloc_array(out->arena, cap, sizeof(*items));

		if (out->len)
			memcpy(items, out->items, out->len * sizeof(*items));
		out->items = items;
		out->cap = cap;
	}
	out->items[out->len++] = w;
}

const char *cgroup_writes_text(struct cgroup_writes *out, const char *fmt, ...)
{
	auto_free char *text = NULL;
	va_list args;

	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	return arena_strdup(out->arena, str_of(text));
}

static bool asks_memory(const struct resources *r)
{
	const struct resource_memory *m = &r->memory;

	return m->limit.given || m->reservation.given || m->swap.given ||
	       m->kernel.given || m->kernel_tcp.given || m->swappiness.given ||
	       m->disable_oom_killer;
}

static bool asks_cpu(const struct resources *r)
{
	const struct resource_cpu *c = &r->cpu;

	return c->shares.given || c->quota.given || c->period.given ||
	       c->burst.given || c->realtime_runtime.given ||
	       c->realtime_period.given || c->idle.given;
}

static bool asks_cpuset(const struct resources *r)
{
	return r->cpu.cpus || r->cpu.mems;
}

static bool asks_pids(const struct resources *r)
{
	return r->pids.given;
}

static bool asks_io(const struct resources *r)
{
	for (size_t i = 0; i < RATES; i++)
		if (r->io.rates[i].len)
			return true;
	return r->io.weight.given || r->io.leaf_weight.given ||
	       r->io.weights.len;
}

static bool asks_hugetlb(const struct resources *r)
{
	return r->hugepages_len;
}

static bool asks_rdma(const struct resources *r)
{
	return r->rdma_len;
}

static bool asks_class(const struct resources *r)
{
	return r->class_id.given;
}

static bool asks_priorities(const struct resources *r)
{
	return r->priorities_len;
}

static bool asks_devices(const struct resources *r)
{
	return r->devices_len;
}

static fallible say_cpuset(const struct resources *r, struct cgroup_writes *out)
{
	struct cgroup_write w = { .controller = "cpuset" };

	w.file = "cpuset.cpus";
	w.field = "cpu.cpus";
	w.value = r->cpu.cpus;
	if (w.value)
		cgroup_writes_add(out, w);
	w.file = "cpuset.mems";
	w.field = "cpu.mems";
	w.value = r->cpu.mems;
	if (w.value)
		cgroup_writes_add(out, w);
	return NULL;
}

static fallible say_pids(const struct resources *r, struct cgroup_writes *out)
{
	cgroup_writes_add(
		out,
		(struct cgroup_write){
			.controller = "pids",
			.file = "pids.max",
			.field = "pids.limit",
			.value = r->pids.value < 1
					 ? "max"
					 : cgroup_writes_text(out, "%" PRId64,
							      r->pids.value),
		});
	return NULL;
}

static const char *rdma_part(const char *key, const struct resource *r,
			     struct cgroup_writes *out)
{
	return r->given ? cgroup_writes_text(out, " %s=%" PRId64, key, r->value)
			: "";
}

static fallible say_rdma(const struct resources *r, struct cgroup_writes *out)
{
	for (size_t i = 0; i < r->rdma_len; i++)
		cgroup_writes_add(
			out,
			(struct cgroup_write){
				.controller = "rdma",
				.file = "rdma.max",
				.field = "rdma",
				.value = cgroup_writes_text(
					out, "%s%s%s", r->rdma[i].device,
					rdma_part("hca_handle",
						  &r->rdma[i].handles, out),
					rdma_part("hca_object",
						  &r->rdma[i].objects, out)),
			});
	return NULL;
}

/* Device rules need no controller in version 2: a program is attached. */
const struct cgroup_controller cgroup_controllers[] = {
	{ "memory", asks_memory, { NULL, cgroup_v1_memory, cgroup_v2_memory } },
	{ "cpu", asks_cpu, { NULL, cgroup_v1_cpu, cgroup_v2_cpu } },
	{ "cpuset", asks_cpuset, { NULL, say_cpuset, say_cpuset } },
	{ "pids", asks_pids, { NULL, say_pids, say_pids } },
	{ "blkio", asks_io, { NULL, cgroup_v1_io, NULL } },
	{ "io", asks_io, { NULL, NULL, cgroup_v2_io } },
	{ "hugetlb",
	  asks_hugetlb,
	  { NULL, cgroup_v1_hugetlb, cgroup_v2_hugetlb } },
	{ "rdma", asks_rdma, { NULL, say_rdma, say_rdma } },
	{ "net_cls", asks_class, { NULL, cgroup_v1_class, NULL } },
	{ "net_prio", asks_priorities, { NULL, cgroup_v1_priorities, NULL } },
	{ "devices", asks_devices, { NULL, cgroup_v1_devices, NULL } },
	{ 0 },
};
