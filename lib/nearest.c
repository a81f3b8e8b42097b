/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/nearest.h"

#include <string.h>

#include "lib/mem.h"

#define MAX_LEN 64 /* of names that are compared */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Upper or lower case is no difference. */
static char fold(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool is_same(struct str a, size_t i, struct str b, size_t k)
{
	return fold(a.data[i]) == fold(b.data[k]);
}

/* How many characters to put in, take out, change, or swap with the next. */
static size_t measure(struct str a, struct str b)
{
	size_t rows[3][MAX_LEN + 1] = { 0 };
	size_t *above = rows[0];
	size_t *last = rows[1];
	size_t *row = rows[2];

	for (size_t k = 0; k <= b.len; k++)
		last[k] = k;
	for (size_t i = 0; i < a.len; i++) {
		size_t *spare = above;

		row[0] = i + 1;
		for (size_t k = 0; k < b.len; k++) {
			row[k + 1] = least(least(last[k + 1], row[k]) + 1,
					   last[k] + !is_same(a, i, b, k));
			if (i && k && is_same(a, i, b, k - 1) &&
			    is_same(a, i - 1, b, k))
				row[k + 1] =
					least(row[k + 1], above[k - 1] + 1);
		}
		above = last;
		last = row;
		row = spare;
	}
	return last[b.len];
}

struct nearest nearest_to(struct str wanted)
{
	/* More than every third character is another name. */
	return (struct nearest){ .wanted = wanted,
				 .distance = (wanted.len + 1) / 3 + 1 };
}

void nearest_try(struct nearest *n, struct str name)
{
	size_t distance;

	if (!name.len || name.len > MAX_LEN || n->wanted.len > MAX_LEN)
		return;
	distance = measure(n->wanted, name);
	if (distance > n->distance ||
	    (distance == n->distance &&
	     (!n->best.len || str_cmp(name, n->best) > 0)))
		return;
	n->best = name;
	n->distance = distance;
}

char *nearest_hint(const struct nearest *n)
{
	if (!n->best.len)
		return NULL;
	return mem_printf("did you mean '%.*s'?", STR_FMT(n->best));
}
