/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `site.github` as templates see it. Who asks for what only GitHub could tell
 * gets nil, and the author a warning.
 */
#pragma once

#include "render/jekyll/build.h"
#include "render/liquid/value.h"

/* Of a site with the plugin. */
struct value github_value(const struct build *b);
