/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a heading is called in links when it has no id of its own.
 */
#pragma once

#include "lib/buf.h"

/* Append the id for @text, HTML without tags. */
void page_toc_id_add(struct str text, struct buf *out);
