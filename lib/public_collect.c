/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/public_layout.h"
#include "lib/public_volume.h"

/* The objects that remain, sorted once all are in. */
struct kept {
	struct digest *ids;
	size_t len;
	size_t cap;
};

static void kept_release(struct kept *k)
{
	free(k->ids);
}

static int compare_ids(const void *a, const void *b)
{
	return memcmp(a, b, DIGEST_SIZE);
}

static void sort_kept(struct kept *k)
{
	size_t unique = 0;

	if (k->len)
		qsort(k->ids, k->len, sizeof(*k->ids), compare_ids);
	for (size_t i = 0; i < k->len; i++)
		if (!unique || compare_ids(&k->ids[unique - 1], &k->ids[i]))
			k->ids[unique++] = k->ids[i];
	k->len = unique;
}

/* Sorting after each release forgets what it shares with those before. */
static void keep_objects(struct kept *kept, const struct release_index *index)
{
	struct release_entry entry;

	for (size_t i = 0; i < release_index_len(index); i++) {
		release_index_at(index, i, &entry);
		for (int k = 0; k < RELEASE_ENCODINGS; k++) {
			if (!entry.bodies[k].present)
				continue;
			kept->ids = mem_grow(kept->ids, kept->len, &kept->cap,
					     sizeof(*kept->ids));
			kept->ids[kept->len++] = entry.bodies[k].object;
		}
	}
	sort_kept(kept);
}

static fallible keep_release(struct kept *kept, int volume, const char *path)
{
	auto_release_index struct release_index *index = NULL;
	auto_buf struct buf bytes = { 0 };
	struct err *e;

	e = fs_read_at(volume, path, RELEASE_INDEX_MAX_BYTES, &bytes);
	if (!e)
		e = release_index_decode(&bytes, &index);
	if (e)
		return err_wrap(e, "'%s'", path);
	keep_objects(kept, index);
	return NULL;
}

/*
 * Remove an index unless somebody reads it. Readers that open it meanwhile see
 * under their lock that it has no name any more.
 */
static fallible remove_release(int volume, const char *path, bool *ret_removed)
{
	auto_close int fd = -1;
	struct err *e;

	e = fs_open_at(volume, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0, &fd);
	if (e)
		return e;
	e = fs_lock(fd, FS_LOCK_EXCLUSIVE, 0);
	*ret_removed = !e;
	if (err_is(e, &FS_LOCKED)) {
		err_drop(e);
		return NULL;
	}
	if (!e && unlinkat(volume, path, 0))
		e = err_sys("remove '%s'", path);
	return e;
}

static int compare_newest_first(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? 1 : -(x > y);
}

/* The releases there are, the newest first; what is none is removed. */
static fallible list_releases(int volume, uint64_t **ret, size_t *ret_len)
{
	auto_fs_list struct fs_list list = { 0 };
	auto_free uint64_t *numbers = NULL;
	auto_close int dir = -1;
	size_t len = 0;
	struct err *e;

	e = fs_open_at(volume, PUBLIC_LAYOUT_RELEASES, O_RDONLY | O_DIRECTORY,
		       0, &dir);
	if (!e)
		e = fs_list_at(dir, ".", &list);
	numbers = mem_alloc_array(list.len, sizeof(*numbers));
	for (size_t i = 0; !e && i < list.len; i++) {
		const struct fs_entry *entry = &list.entries[i];

		if (S_ISREG(entry->stat.st_mode) &&
		    public_layout_number(entry->name, &numbers[len]))
			len++;
		else
			e = fs_remove_at(dir, entry->name);
	}
	if (e)
		return e;
	if (len)
		qsort(numbers, len, sizeof(*numbers), compare_newest_first);
	*ret = take_ptr(&numbers);
	*ret_len = len;
	return NULL;
}

