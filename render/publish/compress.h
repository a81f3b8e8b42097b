/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bodies made smaller ahead of time. The same bytes always give the same.
 */
#pragma once

#include "lib/buf.h"

/* Append @s as a gzip file without name or time. */
void compress_gzip(struct str s, struct buf *out);

/* Append @s as a Brotli stream. */
void compress_brotli(struct str s, struct buf *out);
