/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * {% include file param=value %}, from the includes folder, include_relative,
 * from beside the page, and include_cached.
 */
#pragma once

#include "render/liquid/tag.h"

extern const struct tag include_tag;
extern const struct tag include_relative_tag;
extern const struct tag include_cached_tag;
