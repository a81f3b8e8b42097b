/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/last_modified_tag.h"

#include "render/jekyll/build.h"
#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/liquid/strftime.h"
#include "render/model/node.h"

struct last_modified {
	struct str format; /* empty: the site's */
};

static fallible parse(struct parser *p, const struct tag_markup *m,
		      struct tag_parsed *ret)
{
	struct last_modified *t = arena_alloc(parser_arena(p), sizeof *t);

	t->format = m->text;
	*ret = (struct tag_parsed){ .self = t };
	return NULL;
}

static struct str format_of(const struct last_modified *t,
			    const struct config *c)
{
	const struct data *all =
		data_get(data_get(&c->all, "last-modified-at"), "date-format");

	if (t->format.len)
		return t->format;
	return all && all->kind == DATA_STRING ? all->string
					       : str_of("%d-%b-%y");
}

static fallible render(const void *self, struct context *c, struct buf *out)
{
	const struct last_modified *t = self;
	const struct rendering *r = context_host(c);
	const struct website *s = r->build->site;
	const char *zone = NULL;
	struct data_time modified = { .seconds = r->page->modified,
				      .has_zone = true };

	if (r->page->generated)
		return context_error(c,
				     "'%s' is no file that could have been "
				     "modified",
				     r->page->path);
	modified = zone_localize(s->zone, modified);
	(void)zone_offset(s->zone, modified.seconds, false, &zone);
	strftime_write(&modified, format_of(t, &s->config), zone, out);
	return NULL;
}

const struct tag last_modified_tag = { "last_modified_at", parse, render };
