/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Puts emoji for their names, as jemoji does: ":tada:" becomes the character,
 * or, when _config.yml has a folder of images in `emoji.src`, one of these.
 */
#pragma once

#include "render/jekyll/finishing.h"

fallible emoji_finish(const struct finishing *f, struct buf *out);
