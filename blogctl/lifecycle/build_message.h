/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a message of a build is shown to people.
 */
#pragma once

#include "lib/build_report.h"

/* "file:line:column: error: text", as editors understand it; what is not known
 * is left out. The caller frees it. */
char *build_message_format(const struct build_message *m);
