/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A template with its data and partials, as JSON describes it.
 */
#pragma once

#include "render/liquid/template.h"

struct liquid_case {
	struct str template;
	const struct data *data;     /* a map, or NULL */
	const struct data *partials; /* texts by name, or NULL */
	struct dialect_config config;
	int64_t now; /* seconds since the epoch */
};

/* From an object with the fields template, data, partials (or templates), mode
 * ("lax" or "strict"), strict_variables, strict_filters, inline_errors, now. */
struct liquid_case liquid_case_of(const struct data *object);

/* Parse, and render @times times; @out holds the last result. */
fallible liquid_case_run(const struct liquid_case *k, uint64_t times,
			 struct buf *out);
