/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads lists of definitions: terms, a line each, and below them ": " with what
 * they mean.
 */
#pragma once

#include "render/markdown/block/block_reader.h"

bool meaning_reader_read(struct block_reader *r);
