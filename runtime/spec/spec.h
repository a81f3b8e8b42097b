/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a bundle asks for: config.json of the OCI runtime specification 1.2,
 * checked as a whole before anything is done. All strings live as long as the
 * spec. What we do not carry out is refused where leaving it out would change
 * the meaning or weaken the confinement, and is otherwise among the warnings.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/str.h"
#include "runtime/cgroup/resources.h"
#include "runtime/network/net_devices.h"
#include "runtime/seccomp/seccomp.h"
#include "runtime/spec/idmap.h"
#include "runtime/spec/mount_options.h"
#include "runtime/spec/spec_hooks.h"
#include "runtime/spec/spec_process.h"
#include "runtime/spec/spec_settings.h"

#define SPEC_MAX_BYTES (4u << 20)

/* Runs the program under a small first process of ours: see init.h. */
#define SPEC_ANNOTATION_INIT "org.blogctl.init"

struct spec_device {
	const char *path; /* absolute */
	mode_t mode;      /* with its type */
	unsigned major, minor;
	uid_t uid;
	gid_t gid;
};

struct spec_mount {
	size_t index;            /* in the bundle's list, for messages */
	const char *destination; /* absolute */
	const char *type;        /* "" for a bind mount without one */
	const char *source;      /* as written; NULL: none */
	struct mount_options options;
	struct id_maps maps; /* of an idmapped mount; empty: none */
	const char *links;   /* "cpu,cpuacct": a link beside it from each;
				NULL: none */
	bool sealed;         /* read-only once what is below it is mounted: see
				cgroup_mounts.h */
};

/* A namespace that is there already. */
struct spec_namespace {
	uint64_t flag; /* CLONE_NEW* */
	const char *path;
	size_t index; /* in the bundle's list, for messages */
};

struct spec {
	struct arena arena;
	const char *root; /* relative to the bundle, or absolute */
	bool root_readonly;
	uint64_t root_propagation; /* MS_PRIVATE ...; of MS_SHARED, with MS_REC
				    */
	const char *hostname;      /* NULL: none */
	const char *domainname;
	struct spec_process process;
	const struct spec_mount *mounts;
	size_t mounts_len;
	uint64_t folder_attributes; /* MOUNT_ATTR_*: of the root and of each
				       folder bound, unless it says otherwise */
	uint64_t namespaces;        /* CLONE_NEW*: the ones to create */
	const struct spec_namespace *joined;
	size_t joined_len;
	const char *time_offsets; /* for the kernel to read; NULL: none */
	struct id_maps maps;      /* of the user namespace */
	const char **masked_paths;
	size_t masked_paths_len;
	const char **readonly_paths;
	size_t readonly_paths_len;
	const struct seccomp_profile *seccomp; /* NULL: none */
	const struct spec_device *devices;
	size_t devices_len;
	const struct net_device *net_devices;
	size_t net_devices_len;
	const struct spec_sysctl *sysctls;
	size_t sysctls_len;
	bool has_personality;
	unsigned long personality;
	struct spec_memory_policy memory_policy;
	const char *cgroups_path; /* as written; NULL: ours to choose */
	struct resources resources;
	bool init;
	struct spec_hooks hooks[HOOK_KINDS];
	const struct spec_annotation *annotations;
	size_t annotations_len;
	const char **warnings; /* what is left out, a line each */
	size_t warnings_len, warnings_cap;
};

/* Whether the container has a namespace of its own, created or joined, of the
 * kind CLONE_NEW* @flag. */
bool spec_has_namespace(const struct spec *s, uint64_t flag);

void spec_release(struct spec *s);
#define auto_spec __attribute__((cleanup(spec_release)))

/*
 * Read the text of a config.json, called @file in messages. ERR_INPUT names
 * the field: "mounts[3].destination: ...".
 */
fallible spec_parse(struct str text, const char *file, struct spec *ret);

/* Read a text that is a "linux.resources" alone; the rest of @ret is empty. */
fallible spec_parse_resources(struct str text, const char *file,
			      struct spec *ret);

/* Put the "process" that is in @text, of a file called @file, in place of that
 * of @s. */
fallible spec_parse_process(struct str text, const char *file, struct spec *s);
