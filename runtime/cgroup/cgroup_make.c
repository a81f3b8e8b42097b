/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making groups and writing to them.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "runtime/cgroup/cgroup.h"
#include "runtime/cgroup/cgroup_file.h"
#include "runtime/cgroup/device_filter.h"

#define GROUP_MODE 0755

/* Give the groups below @group what the plan asks for, and what is customary
 * if they can have it. */
static fallible lend(const struct cgroup_plan *p, const char *group)
{
	static const char *const customary[] = { "+memory", "+pids", "+cpu" };
	struct err *e = NULL;

	for (size_t i = 0; i < sizeof(customary) / sizeof(*customary); i++)
		err_drop(cgroup_file_write(group, "cgroup.subtree_control",
					   customary[i]));
	for (size_t i = 0; i < p->writes.len && !e; i++) {
		const struct cgroup_write *w = &p->writes.items[i];
		auto_free char *added = mem_printf("+%s", w->controller);
		const struct cgroup c = cgroup_of_plan(p);
		const struct cgroup_place *place =
			cgroup_find(&c, w->controller);

		if (place && place->version == 2)
			e = cgroup_file_write(group, "cgroup.subtree_control",
					      added);
	}
	return e;
}

/* A new group of this controller of version 1 has neither, and so may hold no
 * process. */
static fallible fill_cpuset(const char *group)
{
	static const char *const files[] = { "cpuset.cpus", "cpuset.mems" };
	auto_free char *above = mem_printf("%s/..", group);
	struct err *e = NULL;

	for (size_t i = 0; i < 2 && !e; i++) {
		auto_buf struct buf own = { 0 }, theirs = { 0 };

		e = cgroup_file_read(group, files[i], &own);
		if (e || str_trim(buf_str(&own)).len)
			continue;
		e = cgroup_file_read(above, files[i], &theirs);
		if (!e && theirs.len)
			e = cgroup_file_write(group, files[i], theirs.data);
	}
	return e;
}

static fallible make_group(const struct cgroup_place *p, const char *group,
			   bool *ret_new)
{
	bool new = !mkdir(group, GROUP_MODE);

	if (!new &&errno != EEXIST)
		return err_sys("make the control group '%s'", group);
	*ret_new = new;
	if (p->version == 1 && cgroup_has_controller(p->controllers, "cpuset"))
		return fill_cpuset(group);
	return NULL;
}

const struct err_tag CGROUP_IN_USE = { "control group in use", 1 };

/* One that is not there yet is not used. */
static fallible check_unused(const char *group)
{
	auto_buf struct buf procs = { 0 };
	struct err *e = cgroup_file_read(group, "cgroup.procs", &procs);

	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (!e && procs.len)
		e = err_new(&CGROUP_IN_USE,
			    "linux.cgroupsPath: the control group '%s' has "
			    "processes already",
			    group);
	return e;
}

/* Each group from the one it is below to the one it is. */
static fallible make_site(const struct cgroup_plan *p,
			  const struct cgroup_site *s)
{
	const char *path = s->place.path;
	size_t len = strlen(path), at = strlen(s->below);
	struct err *e = NULL;
	bool new = false;

	while (at < len && !e) {
		auto_free char *above = mem_strndup(path, at);
		auto_free char *group = NULL;

		at += strspn(path + at, "/");
		at += strcspn(path + at, "/");
		group = mem_strndup(path, at);
		if (s->place.version == 2)
			e = lend(p, above);
		if (!e)
			e = make_group(&s->place, group, &new);
	}
	return e || new ? e : check_unused(path);
}

static fallible write_or_other(const char *group, const struct cgroup_write *w)
{
	struct err *e = cgroup_file_write(group, w->file, w->value);

	if (!err_is(e, &ERR_NOT_FOUND) || !w->other_file)
		return e;
	err_drop(e);
	return cgroup_file_write(group, w->other_file, w->other_value);
}

static fallible write_one(const struct cgroup *c, const struct cgroup_write *w)
{
	const struct cgroup_place *p = cgroup_find(c, w->controller);
	struct err *e;

	if (!p && !strcmp(w->controller, "cgroup"))
		p = cgroup_unified(c);
	if (!p)
		return err_new(&ERR_NOT_FOUND,
			       "linux.resources.%s: the container has no "
			       "control group with '%s'",
			       w->field, w->controller);
	e = write_or_other(p->path, w);
	if (e && w->omissible) {
		log_info("linux.resources.%s: this kernel lacks it, and it is "
			 "left out",
			 w->field);
		err_drop(e);
		return NULL;
	}
	return e ? err_wrap(e, "linux.resources.%s", w->field) : NULL;
}

fallible cgroup_apply(const struct cgroup *c, const struct cgroup_writes *w)
{
	struct err *e = NULL;

	for (size_t i = 0; i < w->len && !e; i++) {
		e = write_one(c, &w->items[i]);
		if (!e || !w->items[i].swaps)
			continue;
		err_drop(e);
		e = write_one(c, &w->items[i + 1]);
		if (!e)
			e = write_one(c, &w->items[i]);
	}
	return e;
}

fallible cgroup_check_unused(const struct cgroup_plan *p)
{
	struct err *e = NULL;

	for (size_t i = 0; i < p->len && !e; i++)
		e = check_unused(p->sites[i].place.path);
	return e;
}

fallible cgroup_make(const struct cgroup_plan *p)
{
	const struct cgroup c = cgroup_of_plan(p);
	const struct cgroup_place *unified = cgroup_unified(&c);
	struct err *e = NULL;

	for (size_t i = 0; i < p->len && !e; i++)
		e = make_site(p, &p->sites[i]);
	if (!e)
		e = cgroup_apply(&c, &p->writes);
	if (!e && p->filter_len && unified)
		e = device_filter_attach(unified->path, p->filter,
					 p->filter_len);
	return e;
}
