/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <sys/types.h>

#include "lib/err.h"

/* Write @pid, in decimal and without a newline, to file @path, which appears
 * whole or not at all. */
fallible pid_file_write(const char *path, pid_t pid);
