/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/jekyll_dialect.h"

#include "render/jekyll/avatar_tag.h"
#include "render/jekyll/builtin_tag.h"
#include "render/jekyll/date_filters.h"
#include "render/jekyll/edit_link_tag.h"
#include "render/jekyll/gist_tag.h"
#include "render/jekyll/highlight_tag.h"
#include "render/jekyll/include_tag.h"
#include "render/jekyll/json_filters.h"
#include "render/jekyll/last_modified_tag.h"
#include "render/jekyll/link_tag.h"
#include "render/jekyll/list_filters.h"
#include "render/jekyll/text_filters.h"
#include "render/jekyll/toc_tag.h"
#include "render/jekyll/url_filters.h"
#include "render/model/node.h"

#define MAX_TAGS 16

static struct filter *make_filters(struct arena *arena, size_t *ret_len)
{
	const struct {
		const struct filter *filters;
		size_t len;
	} groups[] = {
		{ url_filters, url_filters_len },
		{ text_filters, text_filters_len },
		{ date_filters, date_filters_len },
		{ list_filters, list_filters_len },
		{ json_filters, json_filters_len },
		{ toc_filters, toc_filters_len },
	};
	const size_t groups_len = sizeof groups / sizeof *groups;
	struct filter *all;
	size_t len = 0;

	for (size_t i = 0; i < groups_len; i++)
		len += groups[i].len;
	all = arena_alloc_array(arena, len, sizeof *all);
	*ret_len = len;
	for (size_t i = groups_len; i--;) {
		len -= groups[i].len;
		memcpy(all + len, groups[i].filters,
		       groups[i].len * sizeof *all);
	}
	return all;
}

/* Those of plugins are there for everybody: on GitHub Pages it may be a theme
 * we have not that brings them. */
static size_t make_tags(struct tag *ret)
{
	size_t n = 0;

	ret[n++] = include_tag;
	ret[n++] = include_relative_tag;
	ret[n++] = include_cached_tag;
	ret[n++] = highlight_tag;
	ret[n++] = link_tag;
	ret[n++] = post_url_tag;
	ret[n++] = seo_tag;
	ret[n++] = feed_meta_tag;
	ret[n++] = avatar_tag;
	ret[n++] = gist_tag;
	ret[n++] = toc_tag;
	ret[n++] = edit_link_tag;
	ret[n++] = last_modified_tag;
	return n;
}

struct dialect *jekyll_dialect_new(struct build *b)
{
	const struct data *wish = data_get(&b->site->config.all, "liquid");
	struct tag *tags = arena_alloc_array(&b->arena, MAX_TAGS, sizeof *tags);
	struct dialect_config cfg = { .tags = tags,
				      .plain_blank = true,
				      .doubt = build_doubt_template,
				      .host = b };

	cfg.filters = make_filters(&b->arena, &cfg.filters_len);
	cfg.tags_len = make_tags(tags);
	if (str_is(node_as_text(data_get(wish, "error_mode")), "strict"))
		cfg.mode = DIALECT_STRICT;
	cfg.strict_filters = node_is_true(data_get(wish, "strict_filters"));
	cfg.strict_variables = node_is_true(data_get(wish, "strict_variables"));
	return dialect_new(&cfg);
}
