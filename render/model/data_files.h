/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The data folder: YAML, JSON, CSV and TSV files as one tree.
 */
#pragma once

#include "lib/build_report.h"
#include "lib/data.h"

/*
 * Read every data file below folder @path of @dir into a map: a folder is a
 * map, a file its content under its name. A file that is wrong is reported and
 * left out. A missing folder is an empty map.
 */
fallible data_files_read(int dir, const char *path, struct build_report *report,
			 struct arena *arena, struct data *ret);
