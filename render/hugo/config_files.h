/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files that a Hugo site is configured by: one at its root, and those in
 * its folders config/_default and config/production.
 */
#pragma once

#include "lib/build_report.h"
#include "lib/data.h"

/* Does the folder hold a Hugo site? One with a _config.yml is Jekyll's. */
bool config_files_are_there(int dir);

/*
 * Read all of them as one map with keys in lower case. *@ret_file is the first
 * of them, and NULL when there is none. ERR_INPUT with its place.
 */
fallible config_files_read(int dir, struct build_report *report,
			   struct arena *arena, struct data *ret,
			   const char **ret_file);
