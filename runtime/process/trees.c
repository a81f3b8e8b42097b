/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/trees.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/spec/userns.h"

void trees_release(struct trees *t)
{
	cleanup_close(&t->root);
	for (size_t i = 0; i < t->len; i++)
		cleanup_close(&t->mounts[i]);
	free(t->mounts);
	*t = (struct trees){ .root = -1 };
}

static int set_attributes(int fd, bool below, uint64_t set, uint64_t clear,
			  uint64_t propagation)
{
	struct mount_attr attr = { .attr_set = set,
				   .attr_clr = clear,
				   .propagation = propagation };

	if (!set && !clear && !propagation)
		return 0;
	return mount_setattr(fd, "", AT_EMPTY_PATH | (below ? AT_RECURSIVE : 0),
			     &attr, sizeof(attr));
}

/* An access time is set by clearing the three it could be, which is no
 * loosening; the others are. */
static fallible set_one(int fd, bool below, uint64_t set, uint64_t clear)
{
	uint64_t times = clear & MOUNT_ATTR__ATIME;

	if (set_attributes(fd, below, set, times, 0))
		return err_sys("set mount attributes");
	/* What the owner of the outer mount table forbade stays forbidden. */
	if (set_attributes(fd, below, 0, clear & ~times, 0) && errno != EPERM)
		return err_sys("clear mount attributes");
	return NULL;
}

fallible tree_set(int fd, const struct mount_options *o)
{
	struct err *e;

	if (o->propagation &&
	    set_attributes(fd, o->propagate_below, 0, 0, o->propagation))
		return err_sys("set mount propagation");
	e = set_one(fd, true, o->set_below, o->clear_below);
	if (e)
		return e;
	return set_one(fd, false, o->set, o->clear);
}

/* A clone takes part in its origin's propagation until told not to. */
static void complete_options(const struct spec *s, bool folder,
			     struct mount_options *o)
{
	if (!o->propagation) {
		o->propagation = MS_PRIVATE;
		o->propagate_below = true;
	}
	if (folder)
		o->set_below |=
			s->folder_attributes & ~o->clear & ~o->clear_below;
}

fallible tree_open(const struct spec *s, const char *bundle, const char *path,
		   const struct mount_options *options, int *ret)
{
	auto_free char *joined = path[0] == '/'
					 ? mem_strdup(path)
					 : mem_printf("%s/%s", bundle, path);
	struct mount_options o = *options;
	auto_close int fd = open_tree(AT_FDCWD, joined,
				      OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC |
					      (o.recursive ? AT_RECURSIVE : 0));
	struct stat st;
	struct err *e;

	if (fd < 0 || fstat(fd, &st))
		return err_sys("open '%s'", joined);
	complete_options(s, S_ISDIR(st.st_mode), &o);
	e = tree_set(fd, &o);
	if (e)
		return err_wrap(e, "open '%s'", joined);
	*ret = take_fd(&fd);
	return NULL;
}

fallible tree_open_root(const struct spec *s, const char *bundle, int *ret)
{
	const struct mount_options options = {
		.recursive = true,
		.propagation = s->root_propagation & MS_SHARED
				       ? MS_PRIVATE
				       : s->root_propagation,
		.propagate_below = true,
	};
	struct err *e = tree_open(s, bundle, s->root, &options, ret);

	return e ? err_wrap(e, "root.path") : NULL;
}

static fallible open_mounts(const struct spec *s, const char *bundle,
			    struct trees *t)
{
	for (size_t i = 0; i < s->mounts_len; i++) {
		const struct spec_mount *m = &s->mounts[i];
		struct err *e;

		if (!m->options.bind)
			continue;
		e = tree_open(s, bundle, m->source, &m->options, &t->mounts[i]);
		if (e)
			return err_wrap(e, "mounts[%zu].source", m->index);
	}
	return NULL;
}

fallible trees_open(const struct spec *s, const char *bundle, struct trees *ret)
{
	auto_trees struct trees t = { .root = -1, .len = s->mounts_len };
	bool privileged = userns_may_mount();
	struct err *e = NULL;

	t.mounts = mem_alloc_array(t.len + 1, sizeof(*t.mounts));
	for (size_t i = 0; i < t.len; i++)
		t.mounts[i] = -1;
	if (privileged)
		e = tree_open_root(s, bundle, &t.root);
	if (!e && privileged)
		e = open_mounts(s, bundle, &t);
	if (e)
		return e;
	*ret = t;
	t = (struct trees){ .root = -1 };
	return NULL;
}

static fallible map_ids(int tree, const struct spec_mount *m,
			const struct spec *s, pid_t pid)
{
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_IDMAP };
	bool own = s->namespaces & CLONE_NEWUSER &&
		   id_map_equal(&m->maps.uids, &s->maps.uids) &&
		   id_map_equal(&m->maps.gids, &s->maps.gids);
	auto_close int userns = -1;
	struct err *e = own ? userns_open(pid, &userns)
			    : userns_make(&m->maps, &userns);

	if (e)
		return e;
	attr.userns_fd = (uint64_t)userns;
	if (mount_setattr(tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attr,
			  sizeof(attr)))
		return err_sys("map the ids of '%s'", m->source);
	return NULL;
}

fallible trees_map_ids(const struct trees *t, const struct spec *s, pid_t pid)
{
	for (size_t i = 0; i < s->mounts_len; i++) {
		const struct spec_mount *m = &s->mounts[i];
		struct err *e = NULL;

		if (!m->maps.uids.len)
			continue;
		if (t->mounts[i] < 0)
			e = err_new(&ERR_DENIED,
				    "only a privileged user may map ids");
		else
			e = map_ids(t->mounts[i], m, s, pid);
		if (e)
			return err_wrap(e, "mounts[%zu].uidMappings", m->index);
	}
	return NULL;
}
