/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "linux.sysctl", "linux.personality", "linux.memoryPolicy".
 */
#include "runtime/spec/spec_settings.h"

#include <sched.h>
#include <string.h>
#include <sys/personality.h>

#include <linux/mempolicy.h>

#include "runtime/spec/number_list.h"
#include "runtime/spec/spec_parts.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Settings that are a namespace's own; a name that ends in '/' is a folder. */
struct owner {
	const char *name;
	uint64_t flag;
	const char *kind;
};

static const struct owner owners[] = {
	{ "fs/mqueue/", CLONE_NEWIPC, "ipc" },
	{ "kernel/domainname", CLONE_NEWUTS, "uts" },
	{ "kernel/hostname", CLONE_NEWUTS, "uts" },
	{ "kernel/msg_next_id", CLONE_NEWIPC, "ipc" },
	{ "kernel/msgmax", CLONE_NEWIPC, "ipc" },
	{ "kernel/msgmnb", CLONE_NEWIPC, "ipc" },
	{ "kernel/msgmni", CLONE_NEWIPC, "ipc" },
	{ "kernel/sem", CLONE_NEWIPC, "ipc" },
	{ "kernel/sem_next_id", CLONE_NEWIPC, "ipc" },
	{ "kernel/shm_next_id", CLONE_NEWIPC, "ipc" },
	{ "kernel/shm_rmid_forced", CLONE_NEWIPC, "ipc" },
	{ "kernel/shmall", CLONE_NEWIPC, "ipc" },
	{ "kernel/shmmax", CLONE_NEWIPC, "ipc" },
	{ "kernel/shmmni", CLONE_NEWIPC, "ipc" },
	{ "net/", CLONE_NEWNET, "network" },
};

static const struct owner *find_owner(const char *path)
{
	for (size_t i = 0; i < COUNT(owners); i++) {
		const char *name = owners[i].name;
		size_t len = strlen(name);
		bool folder = name[len - 1] == '/';

		if (folder ? !strncmp(path, name, len) : !strcmp(path, name))
			return &owners[i];
	}
	return NULL;
}

/* The first of '.' and '/' separates, and each then stands for the other: an
 * interface may be called "eth0.5". */
static char *make_path(struct spec *s, const char *name)
{
	char *path = arena_strdup(&s->arena, str_of(name));

	if (path[strcspn(path, "./")] == '/')
		return path;
	for (char *c = path; *c; c++)
		*c = (char)(*c == '.' ? '/' : *c == '/' ? '.' : *c);
	return path;
}

static bool leads_elsewhere(const char *path)
{
	struct str rest = str_of(path), part;

	while (str_split(&rest, '/', &part))
		if (!part.len || str_is(part, ".") || str_is(part, ".."))
			return true;
	return false;
}

static fallible read_sysctl(struct spec *s, const struct field *f,
			    struct spec_sysctl *ret)
{
	const struct owner *owner;
	struct err *e;

	ret->path = make_path(s, f->key);
	ret->value = "";
	owner = leads_elsewhere(ret->path) ? NULL : find_owner(ret->path);
	e = field_string(f, &ret->value);
	if (e)
		return e;
	if (!owner)
		return field_error(f, "is the whole machine's, and not to be "
				      "changed for a container");
	if (!spec_has_namespace(s, owner->flag))
		return field_error(f, "needs the %s namespace", owner->kind);
	return NULL;
}

fallible spec_read_sysctls(struct spec *s, const struct field *f)
{
	size_t len = field_len(f);
	struct err *e = field_check(f, DATA_MAP);
	struct spec_sysctl *items;

	if (e || !len)
		return e;
	items = arena_alloc_array(&s->arena, len, sizeof(*items));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item =
			field_get(f, f->data->map.entries[i].key.data);

		e = read_sysctl(s, &item, &items[i]);
	}
	s->sysctls = items;
	s->sysctls_len = len;
	return e;
}

fallible spec_read_personality(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "domain", SPEC_DONE },
		{ "flags", SPEC_REFUSED }, /* none are defined */
		{ 0 },
	};
	struct field domain = field_get(f, "domain");
	const char *name = "";
	struct err *e = spec_check_names(s, f, known);

	if (e || !f->data)
		return e;
	e = field_require(&domain);
	if (!e)
		e = field_string(&domain, &name);
	if (e)
		return e;
	s->has_personality = true;
	s->personality = !strcmp(name, "LINUX32") ? PER_LINUX32 : PER_LINUX;
	if (strcmp(name, "LINUX32") != 0 && strcmp(name, "LINUX") != 0)
		return field_error(&domain, "'%s' is not LINUX or LINUX32",
				   name);
	return NULL;
}

struct named_mode {
	const char *name;
	int value;
};

static const struct named_mode modes[] = {
	{ "MPOL_BIND", MPOL_BIND },
	{ "MPOL_DEFAULT", MPOL_DEFAULT },
	{ "MPOL_INTERLEAVE", MPOL_INTERLEAVE },
	{ "MPOL_LOCAL", MPOL_LOCAL },
	{ "MPOL_PREFERRED", MPOL_PREFERRED },
	{ "MPOL_PREFERRED_MANY", MPOL_PREFERRED_MANY },
	{ "MPOL_WEIGHTED_INTERLEAVE", MPOL_PREFERRED_MANY + 1 },
};

static const struct named_mode mode_flags[] = {
	{ "MPOL_F_NUMA_BALANCING", MPOL_F_NUMA_BALANCING },
	{ "MPOL_F_RELATIVE_NODES", MPOL_F_RELATIVE_NODES },
	{ "MPOL_F_STATIC_NODES", MPOL_F_STATIC_NODES },
};

static fallible find_mode(const struct named_mode *table, size_t len,
			  const struct field *f, const char *name, int *ret)
{
	for (size_t i = 0; i < len; i++)
		if (!strcmp(table[i].name, name)) {
			*ret |= table[i].value;
			return NULL;
		}
	return field_error(f, "'%s' is not known", name);
}

fallible spec_read_memory_policy(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "mode", SPEC_DONE },
		{ "nodes", SPEC_DONE },
		{ "flags", SPEC_DONE },
		{ 0 },
	};
	struct spec_memory_policy *p = &s->memory_policy;
	struct field mode = field_get(f, "mode");
	struct field nodes = field_get(f, "nodes");
	struct field flags = field_get(f, "flags");
	const char *name = "", *list = "", **names = NULL;
	size_t len = 0;
	struct err *e = spec_check_names(s, f, known);

	if (e || !f->data)
		return e;
	e = field_string(&mode, &name);
	if (!e)
		e = find_mode(modes, COUNT(modes), &mode, name, &p->mode);
	if (!e)
		e = field_strings(&flags, &s->arena, &names, &len);
	for (size_t i = 0; i < len && !e; i++)
		e = find_mode(mode_flags, COUNT(mode_flags), &flags, names[i],
			      &p->mode);
	if (!e)
		e = field_string(&nodes, &list);
	if (!e && *list && !number_list_parse(list, p->nodes, SPEC_MAX_NODES))
		e = field_error(&nodes, "'%s' is not like '0-1'", list);
	p->given = true;
	return e;
}
