/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The site as templates see it.
 */
#pragma once

#include "render/jekyll/build.h"

struct value site_value(const struct build *b);
