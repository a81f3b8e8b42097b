/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which of Jekyll's plugins are built in, and what a site misses that wants
 * others: no Ruby runs here.
 */
#pragma once

#include "lib/build_report.h"
#include "render/model/website.h"

/*
 * Warn of every plugin that _config.yml names and that is not built in, and of
 * every Ruby file in the site's own plugins folder.
 */
void plugins_check(const struct website *s, struct build_report *report);
