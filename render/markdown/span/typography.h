/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Typographic punctuation in text that is not Markdown.
 */
#pragma once

#include "lib/buf.h"

/*
 * Append @s with curly quotes, en and em dashes (-- and ---), ellipses and
 * guillemets (<< and >>), as HTML. Tags and entities are copied as they are.
 */
void typography_smarten(struct str s, struct buf *out);
