/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pages that jekyll-paginate-v2 makes of layouts for each tag, category and
 * collection, before it spreads them.
 */
#pragma once

#include "lib/build_report.h"
#include "render/model/website.h"

/* @wish is `pagination` with its defaults. A layout that is not there is a
 * warning in @report. */
fallible autopages_add(struct website *s, const struct data *wish,
		       struct build_report *report);
