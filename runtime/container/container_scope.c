/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/container_scope.h"

#include <errno.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/cgroup/cgroup_file.h"
#include "runtime/privilege.h"
#include "runtime/systemd/scope.h"

#define KEEPER_GROUP "keeper"
#define FOLDER_MODE 0755

static fallible check_layout(struct arena *arena)
{
	struct cgroup_layout l = { 0 };
	struct err *e = cgroup_layout_read(0, arena, &l);

	if (e)
		return e;
	if (l.len == 1 && l.items[0].version == 2)
		return NULL;
	return err_new(&ERR_INPUT,
		       "control groups made by systemd need version 2 alone, "
		       "which is not so here: use --cgroup-manager cgroupfs, "
		       "of the engine that starts this too");
}

/* A group with processes lends no controllers to those below it. */
static fallible step_aside(const char *scope, pid_t pid)
{
	auto_free char *group = mem_printf("%s/" KEEPER_GROUP, scope);
	auto_free char *text = mem_printf("%d", (int)pid);

	if (mkdir(group, FOLDER_MODE) && errno != EEXIST)
		return err_sys("make '%s'", group);
	return cgroup_file_write(group, "cgroup.procs", text);
}

static fallible make(const struct scope *scope, struct arena *arena,
		     struct cgroup_layout *ret, struct scope_keeper *keeper)
{
	struct cgroup_layout l = { 0 };
	struct err *e = scope_keeper_start(keeper);

	if (!e)
		e = scope_start(scope, keeper->pid);
	if (!e)
		e = cgroup_layout_read(keeper->pid, arena, &l);
	if (!e)
		e = step_aside(l.items[0].own, keeper->pid);
	if (e)
		return e;
	/* Nothing of ours is above it. */
	l.items[0].mount = l.items[0].own;
	*ret = l;
	return NULL;
}

fallible container_scope_make(const char *name, struct spec *s,
			      struct cgroup_layout *ret,
			      struct scope_keeper *ret_keeper)
{
	auto_scope_keeper struct scope_keeper keeper = SCOPE_KEEPER_NONE;
	struct scope scope = { 0 };
	struct err *e = check_layout(&s->arena);

	if (!e)
		e = scope_parse(s->cgroups_path, !privilege_is_machines(), name,
				&s->arena, &scope);
	if (!e)
		e = make(&scope, &s->arena, ret, &keeper);
	if (e)
		return e;
	s->cgroups_path = NULL;
	*ret_keeper = keeper;
	keeper = (struct scope_keeper)SCOPE_KEEPER_NONE;
	return NULL;
}
