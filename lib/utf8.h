/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * UTF-8 (RFC 3629): shortest forms only, no surrogates, up to U+10FFFF.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "lib/str.h"

/* How many bytes the first character of @s has; 0 when they are not UTF-8, or
 * @s is empty. */
size_t utf8_first(struct str s);

bool utf8_is_valid(struct str s);
