/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The filter jsonify.
 */
#pragma once

#include "render/liquid/filter.h"

extern const struct filter json_filters[];
extern const size_t json_filters_len;
