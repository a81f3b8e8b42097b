/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which of the planned groups can be made by this user on this machine.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/cgroup/cgroup.h"
#include "runtime/cgroup/cgroup_file.h"

/* Nice to have with version 2: for statistics, and for limits set later. */
static const char *const customary[] = { "memory", "pids", "cpu" };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool may_write(const char *group, const char *file)
{
	auto_free char *path = mem_printf("%s/%s", group, file);

	return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

static bool exists(const char *group, const char *file)
{
	auto_free char *path = mem_printf("%s/%s", group, file);
	struct stat st;

	return stat(path, &st) == 0;
}

/* Bytes of @path before the slash of its last part. */
static size_t parent_length(const char *path, size_t len)
{
	while (len && path[len - 1] != '/')
		len--;
	while (len && path[len - 1] == '/')
		len--;
	return len;
}

/* The group that a path ends in is always ours; of those above it the ones
 * that are missing. */
static const char *find_kept(struct cgroup_place *p, struct arena *arena)
{
	size_t len = parent_length(p->path, strlen(p->path));
	const char *above = arena_strdup(arena, str_n(p->path, len));

	while (len && !exists(above, ".")) {
		len = parent_length(p->path, len);
		above = arena_strdup(arena, str_n(p->path, len));
	}
	p->kept = len;
	return above;
}

static bool has_word(const char *group, const char *file, const char *word)
{
	auto_buf struct buf text = { 0 };
	struct err *e = cgroup_file_read(group, file, &text);
	struct str rest = str_trim(buf_str(&text)), part;

	err_drop(e);
	while (str_split(&rest, ' ', &part))
		if (str_is(part, word))
			return true;
	return false;
}

static bool has_processes(const char *group)
{
	auto_buf struct buf text = { 0 };
	struct err *e = cgroup_file_read(group, "cgroup.procs", &text);

	err_drop(e);
	return text.len > 0;
}

/*
 * Whether groups below @base have @controller, or can be given it. One with
 * processes gives none away, but for the topmost, which has no type.
 */
static bool lends(const char *base, const char *controller)
{
	if (has_word(base, "cgroup.subtree_control", controller))
		return true;
	return has_word(base, "cgroup.controllers", controller) &&
	       may_write(base, "cgroup.subtree_control") &&
	       (!has_processes(base) || !exists(base, "cgroup.type"));
}

static bool lends_needed(const struct cgroup_plan *p, const char *controllers,
			 const char *base)
{
	for (size_t i = 0; i < p->writes.len; i++) {
		const char *controller = p->writes.items[i].controller;

		if (cgroup_has_controller(controllers, controller) &&
		    !lends(base, controller))
			return false;
	}
	return true;
}

static bool lends_customary(const char *controllers, const char *base)
{
	for (size_t i = 0; i < COUNT(customary); i++)
		if (cgroup_has_controller(controllers, customary[i]) &&
		    !lends(base, customary[i]))
			return false;
	return true;
}

/* Our processes go from our own group to one below @base, and whoever moves
 * them needs the right to both's common ancestor. */
static bool is_good_base(const struct cgroup_plan *p,
			 const struct cgroup_site *s, const char *base,
			 bool everything)
{
	const char *controllers = s->place.controllers;

	return may_write(base, ".") && may_write(base, "cgroup.procs") &&
	       lends_needed(p, controllers, base) &&
	       (!everything || lends_customary(controllers, base));
}

static const char *find_base(const struct cgroup_plan *p,
			     const struct cgroup_site *s, bool everything)
{
	size_t len = strlen(s->below), least = strlen(s->mount);

	while (len >= least) {
		const char *base =
			arena_strdup(p->writes.arena, str_n(s->below, len));

		if (is_good_base(p, s, base, everything))
			return base;
		len = parent_length(s->below, len);
	}
	return NULL;
}

static bool move_up(const struct cgroup_plan *p, struct cgroup_site *s)
{
	const char *rest = s->place.path + strlen(s->below);
	const char *base = find_base(p, s, true);
	auto_free char *path = NULL;

	if (!base)
		base = find_base(p, s, false);
	if (!base)
		return false;
	path = mem_printf("%s%s", base, rest);
	s->place.path = arena_strdup(p->writes.arena, str_of(path));
	s->below = base;
	return true;
}

static bool can_be_made(const struct cgroup_plan *p, struct cgroup_site *s)
{
	const char *above;

	if (s->place.version == 2 && !s->fixed && !move_up(p, s))
		return false;
	above = find_kept(&s->place, p->writes.arena);
	if (exists(s->place.path, "."))
		return may_write(s->place.path, "cgroup.procs");
	return may_write(above, ".");
}

static fallible refuse(const struct cgroup_site *s)
{
	const char *advice =
		s->place.version == 2
			? "run it in a group that is delegated, as by "
			  "systemd-run --user --scope -p Delegate=yes"
			: "have the directory and its 'tasks' owned by this "
			  "user";

	return err_new(&ERR_DENIED,
		       "linux.resources: no control group with '%s' can be "
		       "made below '%s'; %s, or ask for no limit",
		       s->needed, s->below, advice);
}

fallible cgroup_settle(struct cgroup_plan *p)
{
	size_t len = 0;

	for (size_t i = 0; i < p->len; i++) {
		struct cgroup_site *s = &p->sites[i];

		if (can_be_made(p, s))
			p->sites[len++] = *s;
		else if (s->needed)
			return refuse(s);
	}
	p->len = len;
	return NULL;
}
