/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/container_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/channel.h"
#include "runtime/container/container_process.h"
#include "runtime/container/making.h"
#include "runtime/container/state.h"
#include "runtime/process/rooted.h"

#define AT_ONCE (1 << 30) /* bytes */
#define CHUNK (1 << 17)

/* A container as it is found: what it is to it that a file is copied. */
struct place {
	const struct container_copy *copy;
	const char *name; /* NULL: out of it */
	mode_t mode;
	struct making making;
	int pidfd;
	int root;
};

static void place_release(struct place *p)
{
	making_release(&p->making);
	cleanup_close(&p->pidfd);
	cleanup_close(&p->root);
}

#define auto_place __attribute__((cleanup(place_release)))

/* The process lived when its root was opened: so it is the container's. */
static fallible open_root(struct place *p)
{
	auto_state struct state s = { 0 };
	auto_free char *path = NULL;
	struct err *e = state_read(p->making.dir, &s);

	if (e)
		return e;
	path = mem_printf("/proc/%d/root", (int)s.program.pid);
	p->root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (p->root < 0)
		return err_sys("open the container's root");
	if (syscall(SYS_pidfd_send_signal, p->pidfd, 0, NULL, 0))
		return container_stopped(p->copy->id);
	return NULL;
}

static fallible find(struct place *p)
{
	const struct container_copy *c = p->copy;
	struct err *e = state_open(c->root, c->id, &p->making.dir);

	if (!e)
		e = container_open_process(p->making.dir, c->id, true,
					   &p->pidfd);
	if (!e)
		e = making_recall(p->making.dir, &p->making);
	return e ? e : open_root(p);
}

/* The ids that the container was made with: its root, or else its user. */
static fallible take_rights(const struct place *p)
{
	const struct spec *s = &p->making.spec;
	const struct spec_user *u = &s->process.user;
	bool root = !s->maps.uids.len || (id_map_has(&s->maps.uids, 0) &&
					  id_map_has(&s->maps.gids, 0));

	if (!spec_has_namespace(s, CLONE_NEWUSER))
		return NULL;
	if (setns(p->pidfd, CLONE_NEWUSER))
		return err_sys("enter the container's user namespace");
	if (setresgid(root ? 0 : u->gid, root ? 0 : u->gid, root ? 0 : u->gid))
		return err_sys("become a group of the container");
	if (setresuid(root ? 0 : u->uid, root ? 0 : u->uid, root ? 0 : u->uid))
		return err_sys("become a user of the container");
	return NULL;
}

/* What was looked at is opened, whatever is called so by now. */
static fallible open_plain(const char *path, int found, int flags, int *ret)
{
	auto_free char *again = mem_printf("/proc/self/fd/%d", found);
	struct stat st;

	if (fstat(found, &st))
		return err_sys("examine '%s'", path);
	if (S_ISDIR(st.st_mode))
		return err_new(&ERR_INPUT,
			       "'%s' is a folder, and only files are copied: "
			       "have tar(1) pack it, with nsrun exec",
			       path);
	if (!S_ISREG(st.st_mode))
		return err_new(&ERR_INPUT, "'%s' is not a plain file", path);
	*ret = open(again, flags | O_CLOEXEC);
	return *ret < 0 ? err_sys("open '%s'", path) : NULL;
}

/* The kernel copies what it can without us; the files of some file systems say
 * that they are empty, and have to be read. */
static fallible copy_all(int from, int to)
{
	static char chunk[CHUNK];
	struct err *e = NULL;
	ssize_t len;

	do
		len = copy_file_range(from, NULL, to, NULL, AT_ONCE, 0);
	while (len > 0);
	if (len < 0 && errno == ENOSPC)
		return err_sys("copy");
	while (!e && (len = read(from, chunk, sizeof(chunk))) > 0)
		e = fs_write_fd(to, chunk, (size_t)len);
	if (!e && len < 0)
		e = err_sys("read it");
	return e;
}

static fallible copy_out(const struct place *p)
{
	auto_close int found = -1, from = -1;
	struct err *e = rooted_open(p->root, p->copy->path, true, &found);

	if (!e)
		e = open_plain(p->copy->path, found, O_RDONLY, &from);
	if (e)
		return e;
	if (ftruncate(p->copy->file, 0))
		return err_sys("empty the file");
	return copy_all(from, p->copy->file);
}

static bool is_folder(int fd)
{
	struct stat st;

	return !fstat(fd, &st) && S_ISDIR(st.st_mode);
}

static fallible make_file(const struct place *p, const char *path, int *ret)
{
	const struct spec_user *u = &p->making.spec.process.user;
	auto_close int fd = rooted_create(p->root, path);

	if (fd < 0)
		return err_sys("make '%s'", path);
	if (fchown(fd, u->uid, u->gid) || fchmod(fd, p->mode))
		return err_sys("give '%s' to user %u", path, u->uid);
	*ret = take_fd(&fd);
	return NULL;
}

static fallible open_target(const struct place *p, int *ret)
{
	auto_free char *path = mem_strdup(p->copy->path);
	auto_close int found = rooted_find(p->root, path, true);

	if (found >= 0 && is_folder(found)) {
		free(path);
		path = mem_printf("%s/%s", p->copy->path, p->name);
		(void)close(found);
		found = rooted_find(p->root, path, true);
	}
	if (found < 0)
		return make_file(p, path, ret);
	return open_plain(path, found, O_WRONLY | O_TRUNC, ret);
}

static fallible copy_in(const struct place *p)
{
	auto_close int to = -1;
	struct err *e = open_target(p, &to);

	return e ? e : copy_all(p->copy->file, to);
}

static _Noreturn void work(const struct place *p, const struct channel *c)
{
	struct err *e;

	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	e = take_rights(p);
	if (!e)
		e = p->name ? copy_in(p) : copy_out(p);
	if (e)
		channel_fail(c, e);
	(void)channel_done(c);
	_exit(EXIT_SUCCESS);
}

/* What is entered cannot be left, so a child does it. */
static fallible carry_out(const struct place *p)
{
	auto_channel struct channel near = CHANNEL_NONE, far = CHANNEL_NONE;
	struct err *e = channel_open(&near, &far);
	pid_t child, pid = 0;

	if (e)
		return e;
	child = fork();
	if (child < 0)
		return err_sys("start a process");
	if (child == 0) {
		channel_close(&near);
		work(p, &far);
	}
	channel_close(&far);
	e = channel_await(&near, &pid);
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	return e;
}

static fallible copy(const struct container_copy *c, const char *name,
		     mode_t mode)
{
	auto_place struct place p = { .copy = c,
				      .name = name,
				      .mode = mode,
				      .making = MAKING_NONE,
				      .pidfd = -1,
				      .root = -1 };
	struct err *e = find(&p);

	if (!e)
		e = carry_out(&p);
	return making_describe(e, c->id);
}

fallible container_copy_out(const struct container_copy *c)
{
	return copy(c, NULL, 0);
}

fallible container_copy_in(const struct container_copy *c, const char *name,
			   mode_t mode)
{
	return copy(c, name, mode);
}
