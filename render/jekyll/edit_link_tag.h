/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * {% github_edit_link "Improve this page" %}: where the page's source can be
 * edited, as jekyll-github-metadata links it.
 */
#pragma once

#include "render/liquid/tag.h"

extern const struct tag edit_link_tag;
