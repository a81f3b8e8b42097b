/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Of many names the one that somebody who wrote another may have meant.
 */
#pragma once

#include "lib/str.h"

struct nearest {
	struct str wanted;
	struct str best; /* borrowed; empty: none is like it */
	size_t distance; /* of the best */
};

struct nearest nearest_to(struct str wanted);

/* @name is borrowed for as long as @n is asked. */
void nearest_try(struct nearest *n, struct str name);

/* "did you mean 'NAME'?", or NULL. Free it. */
char *nearest_hint(const struct nearest *n);
