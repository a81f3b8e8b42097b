/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which footnotes a text uses, in the order of their first use.
 */
#pragma once

#include "lib/str.h"

struct footnote {
	struct str name; /* borrowed */
	unsigned uses;
};

/* All zeros is empty. */
struct footnotes {
	struct footnote *items;
	size_t len;
	size_t cap;
};

void footnotes_release(struct footnotes *f);

/* Count a use of footnote @name, and return its index. */
size_t footnotes_use(struct footnotes *f, struct str name);
