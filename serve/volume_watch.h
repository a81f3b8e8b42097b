/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tells when the volume's `current` is replaced. Events are hints: whoever
 * gets one looks at the volume, and watches first, then looks.
 */
#pragma once

#include <stdbool.h>

#include "lib/err.h"

/* Watch directory @volume; *@ret_fd becomes readable when something was put
 * in place there. */
fallible volume_watch_open(int volume, int *ret_fd);

/* Read all there is; true when it may concern `current`. */
bool volume_watch_drain(int fd);
