/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds links of Markdown texts that lead nowhere: those that begin with a
 * slash, and so name an address of the site that it does not have. Only what
 * stands in the text as it is and came out as a link is looked at: of what a
 * template or another file makes, nobody could be told where to mend it.
 */
#pragma once

#include "render/outputs.h"

struct link_check;

/* Both are borrowed. */
struct link_check *link_check_new(const struct build *b,
				  const struct outputs *outputs);

/* NULL is fine. */
void link_check_free(struct link_check *c);

/* Warn of the links of @p, which came out as @html. Thread-safe. */
void link_check_page(struct link_check *c, const struct page *p,
		     struct str html);
