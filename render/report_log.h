/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a build has to say, as lines.
 */
#pragma once

#include "lib/buf.h"
#include "lib/build_report.h"

/* Put the messages in order of files, lines and columns: threads find them in
 * any order. */
void report_log_sort(struct build_report *r);

/* Append @m as "file:line:column: severity: text". */
void report_log_describe(const struct build_message *m, struct buf *out);

/* Log each message as "file:line:column: severity: text", and a line for the
 * build: release, pages, changed paths, milliseconds. */
void report_log_write(const struct build_report *r);

/* Write each message on standard error, as "file:line:column: severity: text".
 */
void report_log_print(const struct build_report *r);
