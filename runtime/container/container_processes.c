/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The processes of a container: those in the pid namespace of its first one.
 * They are counted from outside, and nothing of theirs is read but that.
 */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "runtime/container/container_process.h"
#include "runtime/container/container_status.h"
#include "runtime/container/state.h"

struct pids {
	pid_t *items;
	size_t len;
	size_t cap;
};

static bool read_namespace(pid_t pid, struct stat *ret)
{
	auto_free char *path = mem_printf("/proc/%d/ns/pid", (int)pid);

	return stat(path, ret) == 0;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static void close_dir(DIR **dir)
{
	if (*dir)
		(void)closedir(*dir);
}

/* An init of ours lets nobody see its namespaces. */
static fallible collect(const struct stat *wanted, pid_t init,
			struct pids *found)
{
	__attribute__((cleanup(close_dir))) DIR *proc = opendir("/proc");
	const struct dirent *entry;

	if (!proc)
		return err_sys("open '/proc'");
	while ((entry = readdir(proc))) {
		struct stat st;
		uint64_t pid = 0;

		if (!num_parse_uint(str_of(entry->d_name), INT32_MAX, &pid) ||
		    ((pid_t)pid != init && (!read_namespace((pid_t)pid, &st) ||
					    !same_file(&st, wanted))))
			continue;
		found->items = mem_grow(found->items, found->len, &found->cap,
					sizeof(*found->items));
		found->items[found->len++] = (pid_t)pid;
	}
	return NULL;
}

static int compare_pids(const void *a, const void *b)
{
	pid_t x = *(const pid_t *)a, y = *(const pid_t *)b;

	return (x > y) - (x < y);
}

fallible container_list_processes(const char *root, const char *id,
				  pid_t **ret_pids, size_t *ret_len)
{
	auto_state struct state s = { 0 };
	auto_close int dir = -1, pidfd = -1;
	struct pids found = { 0 };
	struct stat own, wanted;
	struct err *e = state_open(root, id, &dir);

	if (!e)
		e = container_open_process(dir, id, true, &pidfd);
	if (!e)
		e = state_read(dir, &s);
	if (e)
		return e;
	if (!read_namespace(s.program.pid, &wanted))
		return container_stopped(id);
	if (!read_namespace(getpid(), &own) || same_file(&own, &wanted))
		return err_new(&ERR_INPUT,
			       "container '%s' has no pid namespace of its own",
			       id);
	e = collect(&wanted, s.process.pid, &found);
	if (e) {
		free(found.items);
		return e;
	}
	if (found.len)
		qsort(found.items, found.len, sizeof(*found.items),
		      compare_pids);
	*ret_pids = found.items;
	*ret_len = found.len;
	return NULL;
}

/* One that ends meanwhile needs no signal. */
fallible container_kill_all(const char *root, const char *id, int signal)
{
	auto_free pid_t *pids = NULL;
	size_t len = 0;
	struct err *e = container_list_processes(root, id, &pids, &len);

	for (size_t i = 0; i < len && !e; i++)
		if (kill(pids[i], signal) && errno != ESRCH)
			e = err_sys("send signal %d to process %d", signal,
				    (int)pids[i]);
	return e;
}
