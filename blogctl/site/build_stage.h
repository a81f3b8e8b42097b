/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a build is made before it is the folder somebody asked for: in a folder
 * beside that one which holds nothing else, so whoever renders sees none of its
 * neighbours. What was built before is in the stage meanwhile, and comes back
 * when the build fails.
 */
#pragma once

#include "lib/err.h"

/* All zeros is empty. */
struct build_stage {
	char *target; /* absolute, as is the next */
	char *folder;
	char *name; /* the folder to write, inside the stage */
};

void build_stage_release(struct build_stage *s);
#define auto_build_stage __attribute__((cleanup(build_stage_release)))

/*
 * Open the stage of folder @path, which need not exist. A stage that a killed
 * build left is taken up. ERR_USAGE: @path names no folder, or one that holds
 * @source, an absolute path, which would move into the stage with it.
 */
fallible build_stage_open(const char *path, const char *source,
			  struct build_stage *ret);

/* Put what is in the stage in its place, and remove the stage. */
fallible build_stage_close(const struct build_stage *s);
