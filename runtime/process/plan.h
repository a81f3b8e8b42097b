/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a fresh process in new namespaces has to do to become a container, in
 * order, decided from the spec alone. The first steps make the container, of
 * which those before @mapped need no ids and may be taken before ids are
 * mapped; the rest, from @confine on, confine one process, and are taken by
 * every program that is started in it, first or later.
 */
#pragma once

#include "runtime/spec/spec.h"

enum step_kind {
	STEP_SETUP_IDS,
	STEP_LOOPBACK,
	STEP_HOSTNAME,
	STEP_DOMAINNAME,
	STEP_NET_DEVICES,
	STEP_TIME,
	STEP_SYSCTL,
	STEP_LABELS,
	STEP_ROOT,
	STEP_MOUNT,
	STEP_BIND,
	STEP_DEVICE,
	STEP_SYMLINK,
	STEP_CONSOLE,
	STEP_READONLY_PATH,
	STEP_MASK_PATH,
	STEP_SEAL,
	STEP_CGROUP,
	STEP_HOOKS,
	STEP_PIVOT,
	STEP_PERSONALITY,
	STEP_MEMORY_POLICY,
	STEP_SESSION,
	STEP_KEYRING,
	STEP_RLIMIT,
	STEP_BOUNDING_SET,
	STEP_USER,
	STEP_TERMINAL,
	STEP_CWD,
	STEP_HOME,
	STEP_GATE,
	STEP_SECCOMP,
	STEP_HIDE_LAUNCHER,
	STEP_CAPABILITIES,
	STEP_NO_NEW_PRIVILEGES,
	STEP_PARENT_DEATH,
	STEP_KINDS,
};

/* Only the fields that its kind needs are set. */
struct step {
	enum step_kind kind;
	const char *path;   /* where in the container, absolute */
	const char *text;   /* a name to set; what a symlink points to */
	const char *type;   /* of a new file system */
	const char *source; /* of a bind: outside, if not one of the spec's */
	size_t mount;       /* of a bind without @source: which of the spec's */
	struct mount_options options;
	bool symlinks;  /* the way to @path may lead through links */
	bool from_host; /* a device is bound, for we cannot make one */
	mode_t mode;    /* of a device, with its type */
	unsigned major, minor;
	const struct rlimit_request *rlimit;
	uid_t uid;
	gid_t gid;
};

struct plan {
	struct step *steps;
	size_t len;
	size_t cap;
	size_t mapped;  /* index of the first step that needs ids */
	size_t confine; /* index of the first step of each process */
};

/* The steps borrow from @s. */
void plan_make(struct spec *s, struct plan *ret);

void plan_release(struct plan *p);
#define auto_plan __attribute__((cleanup(plan_release)))
