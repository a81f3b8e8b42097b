/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/output/footnotes.h"

#include <stdlib.h>

#include "lib/mem.h"

void footnotes_release(struct footnotes *f)
{
	free(f->items);
	*f = (struct footnotes){ .items = NULL };
}

size_t footnotes_use(struct footnotes *f, struct str name)
{
	size_t i = 0;

	while (i < f->len && !str_eq(f->items[i].name, name))
		i++;
	if (i == f->len) {
		f->items =
			mem_grow(f->items, f->len, &f->cap, sizeof *f->items);
		f->items[f->len++] = (struct footnote){ .name = name };
	}
	f->items[i].uses++;
	return i;
}
