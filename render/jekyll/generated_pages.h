/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pages that plugins add to a site: feed, sitemap, robots.txt; and the front
 * page of a site that has none but wears the default theme.
 */
#pragma once

#include "render/model/website.h"

fallible generated_pages_add(struct website *s);
