/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/spec/idmap.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

#include <linux/capability.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/spec/capabilities.h"

#define ID_MAP_MAX_RANGES 340 /* user_namespaces(7) */

bool id_map_has(const struct id_map *m, uint32_t id)
{
	for (size_t i = 0; i < m->len; i++) {
		const struct id_range *r = &m->ranges[i];

		if (id >= r->container && id - r->container < r->size)
			return true;
	}
	return false;
}

bool id_map_equal(const struct id_map *a, const struct id_map *b)
{
	return a->len == b->len &&
	       (!a->len ||
		!memcmp(a->ranges, b->ranges, a->len * sizeof(*a->ranges)));
}

static bool overlap(uint32_t a, uint32_t a_size, uint32_t b, uint32_t b_size)
{
	return a < (uint64_t)b + b_size && b < (uint64_t)a + a_size;
}

static const char *range_fault(const struct id_map *m, size_t n)
{
	const struct id_range *r = &m->ranges[n];

	if (!r->size)
		return "maps no id";
	if ((uint64_t)r->container + r->size > UINT32_MAX ||
	    (uint64_t)r->host + r->size > UINT32_MAX)
		return "goes beyond the last id";
	for (size_t i = 0; i < n; i++) {
		const struct id_range *o = &m->ranges[i];

		if (overlap(r->container, r->size, o->container, o->size) ||
		    overlap(r->host, r->size, o->host, o->size))
			return "overlaps one before it";
	}
	return NULL;
}

const char *id_map_fault(const struct id_map *m, size_t *ret_range)
{
	for (size_t i = 0; i < m->len; i++) {
		const char *fault = range_fault(m, i);

		if (i >= ID_MAP_MAX_RANGES)
			fault = "is one range too many";
		if (fault) {
			*ret_range = i;
			return fault;
		}
	}
	return NULL;
}

void id_map_format(const struct id_map *m, struct buf *out)
{
	for (size_t i = 0; i < m->len; i++)
		buf_printf(out, "%u %u %u\n", m->ranges[i].container,
			   m->ranges[i].host, m->ranges[i].size);
}

bool id_map_is_own(const struct id_map *m, uint32_t own_id)
{
	return m->len == 1 && m->ranges[0].size == 1 &&
	       m->ranges[0].host == own_id;
}

static fallible write_proc(pid_t pid, const char *name, struct str text)
{
	auto_free char *path = mem_printf("/proc/%d/%s", (int)pid, name);
	auto_close int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return err_sys("open '%s'", path);
	if (write(fd, text.data, text.len) < 0)
		return err_sys("write '%.*s' to '%s'", (int)str_trim(text).len,
			       text.data, path);
	return NULL;
}

static fallible write_map(pid_t pid, const char *name, const struct id_map *m)
{
	auto_buf struct buf text = { 0 };

	id_map_format(m, &text);
	return write_proc(pid, name, buf_str(&text));
}

/* Ranges of /etc/subuid and /etc/subgid are given out by set-user-ID programs.
 */
static fallible call_helper(pid_t pid, const char *helper,
			    const struct id_map *m)
{
	size_t len = 2 + 3 * m->len;
	auto_free char **argv = mem_alloc_array(len + 1, sizeof(*argv));
	char *const env[] = { "PATH=/usr/bin:/bin:/usr/sbin:/sbin", NULL };
	struct err *e = NULL;
	int status = 0;
	pid_t child;
	int error;

	argv[0] = mem_strdup(helper);
	argv[1] = mem_printf("%d", (int)pid);
	for (size_t i = 0; i < m->len; i++) {
		argv[2 + 3 * i] = mem_printf("%u", m->ranges[i].container);
		argv[3 + 3 * i] = mem_printf("%u", m->ranges[i].host);
		argv[4 + 3 * i] = mem_printf("%u", m->ranges[i].size);
	}
	error = posix_spawnp(&child, helper, NULL, NULL, argv, env);
	for (size_t i = 0; i < len; i++)
		free(argv[i]);
	errno = error;
	if (error)
		e = err_sys("run '%s', which maps subordinate ids", helper);
	else if (waitpid(child, &status, 0) < 0)
		e = err_sys("wait for '%s'", helper);
	else if (status != 0)
		e = err_new(&ERR_DENIED, "'%s' refused the map", helper);
	return e;
}

static fallible map_uids(pid_t pid, const struct id_map *m)
{
	if (capabilities_have(CAP_SETUID) || id_map_is_own(m, geteuid()))
		return write_map(pid, "uid_map", m);
	return call_helper(pid, "newuidmap", m);
}

/* With one group there is none to choose from, nor any to leave by choice. */
static bool has_one(const struct id_map *m)
{
	return m->len == 1 && m->ranges[0].size == 1;
}

static fallible map_gids(pid_t pid, const struct id_map *m)
{
	bool may = capabilities_have(CAP_SETGID);
	struct err *e;

	if (may && !has_one(m))
		return write_map(pid, "gid_map", m);
	if (!may && !id_map_is_own(m, getegid()))
		return call_helper(pid, "newgidmap", m);
	e = write_proc(pid, "setgroups", str_of("deny"));
	if (e)
		return e;
	return write_map(pid, "gid_map", m);
}

fallible id_maps_leave_groups(const struct id_maps *maps)
{
	if (!has_one(&maps->gids) || !capabilities_have(CAP_SETGID))
		return NULL;
	if (setgroups(0, NULL))
		return err_sys("leave our additional groups");
	return NULL;
}

fallible id_maps_write(pid_t pid, const struct id_maps *maps)
{
	struct err *e = map_uids(pid, &maps->uids);

	if (e)
		return err_wrap(e, "map user ids");
	e = map_gids(pid, &maps->gids);
	if (e)
		return err_wrap(e, "map group ids");
	return NULL;
}
