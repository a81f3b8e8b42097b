/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers as the kernel lists them: "0-3,7".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define NUMBER_LIST_WORDS(bits) ((bits) / (8 * sizeof(unsigned long)))

/* Set the bit of each number in @ret, all below @limit. False when it is not
 * such a list. */
bool number_list_parse(const char *text, unsigned long *ret, size_t limit);
