/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The log of what a container writes, which cannot fill the disk: once it is
 * full its older half goes, up to the end of a line.
 */
#pragma once

#include <stddef.h>

#define OUTPUT_LOG_MAX (16u << 20) /* bytes */

/*
 * Append to @log, which is open for reading and appending. A log that cannot be
 * written loses lines; nobody is told.
 */
void output_log_write(int log, const char *data, size_t len);
