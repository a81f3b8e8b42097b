/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names that emoji have on GitHub.
 */
#pragma once

#include "lib/str.h"

/* emoji_names.txt as it is. */
extern const char emoji_names_text[];
extern const size_t emoji_names_len;

/* The characters that ":@name:" stands for; empty: none. */
struct str emoji_names_find(struct str name);
