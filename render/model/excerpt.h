/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The beginning of a document, up to the separator.
 */
#pragma once

#include "render/model/page.h"

/*
 * The raw text of @p's excerpt, in @arena: what comes before the separator,
 * with the definitions of the links it uses. False when there is no separator
 * or the front matter has an excerpt of its own.
 */
bool excerpt_cut(const struct page *p, const struct config *c,
		 struct arena *arena, struct str *ret);
