/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/copy_up.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "runtime/process/trees.h"

#define DEPTH_MAX 64     /* folders within folders */
#define CHUNK (1u << 30) /* bytes, for sendfile(2) */

struct copy {
	dev_t device; /* whose files are copied */
	int depth;
};

static fallible copy_folder(struct copy *c, int from, int to);

/* What is written last: a set-user-ID bit would not outlive a change of owner.
 * An owner that may not be had stays ours. */
static fallible copy_attributes(int to, const struct stat *st)
{
	const struct timespec times[2] = { st->st_atim, st->st_mtim };

	if (fchown(to, st->st_uid, st->st_gid) && errno != EPERM &&
	    errno != EINVAL)
		return err_sys("copy its owner");
	if (fchmod(to, st->st_mode & 07777))
		return err_sys("copy its mode");
	if (futimens(to, times))
		return err_sys("copy its time");
	return NULL;
}

static fallible copy_file(int from, const char *name, int to,
			  const struct stat *st)
{
	auto_close int in = openat(
		from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	auto_close int out = openat(
		to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		0600);
	ssize_t len;

	if (in < 0 || out < 0)
		return err_sys("open it");
	while ((len = sendfile(out, in, NULL, CHUNK)) > 0)
		;
	if (len < 0)
		return err_sys("copy it");
	return copy_attributes(out, st);
}

static fallible copy_link(int from, const char *name, int to,
			  const struct stat *st)
{
	char text[PATH_MAX];
	ssize_t len = readlinkat(from, name, text, sizeof(text) - 1);

	if (len < 0)
		return err_sys("read it");
	text[len] = '\0';
	if (symlinkat(text, to, name))
		return err_sys("copy it");
	if (fchownat(to, name, st->st_uid, st->st_gid, AT_SYMLINK_NOFOLLOW) &&
	    errno != EPERM && errno != EINVAL)
		return err_sys("copy its owner");
	return NULL;
}

static fallible copy_subfolder(struct copy *c, int from, const char *name,
			       int to, const struct stat *st)
{
	const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	auto_close int in = openat(from, name, flags);
	auto_close int out = -1;
	struct err *e;

	if (in < 0)
		return err_sys("open it");
	if (mkdirat(to, name, 0700))
		return err_sys("copy it");
	out = openat(to, name, flags);
	if (out < 0)
		return err_sys("open it");
	e = copy_folder(c, in, out);
	return e ? e : copy_attributes(out, st);
}

static fallible copy_entry(struct copy *c, int from, const struct fs_entry *x,
			   int to)
{
	struct err *e = NULL;

	if (x->stat.st_dev != c->device)
		return NULL;
	if (S_ISREG(x->stat.st_mode))
		e = copy_file(from, x->name, to, &x->stat);
	else if (S_ISLNK(x->stat.st_mode))
		e = copy_link(from, x->name, to, &x->stat);
	else if (S_ISDIR(x->stat.st_mode))
		e = copy_subfolder(c, from, x->name, to, &x->stat);
	return e ? err_wrap(e, "'%s'", x->name) : NULL;
}

static fallible copy_folder(struct copy *c, int from, int to)
{
	auto_fs_list struct fs_list list = { 0 };
	struct err *e;

	if (++c->depth > DEPTH_MAX)
		return err_new(&ERR_INPUT, "more than %d folders deep",
			       DEPTH_MAX);
	e = fs_list_at(from, ".", &list);
	for (size_t i = 0; i < list.len && !e; i++)
		e = copy_entry(c, from, &list.entries[i], to);
	c->depth--;
	return e;
}

static bool has_mode(const struct mount_options *o)
{
	for (size_t i = 0; i < o->data_len; i++)
		if (!strncmp(o->data[i], "mode=", 5))
			return true;
	return false;
}

static fallible copy_all(int from, int tree, const struct mount_options *o)
{
	const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	auto_close int in = openat(from, ".", flags);
	auto_close int out = openat(tree, ".", flags);
	struct copy c = { 0 };
	struct stat st;
	struct err *e;

	if (in < 0 || out < 0 || fstat(in, &st))
		return err_sys("open it");
	c.device = st.st_dev;
	e = copy_folder(&c, in, out);
	return e || has_mode(o) ? e : copy_attributes(out, &st);
}

fallible copy_up(int from, int tree, const struct mount_options *o)
{
	const struct mount_options readonly = { .set = MOUNT_ATTR_RDONLY };
	struct err *e = copy_all(from, tree, o);

	if (!e && (o->set | o->set_below) & MOUNT_ATTR_RDONLY)
		e = tree_set(tree, &readonly);
	return e ? err_wrap(e, "tmpcopyup") : NULL;
}
