/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the files of a site into it.
 */
#pragma once

#include "render/model/website.h"

/*
 * Read pages, documents, static files and the names of the layouts from the
 * source, then from the theme what the source lacks. The config and the
 * collections' labels are there already. Faults of single files go to @report.
 */
fallible reader_read(struct website *s, struct build_report *report);

/* Read only what a theme has in its assets folder. */
fallible reader_read_assets(struct website *s, struct build_report *report);
