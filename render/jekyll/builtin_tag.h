/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tags of plugins that we have built in and that are templates themselves:
 * {% seo %} and {% feed_meta %}.
 */
#pragma once

#include "render/liquid/tag.h"

extern const struct tag seo_tag;
extern const struct tag feed_meta_tag;
