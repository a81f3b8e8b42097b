/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/image/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/image/manifest.h"
#include "runtime/image/needs.h"

/* Where every glibc loader looks without a cache or an environment. */
#define LIBRARY_FOLDER "/lib"

/* Copying a huge file takes calls of at most this many bytes. */
#define COPY_BYTES (1u << 30)

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static fallible add_program(struct manifest *m, const char *program)
{
	auto_free char *to = mem_printf("/bin/%s", base_name(program));
	auto_needs struct needs needs = { 0 };
	struct err *e;

	e = needs_find(program, &needs);
	if (!e)
		e = manifest_add_file(m, program, to);
	if (!e && needs.loader)
		e = manifest_add_file(m, needs.loader, needs.loader);
	for (size_t i = 0; !e && i < needs.len; i++) {
		const char *from = needs.libraries[i];
		auto_free char *library =
			mem_printf(LIBRARY_FOLDER "/%s", base_name(from));

		if (!needs.loader || strcmp(from, needs.loader) != 0)
			e = manifest_add_file(m, from, library);
	}
	return e;
}

static fallible add_copy(struct manifest *m, const struct pack_copy *copy)
{
	struct stat st;

	if (stat(copy->from, &st) < 0)
		return err_sys("stat '%s'", copy->from);
	if (S_ISDIR(st.st_mode))
		return manifest_add_tree(m, copy->from, copy->to);
	return manifest_add_file(m, copy->from, copy->to);
}

static fallible collect(struct manifest *m, const struct pack_recipe *r)
{
	struct err *e = add_program(m, r->program);

	for (size_t i = 0; !e && i < r->copies_len; i++)
		e = add_copy(m, &r->copies[i]);
	for (size_t i = 0; i < r->texts_len; i++)
		manifest_add_text(m, r->texts[i].text, r->texts[i].to);
	for (size_t i = 0; i < r->links_len; i++)
		manifest_add_link(m, r->links[i].target, r->links[i].to);
	for (size_t i = 0; i < r->folders_len; i++)
		manifest_add_folder(m, r->folders[i]);
	return e;
}

static fallible copy_bytes(const struct manifest_entry *entry, int to)
{
	auto_close int from = open(entry->from, O_RDONLY | O_CLOEXEC);
	ssize_t copied;

	if (from < 0)
		return err_sys("open '%s'", entry->from);
	do
		copied = sendfile(to, from, NULL, COPY_BYTES);
	while (copied > 0);
	return copied < 0 ? err_sys("copy '%s'", entry->from) : NULL;
}

/* What was digested may have changed since: the copy is what counts. */
static fallible check_copy(const struct manifest_entry *entry, int fd)
{
	struct digest digest;
	struct err *e;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_sys("rewind '%s'", entry->path);
	e = digest_of_fd(fd, &digest);
	if (!e && memcmp(&digest, &entry->digest, sizeof(digest)) != 0)
		e = err_new(&ERR_SYSTEM, "'%s' changed while it was packed",
			    entry->from);
	return e;
}

static fallible make_file(int dir, const struct manifest_entry *entry)
{
	auto_free char *path = mem_strdup(entry->path);
	auto_close int fd = -1;
	struct err *e;

	e = fs_make_dirs_at(dir, dirname(path), 0755);
	if (!e)
		e = fs_open_at(dir, entry->path, O_CREAT | O_EXCL | O_RDWR,
			       entry->mode, &fd);
	if (e)
		return e;
	if (entry->text)
		return fs_write_fd(fd, entry->text, strlen(entry->text));
	e = copy_bytes(entry, fd);
	return e ? e : check_copy(entry, fd);
}

static fallible make_link(int dir, const struct manifest_entry *entry)
{
	auto_free char *path = mem_strdup(entry->path);
	struct err *e = fs_make_dirs_at(dir, dirname(path), 0755);

	if (!e && symlinkat(entry->text, dir, entry->path) < 0)
		e = err_sys("link '%s'", entry->path);
	return e;
}

static fallible make_root(int dir, const struct manifest *m)
{
	struct err *e = NULL;

	for (size_t i = 0; !e && i < m->len; i++)
		if (m->entries[i].folder)
			e = fs_make_dirs_at(dir, m->entries[i].path, 0755);
		else if (m->entries[i].link)
			e = make_link(dir, &m->entries[i]);
		else
			e = make_file(dir, &m->entries[i]);
	if (!e && fchmod(dir, 0755) < 0)
		e = err_sys("make it readable for all");
	/* The name promises the bytes, also after a power cut. */
	if (!e && syncfs(dir) < 0)
		e = err_sys("write it to the disk");
	return e;
}

static fallible make_image(int store, const char *store_path,
			   const struct manifest *m, const char *name)
{
	auto_free char *beside = mem_printf("%s/new-XXXXXX", store_path);
	auto_close int dir = -1;
	struct err *e;

	if (!mkdtemp(beside))
		return err_sys("make a folder in '%s'", store_path);
	e = fs_open_dir(beside, &dir);
	if (!e)
		e = make_root(dir, m);
	if (!e && renameat(store, base_name(beside), store, name) < 0)
		e = err_sys("rename it to '%s'", name);
	if (e)
		err_drop(fs_remove_at(store, base_name(beside)));
	return e;
}

fallible pack_image(const char *store_path, const struct pack_recipe *recipe,
		    char ret_name[static DIGEST_HEX_SIZE])
{
	auto_manifest struct manifest m = { 0 };
	auto_close int store = -1;
	struct digest digest;
	struct stat st;
	struct err *e;

	e = fs_open_dir(store_path, &store);
	if (!e)
		e = collect(&m, recipe);
	if (!e)
		e = manifest_digest(&m, &digest);
	if (!e) {
		digest_hex(&digest, ret_name);
		if (fstatat(store, ret_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			e = make_image(store, store_path, &m, ret_name);
	}
	return e ? err_wrap(e, "pack '%s'", base_name(recipe->program)) : NULL;
}

static bool is_kept(const char *name, const char *const *keep, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!strcmp(name, keep[i]))
			return true;
	return false;
}

fallible pack_prune(const char *store_path, const char *const *keep, size_t len)
{
	auto_fs_list struct fs_list list = { 0 };
	auto_close int store = -1;
	struct err *e;

	e = fs_open_dir(store_path, &store);
	if (!e)
		e = fs_list_at(store, ".", &list);
	for (size_t i = 0; !e && i < list.len; i++)
		if (!is_kept(list.entries[i].name, keep, len))
			e = fs_remove_at(store, list.entries[i].name);
	return e;
}
