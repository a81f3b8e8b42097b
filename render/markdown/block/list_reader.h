/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads lists, with the boxes of task lists.
 */
#pragma once

#include "render/markdown/block/block_reader.h"

bool list_reader_read(struct block_reader *r);
