/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/file_list.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/mem.h"

/* The first bytes of an encoded list; another version has others. */
static const char magic[8] = "files 1";

/* An encoded file: this, then the path with its NUL. */
struct file_record {
	uint8_t id[FILE_ID_SIZE];
	uint32_t kind;
	uint64_t size;
	uint64_t inode;
	int64_t mtime_ns;
	int64_t ctime_ns;
	uint32_t path_size; /* bytes, with the NUL */
	uint32_t reserved;
};

void file_list_release(struct file_list *l)
{
	for (size_t i = 0; i < l->len; i++)
		free(l->files[i].path);
	free(l->files);
	*l = (struct file_list){ 0 };
}

struct listed_file *file_list_add(struct file_list *l, const char *path,
				  enum file_kind kind)
{
	struct listed_file *f;

	l->files = mem_grow(l->files, l->len, &l->cap, sizeof(*l->files));
	f = &l->files[l->len++];
	*f = (struct listed_file){ .path = mem_strdup(path), .kind = kind };
	return f;
}

int file_list_compare_paths(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == '/' || *b == '/') {
		int a_rank = *a == '/' ? 1 : (unsigned char)*a * 2;
		int b_rank = *b == '/' ? 1 : (unsigned char)*b * 2;

		return a_rank - b_rank;
	}
	return (unsigned char)*a - (unsigned char)*b;
}

static int compare_files(const void *a, const void *b)
{
	const struct listed_file *x = a;
	const struct listed_file *y = b;

	return file_list_compare_paths(x->path, y->path);
}

void file_list_sort(struct file_list *l)
{
	if (l->len > 1)
		qsort(l->files, l->len, sizeof(*l->files), compare_files);
}

static int compare_path_with_file(const void *path, const void *file)
{
	const struct listed_file *f = file;

	return file_list_compare_paths(path, f->path);
}

const struct listed_file *file_list_find(const struct file_list *l,
					 const char *path)
{
	if (!l->len)
		return NULL;
	return bsearch(path, l->files, l->len, sizeof(*l->files),
		       compare_path_with_file);
}

bool file_list_is_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	return !strncmp(path, dir, len) && path[len] == '/';
}

static bool name_is_allowed(struct str name)
{
	static const char git[] = ".git";

	if (!name.len || name.len > NAME_MAX)
		return false;
	if (str_is(name, ".") || str_is(name, ".."))
		return false;
	return name.len != strlen(git) ||
	       strncasecmp(name.data, git, name.len) != 0;
}

static fallible check_path(const char *path)
{
	struct str rest = str_of(path);
	struct str name;

	if (rest.len >= PATH_MAX / 2)
		return err_new(&ERR_INPUT, "the path '%.60s...' is too long",
			       path);
	while (str_split(&rest, '/', &name))
		if (!name_is_allowed(name))
			return err_new(&ERR_INPUT,
				       "the path '%s' is not allowed", path);
	return NULL;
}

fallible file_list_check(const struct file_list *l)
{
	size_t path_bytes = 0;

	for (size_t i = 0; i < l->len; i++) {
		const char *path = l->files[i].path;
		const char *last = i ? l->files[i - 1].path : "";
		struct err *e = check_path(path);

		if (e)
			return e;
		path_bytes += strlen(path);
		if (path_bytes > FILE_LIST_MAX_PATH_BYTES)
			return err_new(&ERR_INPUT,
				       "the paths of all files are longer "
				       "than %u MiB",
				       FILE_LIST_MAX_PATH_BYTES >> 20);
		if (!strcmp(path, last))
			return err_new(&ERR_INPUT, "the path '%s' is twice",
				       path);
		if (i && file_list_is_below(path, last))
			return err_new(&ERR_INPUT,
				       "the path '%s' is below a file", path);
	}
	return NULL;
}

bool file_list_same_content(const struct listed_file *a,
			    const struct listed_file *b)
{
	static const uint8_t unknown[FILE_ID_SIZE];

	return a->kind == b->kind && !memcmp(a->id, b->id, FILE_ID_SIZE) &&
	       memcmp(a->id, unknown, FILE_ID_SIZE) != 0;
}

void file_list_encode(const struct file_list *l, struct buf *out)
{
	buf_add(out, magic, sizeof(magic));
	for (size_t i = 0; i < l->len; i++) {
		const struct listed_file *f = &l->files[i];
		struct file_record r = {
			.kind = (uint32_t)f->kind,
			.size = f->size,
			.inode = f->inode,
			.mtime_ns = f->mtime_ns,
			.ctime_ns = f->ctime_ns,
			.path_size = (uint32_t)strlen(f->path) + 1,
		};

		memcpy(r.id, f->id, FILE_ID_SIZE);
		buf_add(out, &r, sizeof(r));
		buf_add(out, f->path, r.path_size);
	}
}

/* Take one file off the front of *@rest. */
static bool decode_file(struct str *rest, struct file_list *l)
{
	struct listed_file *f;
	struct file_record r;

	if (rest->len < sizeof(r))
		return false;
	memcpy(&r, rest->data, sizeof(r));
	*rest = str_from(*rest, sizeof(r));
	if (!r.path_size || r.path_size > rest->len || r.kind > FILE_OTHER ||
	    strnlen(rest->data, r.path_size) + 1 != r.path_size)
		return false;
	f = file_list_add(l, rest->data, (enum file_kind)r.kind);
	memcpy(f->id, r.id, FILE_ID_SIZE);
	f->size = r.size;
	f->inode = r.inode;
	f->mtime_ns = r.mtime_ns;
	f->ctime_ns = r.ctime_ns;
	*rest = str_from(*rest, r.path_size);
	return true;
}

bool file_list_decode(struct str bytes, struct file_list *ret)
{
	auto_file_list struct file_list l = { 0 };

	if (bytes.len < sizeof(magic) ||
	    memcmp(bytes.data, magic, sizeof(magic)) != 0)
		return false;
	bytes = str_from(bytes, sizeof(magic));
	while (bytes.len)
		if (!decode_file(&bytes, &l))
			return false;
	*ret = l;
	l = (struct file_list){ 0 };
	return true;
}
