/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/jekyll_dialect.h"

#include "render/jekyll/avatar_tag.h"
#include "render/jekyll/builtin_tag.h"
#include "render/jekyll/date_filters.h"
#include "render/jekyll/gist_tag.h"
#include "render/jekyll/highlight_tag.h"
#include "render/jekyll/include_tag.h"
#include "render/jekyll/json_filters.h"
#include "render/jekyll/link_tag.h"
#include "render/jekyll/list_filters.h"
#include "render/jekyll/text_filters.h"
#include "render/jekyll/url_filters.h"
#include "render/model/node.h"

#define MAX_TAGS 16

static size_t add_filters(struct filter *all, size_t len,
			  const struct filter *more, size_t more_len)
{
	memcpy(all + len, more, more_len * sizeof *more);
	return len + more_len;
}

static struct filter *make_filters(struct arena *arena, size_t *ret_len)
{
	struct filter *all = arena_alloc_array(
		arena,
		url_filters_len + text_filters_len + date_filters_len +
			list_filters_len + json_filters_len,
		sizeof *all);
	size_t len = 0;

	len = add_filters(all, len, url_filters, url_filters_len);
	len = add_filters(all, len, text_filters, text_filters_len);
	len = add_filters(all, len, date_filters, date_filters_len);
	len = add_filters(all, len, list_filters, list_filters_len);
	len = add_filters(all, len, json_filters, json_filters_len);
	*ret_len = len;
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
