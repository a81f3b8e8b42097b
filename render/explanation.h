/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What becomes of one file of a site, and why: for an author who misses it.
 */
#pragma once

#include "lib/buf.h"
#include "render/model/website.h"

/*
 * Append a line for each address where the file @from asks for is published, or
 * why it is not, and what a build would report of it before it renders pages.
 * ERR_NOT_FOUND: there is no such file.
 */
fallible explanation_make(const struct website_source *from, struct buf *out);
