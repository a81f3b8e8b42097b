/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads HTML among the blocks: an element ends with its own end tag, and what
 * is in it is HTML, unless it says markdown="1".
 */
#pragma once

#include "render/markdown/block/block_reader.h"

bool html_reader_read(struct block_reader *r);

/* Take the end tag of the tree, which is an element, if it is at the front. */
bool html_reader_take_end(struct block_reader *r);
