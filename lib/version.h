/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which version of all the programs this is.
 */
#pragma once

#define VERSION "0.1.0"

/* Print "PROGRAM version VERSION" on standard output. */
void version_print(void);
