/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Code between backticks.
 */
#pragma once

#include "lib/str.h"

/*
 * The length of the span of code at the front of @s, which begins with a
 * backtick; what is in it goes to *@ret_code. 0 when it is none. @before is the
 * character before, 0 at the start.
 */
size_t code_span_len(struct str s, char before, struct str *ret_code);
