/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * {% toc %} and the filters toc, toc_only and inject_anchors, as jekyll-toc has
 * them, for pages that say "toc: true".
 */
#pragma once

#include "render/liquid/filter.h"
#include "render/liquid/tag.h"

extern const struct tag toc_tag;
extern const struct filter toc_filters[];
extern const size_t toc_filters_len;
