/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text from outside on a terminal: what containers, remotes and authors say
 * must not move the cursor or retitle the window.
 */
#pragma once

#include "lib/buf.h"
#include "lib/str.h"

/* Append @text with '?' for each control character but the tab. */
void printable_add(struct buf *out, struct str text);
