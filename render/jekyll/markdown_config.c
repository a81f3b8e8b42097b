/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/markdown_config.h"

#include <strings.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "render/markdown/commonmark/commonmark.h"
#include "render/markdown/markdown_option.h"
#include "render/model/node.h"

struct reading {
	const struct config *config;
	struct arena *arena;
	struct build_report *report;
};

static struct err_place place_of(const struct data *d)
{
	return (struct err_place){ CONFIG_FILE, d->line, d->column };
}

/* An option of the highlighter for blocks or spans, or for both. */
static const struct data *code_option(const struct data *kramdown,
				      const char *of, const char *name)
{
	const struct data *all = data_get(kramdown, "syntax_highlighter_opts");
	const struct data *own = data_get(data_get(all, of), name);

	return own ? own : data_get(all, name);
}

static void read_code(struct reading *r, struct markdown_code *code)
{
	const struct data *kramdown = data_get(&r->config->all, "kramdown");
	const struct data *which = data_get(kramdown, "syntax_highlighter");
	const bool plain = !str_is(
		node_as_text(which ? which
				   : data_get(&r->config->all, "highlighter")),
		"rouge");

	code->plain_blocks =
		plain ||
		node_is_true(code_option(kramdown, "block", "disable"));
	code->plain_spans =
		plain || node_is_true(code_option(kramdown, "span", "disable"));
	code->numbered =
		node_is_true(code_option(kramdown, "block", "line_numbers"));
	code->default_language =
		node_as_text(code_option(kramdown, "block", "default_lang"));
	(void)num_parse_uint(
		node_as_text(code_option(kramdown, "block", "start_line")),
		UINT32_MAX, &code->first_number);
}

/* Set what is in the list @name of @commonmark, by @set. */
static void read_switches(struct reading *r, struct commonmark *c,
			  const char *name,
			  bool (*set)(struct commonmark *, struct str))
{
	const struct data *list =
		data_get(data_get(&r->config->all, "commonmark"), name);

	if (!list || list->kind != DATA_LIST)
		return;
	for (size_t i = 0; i < list->list.len; i++) {
		const struct data *d = &list->list.items[i];
		const struct str what = node_as_text(d);
		auto_free char *text = NULL;

		if (set(c, what))
			continue;
		text = mem_printf("commonmark: '%.*s' is none of the %s",
				  STR_FMT(what), name);
		build_report_add(r->report, BUILD_WARNING, place_of(d), text);
	}
}

