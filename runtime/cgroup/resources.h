/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a bundle's "linux.resources" asks for, as it says it: the two versions
 * of control groups each have a way of their own to be told. All zeros asks
 * for nothing. Strings and arrays belong to whoever filled it in.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A number that may be absent. */
struct resource {
	bool given;
	int64_t value;
};

struct resource_memory {
	struct resource limit; /* bytes; -1: no limit, as with the next four */
	struct resource reservation;
	struct resource swap; /* memory and swap together */
	struct resource kernel;
	struct resource kernel_tcp;
	struct resource swappiness; /* 0 to 100 */
	bool disable_oom_killer;
	bool check_before_update; /* refuse a limit below what is used */
};

struct resource_cpu {
	struct resource shares;
	struct resource quota; /* microseconds in each period; -1: no limit */
	struct resource period;
	struct resource burst;
	struct resource realtime_runtime;
	struct resource realtime_period;
	struct resource idle;
	const char *cpus; /* "0-3,7"; NULL: not said */
	const char *mems;
};

/* A number for one disk. */
struct resource_disk {
	unsigned major, minor;
	uint64_t value;
	uint64_t leaf; /* of weights alone; 0: not said */
};

struct resource_disks {
	const struct resource_disk *items;
	size_t len;
};

/* The rates a disk may be limited in. */
enum resource_rate {
	RATE_READ_BPS,
	RATE_WRITE_BPS,
	RATE_READ_IOPS,
	RATE_WRITE_IOPS,
	RATES,
};

struct resource_io {
	struct resource weight; /* 10 to 1000 */
	struct resource leaf_weight;
	struct resource_disks weights;
	struct resource_disks rates[RATES];
};

struct resource_hugepages {
	const char *page_size; /* "2MB" */
	uint64_t limit;        /* bytes */
};

struct resource_rdma {
	const char *device;
	struct resource handles;
	struct resource objects;
};

struct resource_priority {
	const char *interface;
	uint64_t priority;
};

/* A file of cgroup v2 and what to write to it. */
struct resource_file {
	const char *name;
	const char *value;
};

enum { DEVICE_READ = 1, DEVICE_WRITE = 2, DEVICE_MKNOD = 4 };
#define DEVICE_ANY (-1) /* every major or minor number */

struct device_rule {
	bool allow;
	char type; /* 'a': both kinds, 'b' or 'c' */
	int64_t major, minor;
	unsigned access; /* DEVICE_READ ... */
};

struct resources {
	struct resource_memory memory;
	struct resource_cpu cpu;
	struct resource pids; /* at most; below 1: no limit */
	struct resource_io io;
	const struct resource_hugepages *hugepages;
	size_t hugepages_len;
	const struct resource_rdma *rdma;
	size_t rdma_len;
	struct resource class_id;
	const struct resource_priority *priorities;
	size_t priorities_len;
	const struct resource_file *unified;
	size_t unified_len;
	const struct device_rule *devices; /* later ones outdo earlier */
	size_t devices_len;
};
