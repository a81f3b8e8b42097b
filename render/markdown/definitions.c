/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/definitions.h"

#include <ctype.h>

#include "lib/unicode.h"

void definitions_release(struct definitions *d)
{
	name_table_release(&d->attributes.named);
	name_table_release(&d->links);
	name_table_release(&d->footnotes);
	name_table_release(&d->abbreviations);
}

static void normalize(struct str id, struct buf *out)
{
	while (id.len) {
		uint32_t c;
		size_t n = unicode_next(id, &c);

		id = str_from(id, n);
		if (c >= 128 || !isspace((int)c)) {
			unicode_put(unicode_lower(c), out);
			continue;
		}
		while (id.len && isspace((unsigned char)id.data[0]))
			id = str_from(id, 1);
		buf_putc(out, ' ');
	}
}

void definitions_add_link(struct definitions *d, struct str id,
			  struct doctree_node *link)
{
	auto_buf struct buf name = { 0 };

	normalize(id, &name);
	*name_table_at(&d->links, str_of(arena_strdup(d->attributes.arena,
						      buf_str(&name)))) = link;
}

const struct doctree_node *definitions_find_link(const struct definitions *d,
						 struct str id)
{
	auto_buf struct buf name = { 0 };

	if (!d->links.len)
		return NULL;
	normalize(id, &name);
	return name_table_find(&d->links, buf_str(&name));
}
