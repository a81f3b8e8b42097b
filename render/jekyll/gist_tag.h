/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * {% gist 28949e1d5ee2273f9fd3 best.md %}: code kept at GitHub, as jekyll-gist
 * shows it.
 */
#pragma once

#include "render/liquid/tag.h"

extern const struct tag gist_tag;
