/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads tables.
 */
#pragma once

#include "render/markdown/block/block_reader.h"

bool table_reader_read(struct block_reader *r);
