/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * {% link path/of/file.md %} and {% post_url 2024-05-01-name %}: the URL of a
 * page, checked while building.
 */
#pragma once

#include "render/liquid/tag.h"

extern const struct tag link_tag;
extern const struct tag post_url_tag;
