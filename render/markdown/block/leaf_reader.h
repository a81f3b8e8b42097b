/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads blocks that have one text, and quotes. Each function takes the block at
 * the front and says so, or leaves everything as it is.
 */
#pragma once

#include "render/markdown/block/block_reader.h"

bool leaf_reader_code(struct block_reader *r); /* indented */
bool leaf_reader_fence(struct block_reader *r);
bool leaf_reader_quote(struct block_reader *r);
bool leaf_reader_heading(struct block_reader *r);    /* # */
bool leaf_reader_underlined(struct block_reader *r); /* a heading */
bool leaf_reader_rule(struct block_reader *r);
bool leaf_reader_math(struct block_reader *r);
bool leaf_reader_paragraph(struct block_reader *r);

/* A line that spaces and then a tab begin is no paragraph. Takes any line. */
bool leaf_reader_loose(struct block_reader *r);

/* How many bytes at the front of @s indented code takes: all lines that are
 * indented, with the empty ones between and what follows without a gap. */
size_t leaf_reader_code_len(struct str s);
