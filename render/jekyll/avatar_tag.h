/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * {% avatar jekyllbot size=80 %}: somebody's picture at GitHub, as
 * jekyll-avatar shows it.
 */
#pragma once

#include "render/liquid/tag.h"

extern const struct tag avatar_tag;