/* Releases that stay however old they are. */
static fallible read_fixed(int volume, uint64_t *ret_live, uint64_t *ret_pinned)
{
	struct public_pin pin = { 0 };
	struct err *e;

	e = public_volume_live_release(volume, ret_live);
	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		e = NULL;
	}
	if (!e)
		e = public_volume_read_pin(volume, &pin);
	if (!e)
		*ret_pinned = pin.release;
	return e;
}

static fallible collect_release(int volume, uint64_t number, bool is_fixed,
				bool is_old, struct kept *kept)
{
	auto_free char *path = public_layout_release(number);
	bool removed = false;
	struct err *why, *e;

	if (is_old && !is_fixed) {
		e = remove_release(volume, path, &removed);
		if (e || removed)
			return e;
	}
	why = keep_release(kept, volume, path);
	if (is_fixed || !err_is(why, &ERR_INPUT))
		return why;
	e = remove_release(volume, path, &removed);
	if (!e && !removed)
		return why;
	err_drop(why);
	return e;
}

static fallible collect_releases(int volume, size_t keep, struct kept *kept)
{
	auto_free uint64_t *numbers = NULL;
	uint64_t live = 0, pinned = 0;
	size_t len = 0;
	struct err *e;

	e = read_fixed(volume, &live, &pinned);
	if (!e)
		e = list_releases(volume, &numbers, &len);
	for (size_t i = 0; !e && i < len; i++)
		e = collect_release(volume, numbers[i],
				    numbers[i] == live || numbers[i] == pinned,
				    i >= keep, kept);
	return e;
}

static bool is_kept(const struct kept *kept, const char *fan, const char *name)
{
	auto_free char *hex = mem_printf("%s%s", fan, name);
	struct digest id;

	return digest_parse(str_of(hex), &id) && kept->len &&
	       bsearch(&id, kept->ids, kept->len, sizeof(*kept->ids),
		       compare_ids);
}

static void close_dir(DIR **dir)
{
	if (*dir)
		(void)closedir(*dir);
}

/* Not by fs_list_at(), which would look at every object. */
static fallible sweep_fan(int objects, const char *fan, const struct kept *kept)
{
	__attribute__((cleanup(close_dir))) DIR *dir = NULL;
	const struct dirent *d;
	int fd = -1;
	struct err *e;

	e = fs_open_at(objects, fan, O_RDONLY | O_DIRECTORY, 0, &fd);
	if (e)
		return e;
	dir = fdopendir(fd);
	if (!dir)
		return err_sys("read directory '%s'", fan);
	for (errno = 0; (d = readdir(dir)); errno = 0) {
		const char *name = d->d_name;

		if (!strcmp(name, ".") || !strcmp(name, "..") ||
		    is_kept(kept, fan, name))
			continue;
		e = fs_remove_at(fd, name);
		if (e)
			return err_wrap(e, "objects '%s'", fan);
	}
	return errno ? err_sys("read directory '%s'", fan) : NULL;
}

static fallible sweep(int volume, const struct kept *kept)
{
	auto_fs_list struct fs_list fans = { 0 };
	auto_close int objects = -1;
	struct err *e;

	e = fs_open_at(volume, PUBLIC_LAYOUT_OBJECTS, O_RDONLY | O_DIRECTORY, 0,
		       &objects);
	if (!e)
		e = fs_list_at(objects, ".", &fans);
	for (size_t i = 0; !e && i < fans.len; i++) {
		const char *name = fans.entries[i].name;

		if (strlen(name) == 2 && S_ISDIR(fans.entries[i].stat.st_mode))
			e = sweep_fan(objects, name, kept);
		else
			e = fs_remove_at(objects, name);
	}
	return e;
}

fallible public_volume_collect(int volume, size_t keep)
{
	__attribute__((cleanup(kept_release))) struct kept kept = { 0 };
	struct err *e;

	e = collect_releases(volume, keep, &kept);
	if (!e)
		e = sweep(volume, &kept);
	return e ? err_wrap(e, "collect old releases") : NULL;
}
