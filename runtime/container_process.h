/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "lib/err.h"

/*
 * A pidfd of the first process of container @id, whose folder is @dir.
 * CONTAINER_STOPPED when it is not there.
 */
fallible container_open_process(int dir, const char *id, int *ret_pidfd);
