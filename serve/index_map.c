/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/index_map.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/public_volume.h"

struct index_map {
	int volume;
	struct release_index *index;
	int lock;
};

struct index_map *index_map_new(int volume)
{
	struct index_map *m = mem_alloc(sizeof(*m));

	m->volume = volume;
	m->lock = -1;
	return m;
}

static void drop_index(struct index_map *m)
{
	release_index_free(m->index);
	if (m->lock >= 0)
		(void)close(m->lock);
}

void index_map_free(struct index_map *m)
{
	if (!m)
		return;
	drop_index(m);
	free(m);
}

const struct release_index *index_map_get(const struct index_map *m)
{
	return m->index;
}

/*
 * Numbers may begin anew in a volume that was emptied; a file that we hold open
 * keeps its inode to itself.
 */
static bool is_same_file(int a, int b)
{
	struct stat st_a, st_b;

	return a >= 0 && !fstat(a, &st_a) && !fstat(b, &st_b) &&
	       st_a.st_dev == st_b.st_dev && st_a.st_ino == st_b.st_ino;
}

fallible index_map_refresh(struct index_map *m, bool *ret_changed)
{
	struct release_index *index = NULL;
	auto_close int lock = -1;
	struct err *e;

	e = public_volume_open_current(m->volume, &index, &lock);
	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret_changed = false;
		return NULL;
	}
	if (e)
		return err_wrap(e, "read the live release");
	if (is_same_file(m->lock, lock)) {
		release_index_free(index);
		*ret_changed = false;
		return NULL;
	}
	drop_index(m);
	m->index = index;
	m->lock = take_fd(&lock);
	*ret_changed = true;
	return NULL;
}
