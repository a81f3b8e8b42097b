/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/process/copy_up.h"
#include "runtime/process/rooted.h"

void mounts_release(struct mounts *m)
{
	cleanup_close(&m->root);
	cleanup_close(&m->null);
	cleanup_close(&m->file_mask);
	cleanup_close(&m->folder_mask);
	m->root = m->null = m->file_mask = m->folder_mask = -1;
}

static fallible attach(int tree, int target)
{
	if (move_mount(tree, "", target, "",
		       MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH))
		return err_sys("attach");
	return NULL;
}

static fallible clone_tree(int from, bool below, int *ret)
{
	int fd = open_tree(from, "",
			   OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH |
				   (below ? AT_RECURSIVE : 0));

	if (fd < 0)
		return err_sys("clone a mount");
	*ret = fd;
	return NULL;
}

/* Only a character device with number 1:3 discards what it is given. */
static fallible open_null(struct mounts *m)
{
	struct stat st;

	m->null = open("/dev/null", O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (m->null < 0 || fstat(m->null, &st))
		return err_sys("open '/dev/null'");
	if (!S_ISCHR(st.st_mode) || st.st_rdev != makedev(1, 3))
		return err_new(&ERR_SYSTEM, "'/dev/null' is not what it "
					    "should be");
	return NULL;
}

/*
 * The root is mounted over the host's, where it needs no path that leads to
 * it; the host's stays "/" to us until the pivot.
 */
fallible mounts_attach_root(struct mounts *m, const struct step *s)
{
	struct err *e = NULL;

	(void)s;
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return err_sys("make mounts private");
	if (m->trees->root >= 0) {
		m->root = fcntl(m->trees->root, F_DUPFD_CLOEXEC, 0);
		if (m->root < 0)
			e = err_sys("duplicate a descriptor");
	} else {
		e = tree_open_root(m->spec, m->bundle, &m->root);
	}
	if (e)
		return e;
	e = open_null(m);
	if (e)
		return e;
	if (move_mount(m->root, "", AT_FDCWD, "/", MOVE_MOUNT_F_EMPTY_PATH))
		return err_sys("mount the root");
	return NULL;
}

static fallible configure(int fs, const char *option)
{
	auto_free char *key = mem_strdup(option);
	char *value = strchr(key, '=');
	int failed;

	if (value)
		*value++ = '\0';
	failed = value ? fsconfig(fs, FSCONFIG_SET_STRING, key, value, 0)
		       : fsconfig(fs, FSCONFIG_SET_FLAG, key, NULL, 0);
	if (failed)
		return err_sys("option '%s'", option);
	return NULL;
}

/* @source is only a name for the mount table, but for a disk. */
static fallible make_mount(const char *type, const char *source,
			   const struct mount_options *o, int *ret)
{
	const struct mount_options rest = { .propagation = o->propagation };
	auto_close int fs = fsopen(type, FSOPEN_CLOEXEC);
	auto_close int fd = -1;
	uint64_t attributes;
	struct err *e = NULL;

	if (fs < 0)
		return err_sys("open the file system");
	if (source && fsconfig(fs, FSCONFIG_SET_STRING, "source", source, 0))
		return err_sys("source '%s'", source);
	for (size_t i = 0; i < o->data_len && !e; i++)
		e = configure(fs, o->data[i]);
	if (e)
		return e;
	if (fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		return err_sys("make the file system");
	/* What is still to be written to is sealed afterwards. */
	attributes = o->set | o->set_below;
	if (o->copy_up)
		attributes &= ~(uint64_t)MOUNT_ATTR_RDONLY;
	fd = fsmount(fs, FSMOUNT_CLOEXEC, (unsigned)attributes);
	if (fd < 0)
		return err_sys("make the mount");
	e = tree_set(fd, &rest);
	if (e)
		return e;
	*ret = take_fd(&fd);
	return NULL;
}

static fallible mount_new(const struct mounts *m, const struct step *s)
{
	auto_close int tree = -1, target = -1;
	struct err *e = make_mount(s->type, m->spec->mounts[s->mount].source,
				   &s->options, &tree);

	if (!e)
		e = rooted_make(m->root, s->path, s->symlinks, false, &target);
	if (!e && s->options.copy_up)
		e = copy_up(target, tree, &s->options);
	if (!e)
		e = attach(tree, target);
	return e;
}

fallible mounts_mount(struct mounts *m, const struct step *s)
{
	struct err *e = mount_new(m, s);

	if (e)
		return err_wrap(e, "mounts[%zu]: mount '%s' on '%s'",
				m->spec->mounts[s->mount].index, s->type,
				s->path);
	return NULL;
}

static fallible open_source(const struct mounts *m, const struct step *s,
			    int *ret)
{
	const char *source = s->source;
	int handed = source ? -1 : m->trees->mounts[s->mount];

	if (handed < 0)
		return tree_open(m->spec, m->bundle,
				 source ? source
					: m->spec->mounts[s->mount].source,
				 &s->options, ret);
	*ret = fcntl(handed, F_DUPFD_CLOEXEC, 0);
	if (*ret < 0)
		return err_sys("duplicate a descriptor");
	return NULL;
}

static fallible bind(const struct mounts *m, const struct step *s)
{
	auto_close int tree = -1, target = -1;
	struct stat st;
	struct err *e = open_source(m, s, &tree);

	if (e)
		return e;
	if (fstat(tree, &st))
		return err_sys("examine the source");
	e = rooted_make(m->root, s->path, s->symlinks, !S_ISDIR(st.st_mode),
			&target);
	if (e)
		return e;
	return attach(tree, target);
}

fallible mounts_bind(struct mounts *m, const struct step *s)
{
	const struct spec_mount *mount = &m->spec->mounts[s->mount];
	struct err *e = bind(m, s);

	if (e)
		return err_wrap(e, "mounts[%zu]: mount '%s' on '%s'",
				mount->index,
				s->source ? s->source : mount->source, s->path);
	return NULL;
}

fallible mounts_make_symlink(struct mounts *m, const struct step *s)
{
	auto_close int parent = -1;
	const char *name = NULL;
	struct err *e = rooted_open_parent(m->root, s->path, &parent, &name);

	if (e)
		return e;
	if (symlinkat(s->text, parent, name) && errno != EEXIST)
		return err_sys("link '%s' to '%s'", s->path, s->text);
	return NULL;
}

/* What is not there needs no hiding: *@ret stays as it is. */
static fallible open_if_there(int root, const char *path, int *ret)
{
	int fd = rooted_find(root, path, true);

	if (fd < 0)
		return errno == ENOENT ? NULL : err_sys("open '%s'", path);
	*ret = fd;
	return NULL;
}

static fallible make_readonly(const struct mounts *m, const struct step *s)
{
	const struct mount_options readonly = {
		.set_below = MOUNT_ATTR_RDONLY,
	};
	auto_close int target = -1, tree = -1;
	struct err *e = open_if_there(m->root, s->path, &target);

	if (e || target < 0)
		return e;
	e = clone_tree(target, true, &tree);
	if (!e)
		e = tree_set(tree, &readonly);
	if (!e)
		e = attach(tree, target);
	return e;
}

fallible mounts_make_readonly(struct mounts *m, const struct step *s)
{
	struct err *e = make_readonly(m, s);

	return e ? err_wrap(e, "make '%s' read-only", s->path) : NULL;
}

static fallible make_folder_mask(const struct mounts *m, int *ret)
{
	const char *data[] = { "size=0", "nr_inodes=1", "mode=555" };
	const struct mount_options options = {
		.set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID |
		       MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC,
		.data = data,
		.data_len = sizeof(data) / sizeof(*data),
	};

	(void)m;
	return make_mount("tmpfs", "tmpfs", &options, ret);
}

static fallible make_file_mask(const struct mounts *m, int *ret)
{
	const struct mount_options readonly = { .set = MOUNT_ATTR_RDONLY };
	auto_close int tree = -1;
	struct err *e = clone_tree(m->null, false, &tree);

	if (!e)
		e = tree_set(tree, &readonly);
	if (e)
		return e;
	*ret = take_fd(&tree);
	return NULL;
}

/* The first mask of its kind is made and kept as *@first, the others are clones
 * of it. */
static fallible mask(const struct mounts *m, int *first, int target,
		     fallible (*make)(const struct mounts *m, int *ret))
{
	auto_close int tree = -1;
	struct err *e =
		*first >= 0 ? clone_tree(*first, false, &tree) : make(m, &tree);

	if (!e)
		e = attach(tree, target);
	if (!e && *first < 0)
		*first = take_fd(&tree);
	return e;
}

fallible mounts_mask(struct mounts *m, const struct step *s)
{
	auto_close int target = -1;
	struct stat st;
	struct err *e = open_if_there(m->root, s->path, &target);

	if (!e && target < 0)
		return NULL;
	if (!e && fstat(target, &st))
		e = err_sys("examine it");
	if (!e && S_ISDIR(st.st_mode))
		e = mask(m, &m->folder_mask, target, make_folder_mask);
	else if (!e)
		e = mask(m, &m->file_mask, target, make_file_mask);
	return e ? err_wrap(e, "mask '%s'", s->path) : NULL;
}

/* The root, or what is mounted on a path. */
fallible mounts_seal(struct mounts *m, const struct step *s)
{
	const struct mount_options readonly = { .set = MOUNT_ATTR_RDONLY };
	const char *path = s->path ? s->path : "/";
	auto_close int mounted = -1;
	struct err *e = NULL;

	if (s->path)
		e = rooted_open(m->root, path, s->symlinks, &mounted);
	if (!e)
		e = tree_set(s->path ? mounted : m->root, &readonly);
	return e ? err_wrap(e, "make '%s' read-only", path) : NULL;
}

fallible mounts_pivot(struct mounts *m, const struct step *s)
{
	(void)s;
	if (fchdir(m->root))
		return err_sys("enter the root");
	/* The old root comes to lie over the new one, and is taken off. */
	if (syscall(SYS_pivot_root, ".", "."))
		return err_sys("change the root");
	if (umount2(".", MNT_DETACH))
		return err_sys("leave the host's root");
	if (chdir("/"))
		return err_sys("enter the root");
	/* The kernel pivots to no root that is shared. */
	if ((m->spec->root_propagation & MS_SHARED) &&
	    mount(NULL, "/", NULL, m->spec->root_propagation, NULL))
		return err_sys("linux.rootfsPropagation");
	return NULL;
}
