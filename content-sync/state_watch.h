/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tells that the state of a source volume was replaced.
 */
#pragma once

#include "lib/err.h"

/* *@ret_fd is readable after a change. */
fallible state_watch_open(const char *volume, int *ret_fd);

/* Until there is another change, it is not. */
void state_watch_drain(int fd);
