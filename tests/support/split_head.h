/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Splits the head of a request in place, as tolerantly as libmicrohttpd 0.9.75
 * does, for tests of what judges its work.
 */
#pragma once

#include <stdbool.h>

#include "serve/request_head.h"

/*
 * Split the @len bytes at @bytes; there is a NUL behind them. Folded lines are
 * moved to @moved, which has room for @len bytes twice. False when the library
 * would refuse the head by itself, or wait for more.
 */
bool split_head(char *bytes, size_t len, char *moved, struct request_head *ret);
