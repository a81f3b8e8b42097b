/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Spreads the posts over several pages, as jekyll-paginate does: with
 * `paginate: N` the index.html nearest to `paginate_path` is made once for
 * every N posts.
 */
#pragma once

#include "lib/build_report.h"
#include "render/model/website.h"

/* A wish that can't be met is a warning in @report. */
fallible pagination_add(struct website *s, struct build_report *report);
