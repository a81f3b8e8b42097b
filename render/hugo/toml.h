/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * TOML 1.0 as a tree of plain values.
 */
#pragma once

#include "lib/conf.h"

#define TOML_MAX_BYTES (4u << 20)

/*
 * Parse @text into a map in @arena; of @from only the file and its first line
 * matter. Entries are in order of their keys. ERR_INPUT has the place.
 */
fallible toml_parse(struct str text, const struct conf_origin *from,
		    struct arena *arena, struct data *ret);
