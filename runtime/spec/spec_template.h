/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes the config.json of a strictly confined container: every namespace, a
 * user namespace that maps one unprivileged id, no capability, no_new_privs,
 * the default system call profile, and a read-only root unless asked otherwise.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

/* What root's containers are outside: beyond the ids that systems give out. */
#define SPEC_TEMPLATE_HOST_ID 2000000000u

struct spec_template_mount {
	const char *source;
	const char *destination;
	bool readonly;
	bool noexec;
	bool map_owner;     /* idmapped: what is that owner's outside, is the */
	uint32_t owner_uid; /* container's user's inside */
	uint32_t owner_gid;
};

/* Of each process, soft and hard. */
struct spec_template_limit {
	const char *type; /* "RLIMIT_NOFILE" */
	uint64_t value;
};

struct spec_template {
	const char *root; /* relative to the bundle, or absolute */
	bool root_writable;
	const char *const *argv;
	size_t argv_len;
	const char *const *env;
	size_t env_len;
	const char *cwd;
	const char *hostname;
	uint32_t host_uid; /* what the container's user 0 is outside */
	uint32_t host_gid;
	bool host_network; /* none of its own, but the host's */
	bool tmp;          /* a tmpfs on /tmp */
	bool bare; /* for one program that wants no terminal, shared memory or
		      queue: nothing but /proc, a read-only /dev, and a small
		      /tmp from which nothing is run */
	bool init;
	const struct spec_template_mount *mounts;
	size_t mounts_len;
	const struct spec_template_limit *limits;
	size_t limits_len;
};

/* Fills in host_uid and host_gid: the caller's own, or root's substitute. */
void spec_template_choose_ids(struct spec_template *t);

void spec_template_write(const struct spec_template *t, struct buf *out);
