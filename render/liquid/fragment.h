/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Liquid's old way to read markups, by pattern: a fragment is a quoted string,
 * or a run of anything but white space, commas, bars and single quote marks.
 */
#pragma once

#include <stdbool.h>

#include "lib/str.h"

/* Length of the fragment @s begins with; 0: none. */
size_t fragment_length(struct str s);

/* The same for any number of fragments without a gap. */
size_t fragment_run_length(struct str s);

/* Take the first fragment, and what stands before it, from @rest. */
bool fragment_take(struct str *rest, struct str *ret);

/* Take the first "name: fragment", and what stands before it, from @rest. */
bool fragment_take_attribute(struct str *rest, struct str *ret_name,
			     struct str *ret_value);

bool fragment_is_word(char c);
struct str fragment_skip_space(struct str s);

/* Step over @word if white space stands on both of its sides, and over that. */
bool fragment_skip_word(struct str *rest, const char *word);
