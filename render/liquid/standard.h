/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tags and filters that every dialect has. Each table ends with an entry
 * without a name.
 */
#pragma once

#include "render/liquid/filter.h"
#include "render/liquid/tag.h"

extern const struct tag STANDARD_TAGS_ASSIGN[];
extern const struct tag STANDARD_TAGS_CONDITION[];
extern const struct tag STANDARD_TAGS_LOOP[];
extern const struct tag STANDARD_TAGS_TABLEROW[];
extern const struct tag STANDARD_TAGS_CYCLE[];
extern const struct tag STANDARD_TAGS_TEXT[];
extern const struct tag STANDARD_TAGS_PARTIAL[];

extern const struct filter STANDARD_FILTERS_TEXT[];
extern const struct filter STANDARD_FILTERS_REPLACE[];
extern const struct filter STANDARD_FILTERS_ENCODE[];
extern const struct filter STANDARD_FILTERS_MATH[];
extern const struct filter STANDARD_FILTERS_LIST[];
extern const struct filter STANDARD_FILTERS_SELECT[];
extern const struct filter STANDARD_FILTERS_SORT[];
extern const struct filter STANDARD_FILTERS_DATE[];
