/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Version 2 of control groups: one hierarchy, other names, other scales.
 */
#include <inttypes.h>

#include "runtime/cgroup/cgroup_writes.h"

#define MIN_SHARES 2 /* of version 1's cpu.shares */
#define MAX_SHARES 262144
#define MIN_WEIGHT 10 /* of version 1's blkio.weight */
#define MAX_WEIGHT 1000
#define MAX_SCALE 9999 /* the new weights go from 1 to this and 1 */

static void add(struct cgroup_writes *out, const char *controller,
		const char *file, const char *field, const char *value)
{
	cgroup_writes_add(out, (struct cgroup_write){ .controller = controller,
						      .file = file,
						      .value = value,
						      .field = field });
}

static const char *number_or_max(int64_t number, struct cgroup_writes *out)
{
	return number < 0 ? "max" : cgroup_writes_text(out, "%" PRId64, number);
}

static fallible lacks(const char *field)
{
	return err_new(&ERR_INPUT, "%s: cgroup version 2 has no such thing",
		       field);
}

/* The bundle counts memory and swap together, the file counts swap alone. */
static fallible write_swap(const struct resource_memory *m,
			   struct cgroup_writes *out)
{
	int64_t swap = m->swap.value;

	if (!m->swap.given)
		return NULL;
	if (swap >= 0) {
		if (!m->limit.given || m->limit.value < 0 ||
		    m->limit.value > swap)
			return err_new(&ERR_INPUT,
				       "memory.swap: is of memory and swap, "
				       "and so at least memory.limit");
		swap -= m->limit.value;
	}
	add(out, "memory", "memory.swap.max", "memory.swap",
	    number_or_max(swap, out));
	return NULL;
}

fallible cgroup_v2_memory(const struct resources *r, struct cgroup_writes *out)
{
	const struct resource_memory *m = &r->memory;

	if (m->swappiness.given)
		return lacks("memory.swappiness");
	if (m->disable_oom_killer)
		return lacks("memory.disableOOMKiller");
	if (m->kernel.given && m->kernel.value >= 0)
		return lacks("memory.kernel");
	if (m->kernel_tcp.given && m->kernel_tcp.value >= 0)
		return lacks("memory.kernelTCP");
	if (m->limit.given)
		add(out, "memory", "memory.max", "memory.limit",
		    number_or_max(m->limit.value, out));
	if (m->reservation.given)
		add(out, "memory", "memory.low", "memory.reservation",
		    number_or_max(m->reservation.value, out));
	return write_swap(m, out);
}

/* From 2 to 262144 and from 1 to 10000; the default, 1024, gives 39. */
static int64_t weight_of_shares(int64_t shares)
{
	if (shares < MIN_SHARES)
		shares = MIN_SHARES;
	if (shares > MAX_SHARES)
		shares = MAX_SHARES;
	return 1 +
	       (shares - MIN_SHARES) * MAX_SCALE / (MAX_SHARES - MIN_SHARES);
}

static void write_bandwidth(const struct resource_cpu *c,
			    struct cgroup_writes *out)
{
	const char *quota =
		c->quota.given && c->quota.value > 0
			? cgroup_writes_text(out, "%" PRId64, c->quota.value)
			: "max";

	if (c->period.given)
		add(out, "cpu", "cpu.max",
		    c->quota.given ? "cpu.quota" : "cpu.period",
		    cgroup_writes_text(out, "%s %" PRId64, quota,
				       c->period.value));
	else if (c->quota.given)
		add(out, "cpu", "cpu.max", "cpu.quota", quota);
	if (c->burst.given)
		add(out, "cpu", "cpu.max.burst", "cpu.burst",
		    cgroup_writes_text(out, "%" PRId64, c->burst.value));
}

fallible cgroup_v2_cpu(const struct resources *r, struct cgroup_writes *out)
{
	const struct resource_cpu *c = &r->cpu;

	if (c->realtime_runtime.given || c->realtime_period.given)
		return lacks("cpu.realtimeRuntime");
	/* 0 shares are none said, as in all engines. */
	if (c->shares.given && c->shares.value)
		add(out, "cpu", "cpu.weight", "cpu.shares",
		    cgroup_writes_text(out, "%" PRId64,
				       weight_of_shares(c->shares.value)));
	write_bandwidth(c, out);
	if (c->idle.given)
		add(out, "cpu", "cpu.idle", "cpu.idle",
		    cgroup_writes_text(out, "%" PRId64, c->idle.value));
	return NULL;
}

static int64_t scale_weight(int64_t weight)
{
	return 1 +
	       (weight - MIN_WEIGHT) * MAX_SCALE / (MAX_WEIGHT - MIN_WEIGHT);
}

/* One scheduler has the old scale, the others have the new one. */
static void write_weight(int64_t weight, const char *device, const char *field,
			 struct cgroup_writes *out)
{
	cgroup_writes_add(
		out, (struct cgroup_write){
			     .controller = "io",
			     .file = "io.bfq.weight",
			     .value = cgroup_writes_text(out, "%s %" PRId64,
							 device, weight),
			     .other_file = "io.weight",
			     .other_value = cgroup_writes_text(
				     out, "%s %" PRId64, device,
				     scale_weight(weight)),
			     .field = field,
		     });
}

static void write_rates(const struct resource_disks *disks, const char *key,
			const char *field, struct cgroup_writes *out)
{
	for (size_t i = 0; i < disks->len; i++) {
		const struct resource_disk *d = &disks->items[i];
		const char *rate =
			d->value ? cgroup_writes_text(out, "%" PRIu64, d->value)
				 : "max";

		add(out, "io", "io.max", field,
		    cgroup_writes_text(out, "%u:%u %s=%s", d->major, d->minor,
				       key, rate));
	}
}

fallible cgroup_v2_io(const struct resources *r, struct cgroup_writes *out)
{
	static const struct {
		const char *key;
		const char *field;
	} rates[RATES] = {
		[RATE_READ_BPS] = { "rbps", "blockIO.throttleReadBpsDevice" },
		[RATE_WRITE_BPS] = { "wbps", "blockIO.throttleWriteBpsDevice" },
		[RATE_READ_IOPS] = { "riops",
				     "blockIO.throttleReadIOPSDevice" },
		[RATE_WRITE_IOPS] = { "wiops",
				      "blockIO.throttleWriteIOPSDevice" },
	};
	const struct resource_disks *weights = &r->io.weights;

	if (r->io.leaf_weight.given)
		return lacks("blockIO.leafWeight");
	if (r->io.weight.given)
		write_weight(r->io.weight.value, "default", "blockIO.weight",
			     out);
	for (size_t i = 0; i < weights->len; i++) {
		const struct resource_disk *d = &weights->items[i];

		if (d->leaf)
			return lacks("blockIO.weightDevice.leafWeight");
		write_weight(
			(int64_t)d->value,
			cgroup_writes_text(out, "%u:%u", d->major, d->minor),
			"blockIO.weightDevice", out);
	}
	for (size_t i = 0; i < RATES; i++)
		write_rates(&r->io.rates[i], rates[i].key, rates[i].field, out);
	return NULL;
}

fallible cgroup_v2_hugetlb(const struct resources *r, struct cgroup_writes *out)
{
	for (size_t i = 0; i < r->hugepages_len; i++)
		add(out, "hugetlb",
		    cgroup_writes_text(out, "hugetlb.%s.max",
				       r->hugepages[i].page_size),
		    "hugepageLimits",
		    cgroup_writes_text(out, "%" PRIu64, r->hugepages[i].limit));
	return NULL;
}
