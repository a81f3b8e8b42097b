/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "linux": namespaces, id maps, and paths to hide.
 */
#include <sched.h>
#include <string.h>
#include <sys/mount.h>

#include "runtime/cgroup/cgroup_plan.h"
#include "runtime/spec/spec_parts.h"

struct named_flag {
	const char *name;
	uint64_t flag;
};

static const struct named_flag propagations[] = {
	{ "private", MS_PRIVATE },
	{ "shared", MS_SHARED },
	{ "slave", MS_SLAVE },
	{ "unbindable", MS_UNBINDABLE },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static uint64_t find_flag(const struct named_flag *table, size_t len,
			  const char *name)
{
	for (size_t i = 0; i < len; i++)
		if (!strcmp(name, table[i].name))
			return table[i].flag;
	return 0;
}

fallible spec_check_mapped(const struct spec *s, const struct field *f)
{
	const struct spec_user *u = &s->process.user;

	if (!(s->namespaces & CLONE_NEWUSER))
		return NULL;
	if (!id_map_has(&s->maps.uids, u->uid))
		return field_error(f, "process.user.uid %u is not mapped",
				   u->uid);
	if (!id_map_has(&s->maps.gids, u->gid))
		return field_error(f, "process.user.gid %u is not mapped",
				   u->gid);
	for (size_t i = 0; i < u->groups_len; i++)
		if (!id_map_has(&s->maps.gids, u->groups[i]))
			return field_error(f,
					   "process.user.additionalGids[%zu] "
					   "%u is not mapped",
					   i, u->groups[i]);
	return NULL;
}

static fallible read_maps(struct spec *s, const struct field *f)
{
	struct field uids = field_get(f, "uidMappings");
	struct field gids = field_get(f, "gidMappings");
	bool user = s->namespaces & CLONE_NEWUSER;
	bool any = spec_has_namespace(s, CLONE_NEWUSER);
	struct err *e = spec_read_id_map(s, &uids, &s->maps.uids);

	if (!e)
		e = spec_read_id_map(s, &gids, &s->maps.gids);
	if (e)
		return e;
	if (!any && (s->maps.uids.len || s->maps.gids.len))
		return field_error(f, "id mappings need a user namespace");
	if (user && !s->maps.uids.len)
		return field_error(&uids, "is missing");
	if (user && !s->maps.gids.len)
		return field_error(&gids, "is missing");
	return spec_check_mapped(s, f);
}

static fallible read_paths(struct spec *s, const struct field *f,
			   const char ***ret, size_t *ret_len)
{
	struct err *e = field_strings(f, &s->arena, ret, ret_len);

	for (size_t i = 0; i < *ret_len && !e; i++) {
		struct field item = field_at(f, i);
		const char *path = NULL;

		e = spec_read_path(&item, &path);
	}
	return e;
}

static fallible read_propagation(struct spec *s, const struct field *f)
{
	const char *name = "private";
	struct err *e = field_string(f, &name);

	if (e)
		return e;
	/* "private" and "rprivate" say the same of a tree made for us; but what
	 * is mounted in it later is shared only by "rshared". */
	s->root_propagation =
		find_flag(propagations, COUNT(propagations), name);
	if (!s->root_propagation && name[0] == 'r')
		s->root_propagation =
			find_flag(propagations, COUNT(propagations), name + 1);
	if (s->root_propagation == MS_SHARED && name[0] == 'r')
		s->root_propagation |= MS_REC;
	if (!s->root_propagation)
		return field_error(f, "'%s' is not supported", name);
	return NULL;
}

static fallible read_group(struct spec *s, const struct field *f)
{
	const char *path = "";
	struct err *e = field_string(f, &path);

	if (e || !*path)
		return e;
	if (!cgroup_path_is_plain(path))
		return field_error(f, "'%s' has a part '.' or '..'", path);
	s->cgroups_path = path;
	return NULL;
}

/* What needs the namespaces to be known. */
static fallible read_settings(struct spec *s, const struct field *f)
{
	struct field offsets = field_get(f, "timeOffsets");
	struct field devices = field_get(f, "devices");
	struct field net = field_get(f, "netDevices");
	struct field sysctl = field_get(f, "sysctl");
	struct field personality = field_get(f, "personality");
	struct field policy = field_get(f, "memoryPolicy");
	struct err *e = spec_read_time_offsets(s, &offsets);

	if (!e)
		e = spec_read_devices(s, &devices);
	if (!e)
		e = spec_read_net_devices(s, &net);
	if (!e)
		e = spec_read_sysctls(s, &sysctl);
	if (!e)
		e = spec_read_personality(s, &personality);
	if (!e)
		e = spec_read_memory_policy(s, &policy);
	return e;
}

fallible spec_read_linux(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "namespaces", SPEC_DONE },
		{ "uidMappings", SPEC_DONE },
		{ "gidMappings", SPEC_DONE },
		{ "maskedPaths", SPEC_DONE },
		{ "readonlyPaths", SPEC_DONE },
		{ "rootfsPropagation", SPEC_DONE },
		{ "seccomp", SPEC_DONE },
		{ "resources", SPEC_DONE },
		{ "cgroupsPath", SPEC_DONE },
		{ "devices", SPEC_DONE },
		{ "netDevices", SPEC_DONE },
		{ "sysctl", SPEC_DONE },
		{ "mountLabel", SPEC_REFUSED },
		{ "intelRdt", SPEC_OMITTED },
		{ "memoryPolicy", SPEC_DONE },
		{ "personality", SPEC_DONE },
		{ "timeOffsets", SPEC_DONE },
		{ 0 },
	};
	struct field spaces = field_get(f, "namespaces");
	struct field masked = field_get(f, "maskedPaths");
	struct field readonly = field_get(f, "readonlyPaths");
	struct field propagation = field_get(f, "rootfsPropagation");
	struct field seccomp = field_get(f, "seccomp");
	struct field resources = field_get(f, "resources");
	struct field group = field_get(f, "cgroupsPath");
	struct err *e = field_require(f);

	if (!e)
		e = spec_check_names(s, f, known);
	if (!e)
		e = spec_read_namespaces(s, &spaces);
	if (!e)
		e = read_maps(s, f);
	if (!e)
		e = read_paths(s, &masked, &s->masked_paths,
			       &s->masked_paths_len);
	if (!e)
		e = read_paths(s, &readonly, &s->readonly_paths,
			       &s->readonly_paths_len);
	if (!e)
		e = read_propagation(s, &propagation);
	if (!e)
		e = spec_read_seccomp(s, &seccomp);
	if (!e)
		e = read_group(s, &group);
	if (!e)
		e = spec_read_resources(s, &resources);
	return e ? e : read_settings(s, f);
}
