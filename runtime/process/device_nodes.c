/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Devices: made where we may, shown from the host elsewhere.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/process/mounts.h"
#include "runtime/process/rooted.h"

static bool is_wanted(const struct stat *st, const struct step *s)
{
	return (st->st_mode & S_IFMT) == (s->mode & S_IFMT) &&
	       st->st_rdev == makedev(s->major, s->minor);
}

static fallible bind_device(const struct mounts *m, const struct step *s)
{
	auto_close int tree = -1, target = -1;
	struct stat st;
	struct err *e;

	tree = open_tree(AT_FDCWD, s->path,
			 OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
	if (tree < 0 || fstat(tree, &st))
		return err_sys("open the host's");
	if (!is_wanted(&st, s))
		return err_new(&ERR_SYSTEM, "the host's is another device");
	e = rooted_make(m->root, s->path, false, true, &target);
	if (e)
		return e;
	if (move_mount(tree, "", target, "",
		       MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH))
		return err_sys("attach");
	return NULL;
}

/* The folder it is made in may be missing. */
static fallible open_parent(const struct mounts *m, const struct step *s,
			    int *ret, const char **ret_name)
{
	const char *slash = strrchr(s->path, '/');
	auto_free char *above = mem_strndup(s->path, (size_t)(slash - s->path));

	*ret_name = slash + 1;
	return rooted_make(m->root, *above ? above : "/", false, false, ret);
}

static fallible give_rights(int parent, const char *name, const struct step *s)
{
	if ((s->uid || s->gid) &&
	    fchownat(parent, name, s->uid, s->gid, AT_SYMLINK_NOFOLLOW))
		return err_sys("change its owner");
	if (fchmodat(parent, name, s->mode & ~(mode_t)S_IFMT, 0))
		return err_sys("change its mode");
	return NULL;
}

static fallible make_device(const struct mounts *m, const struct step *s)
{
	auto_close int parent = -1;
	const char *name = NULL;
	struct stat st;
	struct err *e;

	if (s->from_host)
		return bind_device(m, s);
	e = open_parent(m, s, &parent, &name);
	if (e)
		return e;
	if (!mknodat(parent, name, s->mode, makedev(s->major, s->minor)))
		return give_rights(parent, name, s);
	/* Root in somebody else's user namespace makes no devices. */
	if (errno == EPERM)
		return bind_device(m, s);
	if (errno != EEXIST)
		return err_sys("make it");
	if (fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) ||
	    !is_wanted(&st, s))
		return err_new(&ERR_EXISTS, "there is something else already");
	return NULL;
}

fallible mounts_make_device(struct mounts *m, const struct step *s)
{
	struct err *e = make_device(m, s);

	return e ? err_wrap(e, "device '%s'", s->path) : NULL;
}
