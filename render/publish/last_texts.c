/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/last_texts.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/digest.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define FOLDER "texts"
#define TMP                                                                    \
	"new" /* no hash: what a killed renderer left goes with the rest       \
	       */
#define MAX_BYTES (16u << 20)

struct last_texts {
	int volume; /* -1: none */
	int dir;    /* -1: not there yet */
	bool were_there;
	struct fs_list list; /* as it was when it was opened */
	bool *used;          /* for each of them */
};

void last_texts_free(struct last_texts *t)
{
	if (!t)
		return;
	cleanup_close(&t->dir);
	fs_list_release(&t->list);
	free(t->used);
	free(t);
}

static fallible open_folder(struct last_texts *t)
{
	struct err *e = fs_open_at(t->volume, FOLDER, O_RDONLY | O_DIRECTORY, 0,
				   &t->dir);

	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (e)
		return e;
	t->were_there = true;
	return fs_list_at(t->dir, ".", &t->list);
}

fallible last_texts_open(int volume, struct last_texts **ret)
{
	auto_last_texts struct last_texts *t = mem_alloc(sizeof *t);
	struct err *e = NULL;

	t->volume = volume;
	t->dir = -1;
	if (volume >= 0)
		e = open_folder(t);
	if (e)
		return err_wrap(e, "open the texts of the last site");
	t->used = mem_alloc_array(t->list.len + 1, sizeof *t->used);
	*ret = take_ptr(&t);
	return NULL;
}

bool last_texts_were_there(const struct last_texts *t)
{
	return t->were_there;
}

static void name_of(const char *path, char ret[static DIGEST_HEX_SIZE])
{
	struct digest d;

	digest_of(path, strlen(path), &d);
	digest_hex(&d, ret);
}

static int compare_name(const void *key, const void *entry)
{
	return strcmp(key, ((const struct fs_entry *)entry)->name);
}

/* NULL: none was there. */
static const struct fs_entry *find(const struct last_texts *t, const char *name)
{
	if (!t->list.len)
		return NULL;
	return bsearch(name, t->list.entries, t->list.len,
		       sizeof *t->list.entries, compare_name);
}

bool last_texts_find(const struct last_texts *t, const char *path,
		     struct buf *out)
{
	const size_t before = out->len;
	char name[DIGEST_HEX_SIZE];
	struct err *e;

	if (t->dir < 0)
		return false;
	name_of(path, name);
	e = fs_read_at(t->dir, name, MAX_BYTES, out);
	err_drop(e);
	/* An empty one is what a power failure may leave of one never synced.
	 */
	return !e && out->len > before;
}

static bool is_same(const struct fs_entry *entry, struct timespec modified,
		    size_t len)
{
	const struct stat *st = &entry->stat;

	return S_ISREG(st->st_mode) && (size_t)st->st_size == len &&
	       st->st_mtim.tv_sec == modified.tv_sec &&
	       st->st_mtim.tv_nsec == modified.tv_nsec;
}

/* Made beside and renamed, not synced: publishing syncs all of the volume. */
static fallible write_text(struct last_texts *t, const char *name,
			   struct timespec modified, struct str text)
{
	const struct timespec times[] = { modified, modified };
	auto_close int fd = -1;
	struct err *e;

	e = fs_open_at(t->dir, TMP, O_WRONLY | O_CREAT | O_TRUNC, 0600, &fd);
	if (!e)
		e = fs_write_fd(fd, text.data, text.len);
	if (e)
		return e;
	if (futimens(fd, times) || renameat(t->dir, TMP, t->dir, name))
		return err_sys("keep the text of a page");
	return NULL;
}

static fallible make_folder(struct last_texts *t)
{
	struct err *e = fs_make_dirs_at(t->volume, FOLDER, 0700);

	return e ? e
		 : fs_open_at(t->volume, FOLDER, O_RDONLY | O_DIRECTORY, 0,
			      &t->dir);
}

fallible last_texts_keep(struct last_texts *t, const char *path,
			 struct timespec modified, struct str text)
{
	char name[DIGEST_HEX_SIZE];
	const struct fs_entry *entry;
	struct err *e = NULL;

	name_of(path, name);
	entry = find(t, name);
	if (entry) {
		t->used[entry - t->list.entries] = true;
		if (is_same(entry, modified, text.len))
			return NULL;
	}
	if (t->dir < 0)
		e = make_folder(t);
	return e ? e : write_text(t, name, modified, text);
}

void last_texts_retain(struct last_texts *t, const char *path)
{
	char name[DIGEST_HEX_SIZE];
	const struct fs_entry *entry;

	name_of(path, name);
	entry = find(t, name);
	if (entry)
		t->used[entry - t->list.entries] = true;
}

fallible last_texts_prune(struct last_texts *t)
{
	struct err *e = t->dir < 0 ? make_folder(t) : NULL;

	for (size_t i = 0; !e && i < t->list.len; i++)
		if (!t->used[i])
			e = fs_remove_at(t->dir, t->list.entries[i].name);
	return e;
}
