/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/last_modified.h"

#define KEY "last_modified_at"

/* A document may say it itself; a page is overruled. */
static void set(const struct website *s, struct page *p)
{
	const struct data_time modified = { .seconds = p->modified,
					    .has_zone = true };
	const struct data *own = data_get(&p->data, KEY);

	if (p->generated || (p->collection && own && own->kind != DATA_NULL))
		return;
	page_set(p, KEY,
		 (struct data){ .kind = DATA_TIME,
				.time = zone_localize(s->zone, modified) });
}

fallible last_modified_add(struct website *s, struct build_report *report)
{
	(void)report;
	for (size_t i = 0; i < s->pages_len; i++)
		set(s, s->pages[i]);
	for (size_t i = 0; i < s->collections_len; i++)
		for (size_t k = 0; k < s->collections[i].docs_len; k++)
			set(s, s->collections[i].docs[k]);
	return NULL;
}
