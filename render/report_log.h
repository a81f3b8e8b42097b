/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a build has to say, as lines.
 */
#pragma once

#include "lib/build_report.h"

/* Log the lines of each message, and one for the build: release, pages, changed
 * paths, milliseconds. */
void report_log_write(const struct build_report *r);

/* Write the lines of each message on standard error. */
void report_log_print(const struct build_report *r);
