/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/worktree.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define NS_PER_S 1000000000ll

static int64_t to_ns(struct timespec t)
{
	return (int64_t)t.tv_sec * NS_PER_S + t.tv_nsec;
}

static void take_stat(struct listed_file *f, const struct stat *st)
{
	f->size = (uint64_t)st->st_size;
	f->inode = st->st_ino;
	f->mtime_ns = to_ns(st->st_mtim);
	f->ctime_ns = to_ns(st->st_ctim);
}

static enum file_kind kind_of(const struct stat *st)
{
	if (S_ISREG(st->st_mode))
		return st->st_mode & S_IXUSR ? FILE_EXECUTABLE : FILE_REGULAR;
	if (S_ISLNK(st->st_mode))
		return FILE_LINK;
	return S_ISDIR(st->st_mode) ? FILE_DIRECTORY : FILE_OTHER;
}

/* Open the directory that holds @path; *@ret_name is a part of @path. */
static fallible open_parent(int tree, const char *path, int *ret_fd,
			    const char **ret_name)
{
	const char *slash = strrchr(path, '/');
	auto_free char *dir =
		slash ? mem_strndup(path, (size_t)(slash - path)) : NULL;

	*ret_name = slash ? slash + 1 : path;
	return fs_open_at(tree, dir ? dir : ".", O_PATH | O_DIRECTORY, 0,
			  ret_fd);
}

static fallible read_link(int tree, const char *path, struct buf *out)
{
	auto_close int dir = -1;
	const char *name;
	struct err *e;
	ssize_t n;

	e = open_parent(tree, path, &dir, &name);
	if (e)
		return e;
	n = readlinkat(dir, name, buf_reserve(out, PATH_MAX), PATH_MAX);
	if (n < 0)
		return err_sys("read link '%s'", path);
	out->len += (size_t)n;
	return NULL;
}

/* Read @f and name its content. */
static fallible identify(int tree, struct listed_file *f,
			 struct worktree_source source)
{
	auto_buf struct buf content = { 0 };
	struct err *e;

	if (f->kind == FILE_LINK)
		e = read_link(tree, f->path, &content);
	else
		e = fs_read_at(tree, f->path, FILE_LIST_MAX_FILE_BYTES,
			       &content);
	if (e)
		return e;
	return source.ops->identify(source.self, buf_str(&content), f->id);
}

static bool has_content(const struct listed_file *f)
{
	return f->kind <= FILE_LINK && f->size <= FILE_LIST_MAX_FILE_BYTES;
}

/* Whether @known still describes @f: nothing that a write changes differs. */
static bool is_unchanged(const struct listed_file *f,
			 const struct listed_file *known, int64_t taken_ns)
{
	return known && known->kind == f->kind && known->size == f->size &&
	       known->inode == f->inode && known->mtime_ns == f->mtime_ns &&
	       known->ctime_ns == f->ctime_ns && f->ctime_ns < taken_ns;
}

struct scan {
	int tree;
	const struct file_list *known;
	struct worktree_source source;
	struct file_list found;
	bool hashed;
};

static fallible scan_file(struct scan *s, struct listed_file *f)
{
	const struct listed_file *known = file_list_find(s->known, f->path);

	if (!has_content(f))
		return NULL;
	if (is_unchanged(f, known, s->known->taken_ns)) {
		memcpy(f->id, known->id, FILE_ID_SIZE);
		return NULL;
	}
	s->hashed = true;
	return identify(s->tree, f, s->source);
}

static fallible scan_dir(struct scan *s, const char *dir)
{
	auto_fs_list struct fs_list entries = { 0 };
	struct err *e;

	e = fs_list_at(s->tree, dir, &entries);
	if (e)
		return e;
	for (size_t i = 0; i < entries.len; i++) {
		const struct fs_entry *entry = &entries.entries[i];
		bool at_top = !strcmp(dir, ".");
		auto_free char *path =
			mem_printf("%s%s%s", at_top ? "" : dir,
				   at_top ? "" : "/", entry->name);
		struct listed_file *f =
			file_list_add(&s->found, path, kind_of(&entry->stat));

		take_stat(f, &entry->stat);
		if (f->kind == FILE_DIRECTORY)
			e = scan_dir(s, path);
		else
			e = scan_file(s, f);
		if (e)
			return e;
	}
	return NULL;
}

fallible worktree_scan(int tree, const struct file_list *known,
		       struct worktree_source source, struct file_list *ret,
		       bool *ret_hashed)
{
	struct scan s = { .tree = tree, .known = known, .source = source };
	struct err *e = scan_dir(&s, ".");

	if (e) {
		file_list_release(&s.found);
		return err_wrap(e, "look through the tree");
	}
	*ret = s.found;
	*ret_hashed = s.hashed;
	return NULL;
}

void worktree_plan_release(struct worktree_plan *p)
{
	for (size_t i = 0; i < p->removals_len; i++)
		free(p->removals[i]);
	free(p->removals);
	free(p->writes);
	file_list_release(&p->kept);
	*p = (struct worktree_plan){ 0 };
}

static void add_removal(struct worktree_plan *p, const char *path)
{
	p->removals = mem_grow(p->removals, p->removals_len, &p->removals_cap,
			       sizeof(*p->removals));
	p->removals[p->removals_len++] = mem_strdup(path);
}

static void add_write(struct worktree_plan *p, size_t index)
{
	p->writes = mem_grow(p->writes, p->writes_len, &p->writes_cap,
			     sizeof(*p->writes));
	p->writes[p->writes_len++] = index;
}

