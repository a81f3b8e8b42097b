/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that are published as they are.
 */
#pragma once

#include <sys/stat.h>

#include "render/model/website.h"

struct static_source {
	const char *path;  /* relative to its folder */
	struct str output; /* where it goes; empty: as the path says */
	const struct collection *collection; /* NULL: none */
	bool in_theme;
	const struct stat *stat;
};

/* Add it to @s, which copies the strings. */
void static_files_add(struct website *s, const struct static_source *from);
