/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file serve reports to, one line a switch: "release N sequence M".
 */
#pragma once

#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"

/* What serve answers from; all zeros: nothing yet. */
struct serve_report {
	uint64_t release;
	uint64_t sequence;
};

/* From the last line that is whole. */
void serve_report_parse(struct str text, struct serve_report *ret);

/* A missing file says nothing. */
fallible serve_report_read(int run_dir, struct serve_report *ret);
