/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of a Hugo site that are published as they are.
 */
#pragma once

#include <sys/stat.h>

#include "render/model/website.h"

/* Publish file @path at @output. */
void content_resources_add_file(struct website *s, const char *path,
				struct str output, const struct stat *st);

/* All files below folder @path, the bundle of @p, that are no content go where
 * that page goes. */
fallible content_resources_add(struct website *s, const struct page *p,
			       const char *path);

/* All files below folder @path, if it is there, go to the root of the site. */
fallible content_resources_add_root(struct website *s, const char *path);
