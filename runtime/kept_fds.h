/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stddef.h>

#include "lib/err.h"

/* Close all descriptors from @first on but the @len in @kept, which is sorted.
 * Those that are -1 or below @first count for nothing. */
fallible kept_fds_close_others(int first, int *kept, size_t len);
