/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Links "@name" to the profile of who is called so, as jekyll-mentions does:
 * at GitHub, or where `jekyll-mentions` says, in _config.yml or on the page.
 */
#pragma once

#include "render/jekyll/finishing.h"

fallible mentions_finish(const struct finishing *f, struct buf *out);
