/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Signals to all in a group, and the end of it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "runtime/cgroup/cgroup.h"
#include "runtime/cgroup/cgroup_file.h"

#define MAX_DEPTH 64        /* of groups a container made in its own */
#define FIRST_WAIT_NS 50000 /* for processes that have ended to be gone */
#define MAX_WAIT_NS 10000000
#define PATIENT_TRIES 4 /* before those that have not ended are killed */
#define MAX_TRIES 600   /* of a total of some seconds */

static void close_dir(DIR **dir)
{
	if (*dir)
		(void)closedir(*dir);
}

/* 0, or errno. Those a container made below its own go first. */
static int remove_tree(const char *path, int depth)
{
	__attribute__((cleanup(close_dir))) DIR *dir = NULL;
	const struct dirent *entry;

	if (!rmdir(path) || errno == ENOENT)
		return 0;
	if (errno != EBUSY || depth == MAX_DEPTH)
		return errno;
	dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		auto_free char *below =
			mem_printf("%s/%s", path, entry->d_name);

		if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
			(void)remove_tree(below, depth + 1);
	}
	return !rmdir(path) || errno == ENOENT ? 0 : errno;
}

static void remove_above(const struct cgroup_place *p)
{
	auto_free char *path = mem_strdup(p->path);
	char *slash = strrchr(path, '/');

	while (slash && (size_t)(slash - path) > p->kept) {
		*slash = '\0';
		if (rmdir(path))
			return;
		slash = strrchr(path, '/');
	}
}

static void wait_a_little(int tries)
{
	long ns = FIRST_WAIT_NS;
	struct timespec wait = { 0 };

	for (int i = 0; i < tries && ns < MAX_WAIT_NS; i++)
		ns *= 2;
	wait.tv_nsec = ns;
	(void)nanosleep(&wait, NULL);
}

static fallible remove_place(const struct cgroup *c,
			     const struct cgroup_place *p)
{
	int error = remove_tree(p->path, 0);

	for (int i = 0; error == EBUSY && i < MAX_TRIES; i++) {
		if (i >= PATIENT_TRIES)
			err_drop(cgroup_signal(c, SIGKILL));
		wait_a_little(i);
		error = remove_tree(p->path, 0);
	}
	if (error) {
		errno = error;
		return err_sys("remove the control group '%s'", p->path);
	}
	remove_above(p);
	return NULL;
}

fallible cgroup_remove(const struct cgroup *c)
{
	struct err *e = NULL;

	for (size_t i = 0; i < c->len; i++) {
		struct err *now = remove_place(c, &c->places[i]);

		if (e)
			err_drop(now);
		else
			e = now;
	}
	return e;
}

/* How many there were; they may be of groups the container made below. */
static size_t signal_group(const char *group, int signal, int depth)
{
	__attribute__((cleanup(close_dir))) DIR *dir = opendir(group);
	auto_buf struct buf procs = { 0 };
	struct err *e = cgroup_file_read(group, "cgroup.procs", &procs);
	struct str rest = buf_str(&procs), line;
	const struct dirent *entry;
	size_t len = 0;

	err_drop(e);
	while (str_split(&rest, '\n', &line)) {
		uint64_t pid = 0;

		/* 0 is one of a pid namespace that we do not see. */
		if (num_parse_uint(line, INT32_MAX, &pid) && pid > 0 &&
		    !kill((pid_t)pid, signal))
			len++;
	}
	while (depth < MAX_DEPTH && dir && (entry = readdir(dir))) {
		auto_free char *below =
			mem_printf("%s/%s", group, entry->d_name);

		if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
			len += signal_group(below, signal, depth + 1);
	}
	return len;
}

/* Any of the places: they hold the same processes. */
static const struct cgroup_place *choose(const struct cgroup *c)
{
	const struct cgroup_place *p = cgroup_find(c, "freezer");

	if (!p)
		p = cgroup_unified(c);
	return p ? p : c->places;
}

fallible cgroup_signal(const struct cgroup *c, int signal)
{
	const struct cgroup_place *p = choose(c);
	bool was_frozen = false;
	struct err *e;

	if (!c->len)
		return NULL;
	if (signal == SIGKILL && p->version == 2) {
		e = cgroup_file_write(p->path, "cgroup.kill", "1");
		if (!err_is(e, &ERR_NOT_FOUND))
			return e;
		err_drop(e);
	}
	e = cgroup_is_frozen(c, &was_frozen);
	/* Nobody starts others while all are told. */
	if (!e && !was_frozen)
		e = cgroup_freeze(c, true);
	err_drop(e);
	(void)signal_group(p->path, signal, 0);
	if (was_frozen && signal != SIGKILL)
		return NULL;
	e = cgroup_freeze(c, false);
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}
