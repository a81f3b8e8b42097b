/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is rendered: the tree of a source volume, held still by its lock, or
 * simply somebody's folder.
 */
#pragma once

#include <stdbool.h>

#include "lib/cleanup.h"
#include "lib/source_volume.h"

struct tree_source {
	int dir;  /* the root of the site; -1: not open */
	int lock; /* of the volume; -1: a plain folder */
	bool of_volume;
	struct source_state state; /* of a volume */
};

#define TREE_SOURCE_NONE                                                       \
	{                                                                      \
		.dir = -1, .lock = -1                                          \
	}

void tree_source_release(struct tree_source *s);
#define auto_tree_source __attribute__((cleanup(tree_source_release)))

enum tree_source_answer {
	TREE_SOURCE_READY,
	TREE_SOURCE_BUSY, /* a puller is at work: try again soon */
	TREE_SOURCE_WAIT, /* nothing was pulled yet, or a pull broke off */
};

/*
 * Take the shared lock of the source volume at directory @volume and open its
 * tree. *@ret is filled in only when that is ready.
 */
fallible tree_source_open_volume(int volume, struct tree_source *ret,
				 enum tree_source_answer *ret_answer);

fallible tree_source_open_folder(const char *path, struct tree_source *ret);
