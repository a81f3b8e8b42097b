/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the content folder of a Hugo site.
 */
#pragma once

#include "render/hugo/content_tree.h"

/*
 * Read the content folder. A file that is wrong, or not published, is reported
 * and left out; files that are no content become static files of the site.
 */
fallible content_reader_read(struct content_tree *t);
