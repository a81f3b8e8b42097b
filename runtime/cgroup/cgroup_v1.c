/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Version 1 of control groups: a hierarchy for each controller.
 */
#include <inttypes.h>

#include "runtime/cgroup/cgroup_writes.h"

struct number {
	const struct resource *resource;
	const char *file;
	const char *field;
	bool swaps;
	bool omissible;
};

static void write_numbers(const char *controller, const struct number *numbers,
			  size_t len, struct cgroup_writes *out)
{
	for (size_t i = 0; i < len; i++) {
		const struct number *n = &numbers[i];

		if (!n->resource->given)
			continue;
		cgroup_writes_add(
			out,
			(struct cgroup_write){
				.controller = controller,
				.file = n->file,
				.field = n->field,
				.swaps = n->swaps && i + 1 < len &&
					 numbers[i + 1].resource->given,
				.omissible = n->omissible,
				.value = cgroup_writes_text(out, "%" PRId64,
							    n->resource->value),
			});
	}
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

fallible cgroup_v1_memory(const struct resources *r, struct cgroup_writes *out)
{
	const struct resource_memory *m = &r->memory;
	const struct number numbers[] = {
		{ &m->limit, "memory.limit_in_bytes", "memory.limit", true },
		{ &m->swap, "memory.memsw.limit_in_bytes", "memory.swap" },
		{ &m->reservation, "memory.soft_limit_in_bytes",
		  "memory.reservation" },
		{ &m->kernel, "memory.kmem.limit_in_bytes", "memory.kernel",
		  .omissible = true },
		{ &m->kernel_tcp, "memory.kmem.tcp.limit_in_bytes",
		  "memory.kernelTCP", .omissible = true },
		{ &m->swappiness, "memory.swappiness", "memory.swappiness" },
	};

	if (m->swap.given && m->swap.value >= 0 &&
	    (!m->limit.given || m->limit.value > m->swap.value))
		return err_new(&ERR_INPUT, "memory.swap: is of memory and "
					   "swap, and so at least "
					   "memory.limit");
	write_numbers("memory", numbers, COUNT(numbers), out);
	if (m->disable_oom_killer)
		cgroup_writes_add(out, (struct cgroup_write){
					       .controller = "memory",
					       .file = "memory.oom_control",
					       .value = "1",
					       .field = "memory."
							"disableOOMKiller",
				       });
	return NULL;
}

fallible cgroup_v1_cpu(const struct resources *r, struct cgroup_writes *out)
{
	const struct resource_cpu *c = &r->cpu;
	const struct number numbers[] = {
		{ &c->shares, "cpu.shares", "cpu.shares" },
		{ &c->period, "cpu.cfs_period_us", "cpu.period", true },
		{ &c->quota, "cpu.cfs_quota_us", "cpu.quota", true },
		{ &c->burst, "cpu.cfs_burst_us", "cpu.burst" },
		{ &c->realtime_period, "cpu.rt_period_us", "cpu.realtimePeriod",
		  true },
		{ &c->realtime_runtime, "cpu.rt_runtime_us",
		  "cpu.realtimeRuntime" },
		{ &c->idle, "cpu.idle", "cpu.idle" },
	};

	write_numbers("cpu", numbers, COUNT(numbers), out);
	return NULL;
}

static void write_disks(const struct resource_disks *disks, const char *file,
			const char *field, struct cgroup_writes *out)
{
	for (size_t i = 0; i < disks->len; i++) {
		const struct resource_disk *d = &disks->items[i];

		if (!d->value)
			continue;
		cgroup_writes_add(out,
				  (struct cgroup_write){
					  .controller = "blkio",
					  .file = file,
					  .field = field,
					  .value = cgroup_writes_text(
						  out, "%u:%u %" PRIu64,
						  d->major, d->minor, d->value),
				  });
	}
}

static void write_leaf_weights(const struct resource_disks *disks,
			       struct cgroup_writes *out)
{
	for (size_t i = 0; i < disks->len; i++) {
		struct resource_disk leaf = disks->items[i];
		const struct resource_disks one = { &leaf, 1 };

		leaf.value = leaf.leaf;
		write_disks(&one, "blkio.leaf_weight_device",
			    "blockIO.weightDevice", out);
	}
}

static void write_weight(const struct resource *weight, const char *file,
			 const char *other, const char *field,
			 struct cgroup_writes *out)
{
	const char *value;

	if (!weight->given)
		return;
	value = cgroup_writes_text(out, "%" PRId64, weight->value);
	cgroup_writes_add(out, (struct cgroup_write){
				       .controller = "blkio",
				       .file = file,
				       .value = value,
				       .other_file = other,
				       .other_value = value,
				       .field = field,
			       });
}

fallible cgroup_v1_io(const struct resources *r, struct cgroup_writes *out)
{
	static const struct {
		const char *file;
		const char *field;
	} rates[RATES] = {
		[RATE_READ_BPS] = { "blkio.throttle.read_bps_device",
				    "blockIO.throttleReadBpsDevice" },
		[RATE_WRITE_BPS] = { "blkio.throttle.write_bps_device",
				     "blockIO.throttleWriteBpsDevice" },
		[RATE_READ_IOPS] = { "blkio.throttle.read_iops_device",
				     "blockIO.throttleReadIOPSDevice" },
		[RATE_WRITE_IOPS] = { "blkio.throttle.write_iops_device",
				      "blockIO.throttleWriteIOPSDevice" },
	};

	/* Which scheduler has weights depends on the kernel. */
	write_weight(&r->io.weight, "blkio.weight", "blkio.bfq.weight",
		     "blockIO.weight", out);
	write_weight(&r->io.leaf_weight, "blkio.leaf_weight", NULL,
		     "blockIO.leafWeight", out);
	write_disks(&r->io.weights, "blkio.weight_device",
		    "blockIO.weightDevice", out);
	write_leaf_weights(&r->io.weights, out);
	for (size_t i = 0; i < RATES; i++)
		write_disks(&r->io.rates[i], rates[i].file, rates[i].field,
			    out);
	return NULL;
}

fallible cgroup_v1_hugetlb(const struct resources *r, struct cgroup_writes *out)
{
	for (size_t i = 0; i < r->hugepages_len; i++)
		cgroup_writes_add(
			out,
			(struct cgroup_write){
				.controller = "hugetlb",
				.field = "hugepageLimits",
				.file = cgroup_writes_text(
					out, "hugetlb.%s.limit_in_bytes",
					r->hugepages[i].page_size),
				.value = cgroup_writes_text(
					out, "%" PRIu64, r->hugepages[i].limit),
			});
	return NULL;
}

fallible cgroup_v1_class(const struct resources *r, struct cgroup_writes *out)
{
	const struct number number = { &r->class_id, "net_cls.classid",
				       "network.classID" };

	write_numbers("net_cls", &number, 1, out);
	return NULL;
}

fallible cgroup_v1_priorities(const struct resources *r,
			      struct cgroup_writes *out)
{
	for (size_t i = 0; i < r->priorities_len; i++)
		cgroup_writes_add(out,
				  (struct cgroup_write){
					  .controller = "net_prio",
					  .file = "net_prio.ifpriomap",
					  .field = "network.priorities",
					  .value = cgroup_writes_text(
						  out, "%s %" PRIu64,
						  r->priorities[i].interface,
						  r->priorities[i].priority),
				  });
	return NULL;
}

static const char *number_or_any(int64_t number, struct cgroup_writes *out)
{
	return number == DEVICE_ANY
		       ? "*"
		       : cgroup_writes_text(out, "%" PRId64, number);
}

static void write_device_rule(const struct device_rule *d, char type,
			      struct cgroup_writes *out)
{
	cgroup_writes_add(
		out,
		(struct cgroup_write){
			.controller = "devices",
			.file = d->allow ? "devices.allow" : "devices.deny",
			.field = "devices",
			.value = cgroup_writes_text(
				out, "%c %s:%s %s%s%s", type,
				number_or_any(d->major, out),
				number_or_any(d->minor, out),
				d->access & DEVICE_READ ? "r" : "",
				d->access & DEVICE_WRITE ? "w" : "",
				d->access & DEVICE_MKNOD ? "m" : ""),
		});
}

/*
 * Everything is refused that no rule allows. The kernel takes 'a' only for
 * everything at once; what is less is said for either kind.
 */
fallible cgroup_v1_devices(const struct resources *r, struct cgroup_writes *out)
{
	const struct cgroup_write all = { .controller = "devices",
					  .file = "devices.deny",
					  .value = "a",
					  .field = "devices" };
	const unsigned every = DEVICE_READ | DEVICE_WRITE | DEVICE_MKNOD;

	cgroup_writes_add(out, all);
	for (size_t i = 0; i < r->devices_len; i++) {
		const struct device_rule *d = &r->devices[i];
		struct cgroup_write w = all;

		w.file = d->allow ? "devices.allow" : "devices.deny";
		if (d->type != 'a')
			write_device_rule(d, d->type, out);
		else if (d->major == DEVICE_ANY && d->minor == DEVICE_ANY &&
			 d->access == every)
			cgroup_writes_add(out, w);
		else {
			write_device_rule(d, 'b', out);
			write_device_rule(d, 'c', out);
		}
	}
	return NULL;
}
