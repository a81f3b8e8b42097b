/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <time.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"

#define READ_CHUNK 4096 /* bytes, to begin with */

const struct err_tag FS_LOCKED = { "locked", 1 };

fallible fs_open_dir(const char *path, int *ret_fd)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return err_sys("open directory '%s'", path);
	*ret_fd = fd;
	return NULL;
}

/* EAGAIN means that a rename went on beside us; the kernel asks to retry. */
static int open_beneath(int dir, const char *path, int flags, mode_t mode)
{
	struct open_how how = {
		.flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
		.mode = flags & O_CREAT ? mode : 0,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
			   RESOLVE_NO_MAGICLINKS,
	};
	long fd;

	do
		fd = syscall(SYS_openat2, dir, path, &how, sizeof(how));
	while (fd < 0 && (errno == EINTR || errno == EAGAIN));
	return (int)fd;
}

fallible fs_open_at(int dir, const char *path, int flags, mode_t mode,
		    int *ret_fd)
{
	int fd = open_beneath(dir, path, flags, mode);

	if (fd < 0)
		return err_sys("open '%s'", path);
	*ret_fd = fd;
	return NULL;
}

/* Room that was reserved is filled before there is more. */
static fallible refuse_size(const char *path, size_t limit)
{
	auto_free char *most = num_format_bytes(limit);

	if (!path)
		return err_new(&ERR_INPUT, "more than %s", most);
	return err_new(&ERR_INPUT, "'%s' is larger than %s", path, most);
}

fallible fs_read_fd(int fd, size_t limit, struct buf *out)
{
	size_t start = out->len;

	for (;;) {
		ssize_t len;

		if (out->cap - out->len < 2)
			(void)buf_reserve(out, READ_CHUNK);
		len = read(fd, out->data + out->len, out->cap - out->len - 1);
		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0)
			return err_sys("read");
		out->len += (size_t)len;
		out->data[out->len] = 0;
		if (out->len - start > limit)
			return refuse_size(NULL, limit);
		if (len == 0)
			return NULL;
	}
}

fallible fs_read_at(int dir, const char *path, size_t limit, struct buf *out)
{
	auto_close int fd = -1;
	struct stat st;
	struct err *e;

	/* O_NONBLOCK: a fifo in our way must not make us wait. */
	e = fs_open_at(dir, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0, &fd);
	if (e)
		return e;
	if (fstat(fd, &st) < 0)
		return err_sys("stat '%s'", path);
	if (!S_ISREG(st.st_mode))
		return err_new(&ERR_INPUT, "'%s' is not a regular file", path);
	if ((uint64_t)st.st_size > limit)
		return refuse_size(path, limit);
	(void)buf_reserve(out, (size_t)st.st_size + 1);
	e = fs_read_fd(fd, limit, out);
	return e ? err_wrap(e, "read '%s'", path) : NULL;
}

fallible fs_write_fd(int fd, const void *data, size_t len)
{
	const char *at = data;

	while (len) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys("write");
		at += n;
		len -= (size_t)n;
	}
	return NULL;
}

fallible fs_open_parent_at(int dir, const char *path, int *ret_fd,
			   const char **ret_name)
{
	const char *slash = strrchr(path, '/');
	auto_free char *parent = NULL;
	struct err *e;

	parent = slash ? mem_strndup(path, (size_t)(slash - path))
		       : mem_strdup(".");
	e = fs_open_at(dir, parent, O_PATH | O_DIRECTORY, 0, ret_fd);
	if (e)
		return e;
	*ret_name = slash ? slash + 1 : path;
	return NULL;
}

static fallible write_beside(int parent, const char *tmp, const void *data,
			     size_t len, mode_t mode)
{
	auto_close int fd = -1;
	struct err *e;

	if (unlinkat(parent, tmp, 0) < 0 && errno != ENOENT)
		return err_sys("remove '%s'", tmp);
	e = fs_open_at(parent, tmp, O_WRONLY | O_CREAT | O_EXCL, mode, &fd);
	if (e)
		return e;
	e = fs_write_fd(fd, data, len);
	if (e)
		return err_wrap(e, "write '%s'", tmp);
	if (fdatasync(fd) < 0)
		return err_sys("sync '%s'", tmp);
	return NULL;
}

fallible fs_replace_at(int dir, const char *path, const void *data, size_t len,
		       mode_t mode)
{
	auto_close int parent = -1;
	auto_free char *tmp = NULL;
	const char *name = NULL;
	struct err *e;

	e = fs_open_parent_at(dir, path, &parent, &name);
	if (e)
		return e;
	tmp = mem_printf("%s.tmp", name);
	e = write_beside(parent, tmp, data, len, mode);
	if (!e && renameat(parent, tmp, parent, name) < 0)
		e = err_sys("rename '%s' to '%s'", tmp, name);
	if (e)
		(void)unlinkat(parent, tmp, 0);
	return e;
}

fallible fs_make_dirs_at(int dir, const char *path, mode_t mode)
{
	auto_close int parent = -1;
	struct str rest = str_of(path), part;
	struct err *e;

	e = fs_open_at(dir, ".", O_PATH | O_DIRECTORY, 0, &parent);
	if (e)
		return e;
	while (str_split(&rest, '/', &part)) {
		auto_free char *name = mem_strndup(part.data, part.len);
		int child = -1;

		if (!part.len)
			continue;
		if (mkdirat(parent, name, mode) < 0 && errno != EEXIST)
			return err_sys("make directory '%s'", path);
		e = fs_open_at(parent, name, O_PATH | O_DIRECTORY, 0, &child);
		if (e)
			return err_wrap(e, "make directory '%s'", path);
		(void)close(parent);
		parent = child;
	}
	return NULL;
}

/* Try, and wait a little longer each time: flock(2) knows no deadline. */
fallible fs_lock(int fd, enum fs_lock how, int timeout_ms)
{
	int operation = how == FS_LOCK_SHARED ? LOCK_SH : LOCK_EX;
	long pause_ms = 1, waited_ms = 0;

	for (;;) {
		int r = flock(fd, operation | (timeout_ms < 0 ? 0 : LOCK_NB));

		if (r == 0)
			return NULL;
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			return err_sys("lock");
		if (waited_ms >= timeout_ms)
			return err_new(&FS_LOCKED, "locked by another process");
		if (pause_ms > timeout_ms - waited_ms)
			pause_ms = timeout_ms - waited_ms;
		(void)nanosleep(
			&(struct timespec){ .tv_nsec = pause_ms * 1000000 },
			NULL);
		waited_ms += pause_ms;
		pause_ms = pause_ms < 32 ? pause_ms * 2 : pause_ms;
	}
}
