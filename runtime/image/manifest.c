/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/image/manifest.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define MAX_DEPTH 32 /* folders in folders */

void manifest_release(struct manifest *m)
{
	for (size_t i = 0; i < m->len; i++) {
		free(m->entries[i].path);
		free(m->entries[i].from);
		free(m->entries[i].text);
	}
	free(m->entries);
	*m = (struct manifest){ 0 };
}

static struct manifest_entry *add(struct manifest *m, const char *to,
				  mode_t mode)
{
	struct manifest_entry *entry;

	assert(to[0] == '/' && to[1]);
	m->entries = mem_grow(m->entries, m->len, &m->cap, sizeof(*entry));
	entry = &m->entries[m->len++];
	*entry = (struct manifest_entry){
		.path = mem_strdup(to + 1),
		.mode = mode,
	};
	return entry;
}

fallible manifest_add_file(struct manifest *m, const char *from, const char *to)
{
	auto_close int fd = open(from, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct manifest_entry *entry;
	struct digest digest;
	struct stat st;
	struct err *e;

	if (fd < 0)
		return err_sys("open '%s'", from);
	if (fstat(fd, &st) < 0)
		return err_sys("stat '%s'", from);
	if (!S_ISREG(st.st_mode))
		return err_new(&ERR_INPUT, "'%s' is not a regular file", from);
	e = digest_of_fd(fd, &digest);
	if (e)
		return err_wrap(e, "read '%s'", from);
	entry = add(m, to, st.st_mode & S_IXUSR ? 0755 : 0644);
	entry->from = mem_strdup(from);
	entry->digest = digest;
	return NULL;
}

void manifest_add_text(struct manifest *m, const char *text, const char *to)
{
	struct manifest_entry *entry = add(m, to, 0644);

	entry->text = mem_strdup(text);
	digest_of(text, strlen(text), &entry->digest);
}

void manifest_add_link(struct manifest *m, const char *target, const char *to)
{
	manifest_add_text(m, target, to);
	m->entries[m->len - 1].link = true;
}

void manifest_add_folder(struct manifest *m, const char *to)
{
	struct manifest_entry *entry = add(m, to, 0755);

	entry->folder = true;
	digest_of("", 0, &entry->digest);
}

static fallible add_tree(struct manifest *m, const char *from, const char *to,
			 unsigned depth)
{
	auto_fs_list struct fs_list list = { 0 };
	auto_close int dir = -1;
	struct err *e;

	if (depth > MAX_DEPTH)
		return err_new(&ERR_INPUT, "'%s' is nested too deeply", from);
	e = fs_open_dir(from, &dir);
	if (!e)
		e = fs_list_at(dir, ".", &list);
	if (!e)
		manifest_add_folder(m, to);
	for (size_t i = 0; !e && i < list.len; i++) {
		const char *name = list.entries[i].name;
		auto_free char *below = mem_printf("%s/%s", from, name);
		auto_free char *target = mem_printf("%s/%s", to, name);
		mode_t mode = list.entries[i].stat.st_mode;

		if (S_ISDIR(mode))
			e = add_tree(m, below, target, depth + 1);
		else if (S_ISREG(mode))
			e = manifest_add_file(m, below, target);
		else
			e = err_new(&ERR_INPUT, "'%s' is no file or folder",
				    below);
	}
	return e;
}

fallible manifest_add_tree(struct manifest *m, const char *from, const char *to)
{
	return add_tree(m, from, to, 0);
}

static int compare_paths(const void *a, const void *b)
{
	const struct manifest_entry *left = a;
	const struct manifest_entry *right = b;

	return strcmp(left->path, right->path);
}

fallible manifest_digest(struct manifest *m, struct digest *ret)
{
	auto_buf struct buf text = { 0 };

	if (m->len)
		qsort(m->entries, m->len, sizeof(*m->entries), compare_paths);
	for (size_t i = 0; i < m->len; i++) {
		const struct manifest_entry *entry = &m->entries[i];
		char hex[DIGEST_HEX_SIZE];

		if (i && !strcmp(entry[-1].path, entry->path))
			return err_new(&ERR_INPUT, "'/%s' is given twice",
				       entry->path);
		digest_hex(&entry->digest, hex);
		buf_printf(&text, "%c %o %s %s%c",
			   entry->folder ? 'd'
			   : entry->link ? 'l'
					 : 'f',
			   (unsigned)entry->mode, hex, entry->path, '\0');
	}
	digest_of(text.data, text.len, ret);
	return NULL;
}
