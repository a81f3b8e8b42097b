/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Documents that belong together: the posts, or what a `_name` folder holds.
 */
#pragma once

#include "render/model/page.h"

/* Why what is in a collection without `output` is not published. */
#define COLLECTION_IS_SILENT                                                   \
	"its collection has no `output: true` in _config.yml"

struct collection {
	struct str label;
	struct str folder;           /* "_posts" */
	const struct data *metadata; /* what _config.yml says of it */
	bool output;                 /* its documents become pages */
	struct page **docs; /* by date, then by path, or as asked; owned */
	size_t docs_len;
	size_t docs_cap;
};

void collection_release(struct collection *c);

/* Take @p. */
void collection_add(struct collection *c, struct page *p);

/* Put the documents in order, that of its metadata if there is one, and tie
 * each to its neighbours. */
void collection_sort(struct collection *c);

/* The template of its documents' URLs; may be made in @arena. */
struct str collection_permalink(const struct collection *c,
				const struct config *cfg, struct arena *arena);
