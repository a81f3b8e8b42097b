/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/tree_source.h"

#include <fcntl.h>

#include "lib/fs.h"

/* The puller says "ready" just before it lets go. */
#define LOCK_TIMEOUT_MS 1000

void tree_source_release(struct tree_source *s)
{
	cleanup_close(&s->dir);
	cleanup_close(&s->lock);
	source_state_release(&s->state);
	s->dir = s->lock = -1;
}

/* Take @e if it only means that there is nothing to read yet. */
static fallible answer_of(struct err *e, enum tree_source_answer *ret)
{
	if (err_is(e, &FS_LOCKED))
		*ret = TREE_SOURCE_BUSY;
	else if (err_is(e, &ERR_NOT_FOUND))
		*ret = TREE_SOURCE_WAIT;
	else
		return e;
	err_drop(e);
	return NULL;
}

fallible tree_source_open_volume(int volume, struct tree_source *ret,
				 enum tree_source_answer *ret_answer)
{
	auto_tree_source struct tree_source s = TREE_SOURCE_NONE;
	struct err *e;

	e = source_volume_lock_tree(volume, false, LOCK_TIMEOUT_MS, &s.lock);
	if (e)
		return answer_of(e, ret_answer);
	e = source_volume_read_state(volume, &s.state);
	if (e)
		return answer_of(e, ret_answer);
	*ret_answer = TREE_SOURCE_WAIT;
	if (s.state.phase != SOURCE_READY)
		return NULL;
	e = fs_open_at(volume, SOURCE_VOLUME_TREE, O_RDONLY | O_DIRECTORY, 0,
		       &s.dir);
	if (e)
		return e;
	s.of_volume = true;
	*ret = s;
	s = (struct tree_source)TREE_SOURCE_NONE;
	*ret_answer = TREE_SOURCE_READY;
	return NULL;
}

fallible tree_source_open_folder(const char *path, struct tree_source *ret)
{
	auto_tree_source struct tree_source s = TREE_SOURCE_NONE;
	struct err *e;

	e = fs_open_dir(path, &s.dir);
	if (e)
		return err_wrap(e, "'%s'", path);
	*ret = s;
	s = (struct tree_source)TREE_SOURCE_NONE;
	return NULL;
}
