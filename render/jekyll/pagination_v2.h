/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Spreads documents over several pages, as jekyll-paginate-v2 does: each page
 * with `pagination: {enabled: true}` is made as often as it takes.
 */
#pragma once

#include "lib/build_report.h"
#include "render/model/website.h"

fallible pagination_v2_add(struct website *s, struct build_report *report);

/* `pagination` of _config.yml over the plugin's defaults: a map. */
struct data pagination_v2_defaults(struct website *s);
