/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/publish_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

/* Tells a folder that we wrote: an empty folder, and so no file of the site. No
 * page can be called so, for what begins with a dot is not part of one. */
#define MARK ".rendered"

#define MAX_FILE_BYTES (1u << 30)

struct publish_folder {
	int parent;
	int old;    /* -1: there was none */
	int fresh;  /* the folder being written */
	char *name; /* of the site, in its parent */
	char *fresh_name;
	pthread_mutex_t mutex; /* guards the counters */
	uint64_t written;
};

static void release(void *self)
{
	struct publish_folder *p = self;

	if (p->fresh >= 0)
		err_drop(fs_remove_at(p->parent, p->fresh_name));
	cleanup_close(&p->fresh);
	cleanup_close(&p->old);
	cleanup_close(&p->parent);
	(void)pthread_mutex_destroy(&p->mutex);
	free(p->name);
	free(p->fresh_name);
	free(p);
}

static bool is_same(const struct publish_folder *p, const char *path,
		    struct str body)
{
	auto_buf struct buf old = { 0 };
	struct stat st;
	struct err *e;

	if (p->old < 0 || fstatat(p->old, path, &st, AT_SYMLINK_NOFOLLOW) ||
	    !S_ISREG(st.st_mode) || (size_t)st.st_size != body.len)
		return false;
	e = fs_read_at(p->old, path, MAX_FILE_BYTES, &old);
	err_drop(e);
	return !e && str_eq(buf_str(&old), body);
}

static fallible make_parents(struct publish_folder *p, const char *path)
{
	const char *slash = strrchr(path, '/');
	auto_free char *dir = NULL;

	if (!slash)
		return NULL;
	dir = mem_strndup(path, (size_t)(slash - path));
	return fs_make_dirs_at(p->fresh, dir, 0755);
}

static fallible open_file(struct publish_folder *p, const char *path,
			  int *ret_fd)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL;
	struct err *e = fs_open_at(p->fresh, path, flags, 0644, ret_fd);

	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	e = make_parents(p, path);
	return e ? e : fs_open_at(p->fresh, path, flags, 0644, ret_fd);
}

/* Share the file of the old site, if it is the same. */
static fallible link_old(struct publish_folder *p, const char *path,
			 struct str body, bool *ret_linked)
{
	struct err *e;

	*ret_linked = false;
	if (!is_same(p, path, body))
		return NULL;
	e = make_parents(p, path);
	if (e)
		return e;
	*ret_linked = !linkat(p->old, path, p->fresh, path, 0);
	return NULL;
}

static fallible write_file(struct publish_folder *p, const char *path,
			   struct str body, bool *ret_kept)
{
	auto_close int fd = -1;
	struct err *e;

	e = link_old(p, path, body, ret_kept);
	if (e || *ret_kept)
		return e;
	e = open_file(p, path, &fd);
	if (e)
		return e;
	return fs_write_fd(fd, body.data, body.len);
}

static fallible add(void *self, struct str path, struct str body)
{
	struct publish_folder *p = self;
	auto_free char *name = mem_strndup(path.data, path.len);
	bool kept;
	struct err *e;

	e = write_file(p, name, body, &kept);
	if (e)
		return err_wrap(e, "write '%s'", name);
	(void)pthread_mutex_lock(&p->mutex);
	p->written += !kept;
	(void)pthread_mutex_unlock(&p->mutex);
	return NULL;
}

static fallible keep(void *self, struct str path, bool *ret_kept)
{
	struct publish_folder *p = self;
	auto_free char *name = mem_strndup(path.data, path.len);
	struct stat st;
	struct err *e;

	*ret_kept = p->old >= 0 &&
		    !fstatat(p->old, name, &st, AT_SYMLINK_NOFOLLOW) &&
		    S_ISREG(st.st_mode);
	if (!*ret_kept)
		return NULL;
	e = make_parents(p, name);
	if (!e && linkat(p->old, name, p->fresh, name, 0))
		e = err_sys("keep '%s'", name);
	return e;
}

static bool has_before(void *self)
{
	const struct publish_folder *p = self;

	return p->old >= 0 && !faccessat(p->old, MARK, F_OK, 0);
}

static fallible commit(void *self, struct publisher_result *ret)
{
	struct publish_folder *p = self;
	unsigned how = p->old >= 0 ? RENAME_EXCHANGE : RENAME_NOREPLACE;

	if (syncfs(p->fresh))
		return err_sys("flush '%s'", p->fresh_name);
	if (renameat2(p->parent, p->fresh_name, p->parent, p->name, how))
		return err_sys("rename '%s' to '%s'", p->fresh_name, p->name);
	*ret = (struct publisher_result){
		.written = p->written,
	};
	if (p->old < 0) {
		cleanup_close(&p->fresh);
		p->fresh = -1;
	}
	return NULL;
}

static const struct publisher_ops ops = {
	.add = add,
	.keep = keep,
	.has_before = has_before,
	.commit = commit,
	.release = release,
};

/* Open the old site; refuse a folder that holds anything else. */
static fallible open_old(struct publish_folder *p)
{
	auto_fs_list struct fs_list list = { 0 };
	struct err *e;

	e = fs_open_at(p->parent, p->name, O_RDONLY | O_DIRECTORY, 0, &p->old);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (e)
		return e;
	e = fs_list_at(p->old, ".", &list);
	if (e)
		return e;
	if (list.len && faccessat(p->old, MARK, F_OK, 0))
		return err_new(&ERR_EXISTS,
			       "'%s' holds files that are not ours; give an "
			       "empty folder, or a new name",
			       p->name);
	return NULL;
}

static fallible make_fresh(struct publish_folder *p)
{
	struct err *e;

	p->fresh_name = mem_printf("%s.new", p->name);
	e = fs_remove_at(p->parent, p->fresh_name);
	if (e)
		return e;
	e = fs_make_dirs_at(p->parent, p->fresh_name, 0755);
	if (e)
		return e;
	e = fs_open_at(p->parent, p->fresh_name, O_RDONLY | O_DIRECTORY, 0,
		       &p->fresh);
	if (e)
		return e;
	return fs_make_dirs_at(p->fresh, MARK, 0755);
}

/* Split @path into the folder above, which is opened, and the last name. */
static fallible open_parent(struct publish_folder *p, const char *path)
{
	struct str s = str_of(path);
	size_t slash;
	auto_free char *dir = NULL;

	while (s.len > 1 && s.data[s.len - 1] == '/')
		s.len--;
	slash = s.len;
	while (slash && s.data[slash - 1] != '/')
		slash--;
	p->name = mem_strndup(s.data + slash, s.len - slash);
	if (!*p->name || !strcmp(p->name, ".") || !strcmp(p->name, ".."))
		return err_new(&ERR_USAGE, "'%s' names no folder", path);
	dir = slash ? mem_strndup(s.data, slash) : mem_strdup(".");
	return fs_open_dir(dir, &p->parent);
}

fallible publish_folder_begin(const char *path, struct publisher *ret)
{
	struct publish_folder *p = mem_alloc(sizeof *p);
	struct publisher made = { &ops, p };
	struct err *e;

	p->parent = p->old = p->fresh = -1;
	(void)pthread_mutex_init(&p->mutex, NULL);
	e = open_parent(p, path);
	if (!e)
		e = open_old(p);
	if (!e)
		e = make_fresh(p);
	if (e) {
		publisher_release(&made);
		return e;
	}
	*ret = made;
	return NULL;
}
