/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is to be written to which files of a control group, decided from what a
 * bundle asks for.
 */
#pragma once

#include "lib/arena.h"
#include "lib/err.h"
#include "runtime/cgroup/resources.h"

struct cgroup_write {
	const char *controller;
	const char *file; /* in the controller's directory */
	const char *value;
	const char *field;       /* of linux.resources, for messages */
	const char *other_file;  /* where @file is not there; NULL: none */
	const char *other_value; /* for that one */
	bool swaps;     /* two files bound each other: if this value is refused,
			   that of the next write has to come first */
	bool omissible; /* newer kernels lack it, and do without */
};

/* All zeros but the arena is empty. */
struct cgroup_writes {
	struct arena *arena;
	struct cgroup_write *items; /* in the arena */
	size_t len;
	size_t cap;
};

/* How one version of control groups says what is asked of a controller. */
typedef fallible (*cgroup_say)(const struct resources *r,
			       struct cgroup_writes *out);

struct cgroup_controller {
	const char *name;
	bool (*is_asked)(const struct resources *r);
	cgroup_say say[3]; /* by version; NULL: the version lacks it */
};

/* The table ends with a name that is NULL. */
extern const struct cgroup_controller cgroup_controllers[];

/* Append a copy of @w; its strings have to live as long as the arena. */
void cgroup_writes_add(struct cgroup_writes *out, struct cgroup_write w);

/* A string in the arena. */
__attribute__((format(printf, 2, 3))) const char *
cgroup_writes_text(struct cgroup_writes *out, const char *fmt, ...);

/* Version 1: a file each, in the units of the bundle. */
fallible cgroup_v1_memory(const struct resources *r, struct cgroup_writes *out);
fallible cgroup_v1_cpu(const struct resources *r, struct cgroup_writes *out);
fallible cgroup_v1_io(const struct resources *r, struct cgroup_writes *out);
fallible cgroup_v1_hugetlb(const struct resources *r,
			   struct cgroup_writes *out);
fallible cgroup_v1_class(const struct resources *r, struct cgroup_writes *out);
fallible cgroup_v1_priorities(const struct resources *r,
			      struct cgroup_writes *out);
fallible cgroup_v1_devices(const struct resources *r,
			   struct cgroup_writes *out);

/* Version 2; device rules are a program there, see device_filter.h. */
fallible cgroup_v2_memory(const struct resources *r, struct cgroup_writes *out);
fallible cgroup_v2_cpu(const struct resources *r, struct cgroup_writes *out);
fallible cgroup_v2_io(const struct resources *r, struct cgroup_writes *out);
fallible cgroup_v2_hugetlb(const struct resources *r,
			   struct cgroup_writes *out);