/* What GitHub Pages sets for a site that says "markdown: GFM". */
static void set_github(struct commonmark *c)
{
	static const char *const names[] = { "table", "strikethrough",
					     "autolink", "tagfilter" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		(void)commonmark_set_extension(c, str_of(names[i]));
	(void)commonmark_set_option(c, str_of("UNSAFE"));
	(void)commonmark_set_option(c, str_of("FOOTNOTES"));
}

static const struct commonmark *read_commonmark(struct reading *r,
						bool is_for_pages, bool as_gfm)
{
	struct commonmark *c = arena_alloc(r->arena, sizeof *c);

	c->is_for_pages = is_for_pages;
	if (as_gfm)
		set_github(c);
	read_switches(r, c, "options", commonmark_set_option);
	read_switches(r, c, "extensions", commonmark_set_extension);
	return c;
}

/* A list's items with commas between them; anything else as written. */
static struct str as_written(struct reading *r, const struct data *d)
{
	auto_buf struct buf list = { 0 };

	if (d->kind != DATA_LIST)
		return d->kind == DATA_NULL ? str_of("") : node_as_text(d);
	for (size_t i = 0; i < d->list.len; i++) {
		if (i)
			buf_putc(&list, ',');
		buf_add_str(&list, node_as_text(&d->list.items[i]));
	}
	return str_of(arena_strdup(r->arena, buf_str(&list)));
}

static void warn(struct reading *r, const struct data_entry *at,
		 const char *what)
{
	const struct err_place place = { CONFIG_FILE, at->line, at->column };
	auto_free char *text =
		mem_printf("kramdown: %s: %s", at->key.data, what);

	build_report_add(r->report, BUILD_WARNING, place, text);
}

static void read_signs(struct reading *r, const struct data *map,
		       struct markdown_options *o)
{
	for (size_t i = 0; map->kind == DATA_MAP && i < map->map.len; i++) {
		const struct data_entry *e = &map->map.entries[i];

		if (!markdown_option_set_sign(o, e->key,
					      as_written(r, &e->value)))
			warn(r, e, "there is no such sign");
	}
}

/* Names with a list of an address and perhaps a title. */
static void read_links(struct reading *r, const struct data *map,
		       struct markdown_options *o)
{
	struct markdown_link *links;

	if (map->kind != DATA_MAP)
		return;
	links = arena_alloc_array(r->arena, map->map.len, sizeof *links);
	for (size_t i = 0; i < map->map.len; i++) {
		const struct data_entry *e = &map->map.entries[i];

		if (e->value.kind != DATA_LIST || !e->value.list.len ||
		    e->value.list.len > 2) {
			warn(r, e,
			     "wanted is a list of an address and a "
			     "title");
			continue;
		}
		links[o->links_len++] = (struct markdown_link){
			.id = e->key,
			.url = node_as_text(&e->value.list.items[0]),
			.title =
				e->value.list.len > 1
					? as_written(r, &e->value.list.items[1])
					: (struct str){ 0 },
		};
	}
	o->links = links;
}

/* What Jekyll itself reads in `kramdown`. */
static bool is_jekylls(struct str key)
{
	return str_is(key, "coderay") || str_is(key, "enable_coderay") ||
	       str_is(key, "guess_lang") || str_is(key, "show_warnings");
}

static fallible read_option(struct reading *r, const struct data_entry *e,
			    struct markdown_options *o)
{
	const struct str value = as_written(r, &e->value);

	if (str_is(e->key, "typographic_symbols"))
		read_signs(r, &e->value, o);
	if (str_is(e->key, "link_defs"))
		read_links(r, &e->value, o);
	switch (markdown_option_set(o, e->key, value, false)) {
	case MARKDOWN_OPTION_SET:
		break;
	case MARKDOWN_OPTION_UNKNOWN:
		if (!is_jekylls(e->key))
			warn(r, e, "kramdown 2.4 has no such option");
		break;
	case MARKDOWN_OPTION_MISSING:
		warn(r, e,
		     "what this asks for is not built in; it is left out");
		break;
	case MARKDOWN_OPTION_WRONG:
		return err_new_in(place_of(&e->value), &ERR_INPUT,
				  "kramdown: %s cannot be '%.*s'", e->key.data,
				  STR_FMT(value));
	}
	return NULL;
}

static fallible read_kramdown(struct reading *r, struct markdown_options *o)
{
	const struct data *kramdown = data_get(&r->config->all, "kramdown");

	if (!kramdown || kramdown->kind != DATA_MAP)
		return NULL;
	for (size_t i = 0; i < kramdown->map.len; i++) {
		struct err *e = read_option(r, &kramdown->map.entries[i], o);

		if (e)
			return e;
	}
	return NULL;
}

fallible markdown_config_read(const struct config *c, struct arena *a,
			      struct build_report *report,
			      struct markdown_options *ret)
{
	const struct data *key = data_get(&c->all, "markdown");
	const struct str name = node_as_text(key);
	struct reading r = { c, a, report };

	read_code(&r, &ret->code);
	if (name.len == strlen("kramdown") &&
	    strncasecmp(name.data, "kramdown", name.len) == 0)
		return read_kramdown(&r, ret);
	if (str_is(name, "CommonMark"))
		ret->commonmark = read_commonmark(&r, false, false);
	else if (str_is(name, "CommonMarkGhPages"))
		ret->commonmark = read_commonmark(&r, true, false);
	else if (str_is(name, "GFM") || str_is(name, "gfm"))
		ret->commonmark = read_commonmark(&r, true, true);
	else
		return err_new_in(place_of(key), &ERR_INPUT,
				  "markdown: nobody here reads '%.*s'; there "
				  "are kramdown, GFM, CommonMark and "
				  "CommonMarkGhPages",
				  STR_FMT(name));
	return NULL;
}
