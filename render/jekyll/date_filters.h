/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Filters that write dates: date_to_xmlschema, date_to_rfc822, date_to_string,
 * date_to_long_string. All show the site's time zone.
 */
#pragma once

#include "render/liquid/filter.h"

extern const struct filter date_filters[];
extern const size_t date_filters_len;
