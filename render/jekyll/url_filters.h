/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Filters that make URLs: relative_url, absolute_url, strip_index.
 */
#pragma once

#include "render/jekyll/build.h"
#include "render/liquid/filter.h"

extern const struct filter url_filters[];
extern const size_t url_filters_len;

/* Does @url begin with a scheme? */
bool url_filters_is_absolute(struct str url);

/* Append @url below the site's baseurl; one with a scheme stays as it is. */
void url_filters_relative(const struct config *c, struct str url,
			  struct buf *out);

/* The same, below the site's url. */
void url_filters_absolute(const struct config *c, struct str url,
			  struct buf *out);