static void keep(struct worktree_plan *p, const struct listed_file *f)
{
	struct listed_file *kept = file_list_add(&p->kept, f->path, f->kind);
	char *path = kept->path;

	*kept = *f;
	kept->path = path;
}

/* The first entry after @i that is not below it. */
static size_t after(const struct file_list *l, size_t i)
{
	const char *dir = l->files[i].path;

	do
		i++;
	while (i < l->len && file_list_is_below(l->files[i].path, dir));
	return i;
}

void worktree_plan(const struct file_list *found,
		   const struct file_list *wanted, struct worktree_plan *ret)
{
	struct worktree_plan p = { 0 };
	size_t f = 0;
	size_t w = 0;

	while (f < found->len) {
		const struct listed_file *have = &found->files[f];
		const struct listed_file *want =
			w < wanted->len ? &wanted->files[w] : NULL;
		int order =
			want ? file_list_compare_paths(have->path, want->path)
			     : -1;

		if (order > 0) {
			add_write(&p, w++);
		} else if (want && order == 0 &&
			   file_list_same_content(have, want)) {
			keep(&p, have);
			f++;
			w++;
		} else if (want && have->kind == FILE_DIRECTORY &&
			   file_list_is_below(want->path, have->path)) {
			f++;
		} else {
			add_removal(&p, have->path);
			f = after(found, f);
		}
	}
	while (w < wanted->len)
		add_write(&p, w++);
	*ret = p;
}

fallible worktree_check_size(const struct worktree_plan *p,
			     const struct file_list *wanted,
			     struct worktree_source source)
{
	uint64_t total = 0;

	for (size_t i = 0; i < p->kept.len; i++)
		total += p->kept.files[i].size;
	for (size_t i = 0; i < p->writes_len; i++) {
		const struct listed_file *f = &wanted->files[p->writes[i]];
		uint64_t size = 0;
		struct err *e = source.ops->size(source.self, f->id, &size);

		if (e)
			return err_wrap(e, "'%s'", f->path);
		if (size > FILE_LIST_MAX_FILE_BYTES)
			return err_new(&ERR_INPUT,
				       "'%s' is larger than %llu MiB", f->path,
				       FILE_LIST_MAX_FILE_BYTES >> 20);
		total += size;
	}
	if (total > FILE_LIST_MAX_BYTES)
		return err_new(&ERR_INPUT,
			       "the files are larger than %llu MiB together",
			       FILE_LIST_MAX_BYTES >> 20);
	return NULL;
}

static fallible make_parent(int tree, const char *path)
{
	const char *slash = strrchr(path, '/');
	auto_free char *dir = NULL;

	if (!slash)
		return NULL;
	dir = mem_strndup(path, (size_t)(slash - path));
	return fs_make_dirs_at(tree, dir, 0755);
}

static fallible write_link(int tree, const struct listed_file *f,
			   const struct buf *target)
{
	auto_close int dir = -1;
	const char *name;
	struct err *e;

	if (!target->len || strlen(target->data) != target->len)
		return err_new(&ERR_INPUT, "this link has no proper target");
	e = open_parent(tree, f->path, &dir, &name);
	if (e)
		return e;
	if (symlinkat(target->data, dir, name) < 0)
		return err_sys("make link");
	return NULL;
}

static fallible write_regular(int tree, const struct listed_file *f,
			      const struct buf *content)
{
	mode_t mode = f->kind == FILE_EXECUTABLE ? 0755 : 0644;
	auto_close int fd = -1;
	struct err *e;

	e = fs_open_at(tree, f->path, O_WRONLY | O_CREAT | O_EXCL, mode, &fd);
	if (e)
		return e;
	return fs_write_fd(fd, content->data, content->len);
}

/* Write @f, and remember in @kept what it looks like on disk. */
static fallible write_file(int tree, const struct listed_file *f,
			   struct worktree_source source,
			   struct file_list *kept)
{
	auto_buf struct buf content = { 0 };
	auto_close int dir = -1;
	struct listed_file *done;
	const char *name;
	struct stat st;
	struct err *e;

	e = source.ops->read(source.self, f->id, &content);
	if (!e)
		e = make_parent(tree, f->path);
	if (!e)
		e = f->kind == FILE_LINK ? write_link(tree, f, &content)
					 : write_regular(tree, f, &content);
	if (!e)
		e = open_parent(tree, f->path, &dir, &name);
	if (e)
		return e;
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return err_sys("stat '%s'", f->path);
	done = file_list_add(kept, f->path, f->kind);
	memcpy(done->id, f->id, FILE_ID_SIZE);
	take_stat(done, &st);
	return NULL;
}

/*
 * Files of a commit that cannot be had whole are of no use, and may be what
 * fills the disk that the next pull needs room on.
 */
static void take_back(int tree, const struct worktree_plan *p, size_t writes,
		      const struct file_list *wanted)
{
	for (size_t i = 0; i < writes; i++)
		err_drop(fs_remove_at(tree, wanted->files[p->writes[i]].path));
}

fallible worktree_apply(int tree, struct worktree_plan *p,
			const struct file_list *wanted,
			struct worktree_source source)
{
	struct err *e = NULL;

	for (size_t i = 0; i < p->removals_len; i++) {
		e = fs_remove_at(tree, p->removals[i]);
		if (e)
			return err_wrap(e, "remove '%s'", p->removals[i]);
	}
	for (size_t i = 0; i < p->writes_len; i++) {
		const struct listed_file *f = &wanted->files[p->writes[i]];

		e = write_file(tree, f, source, &p->kept);
		if (e) {
			take_back(tree, p, i + 1, wanted);
			return err_wrap(e, "write '%s'", f->path);
		}
	}
	file_list_sort(&p->kept);
	return NULL;
}
