/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Filters on lists: where, find, group_by (each by property or expression),
 * sort, push, pop, shift, unshift, sample.
 */
#pragma once

#include "render/liquid/filter.h"

extern const struct filter list_filters[];
extern const size_t list_filters_len;
