/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Filters on text: markdownify, smartify, slugify, escapes, words.
 */
#pragma once

#include "render/liquid/filter.h"

extern const struct filter text_filters[];
extern const size_t text_filters_len;
