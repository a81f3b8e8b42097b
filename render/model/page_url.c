/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/page_url.h"

#include "render/model/collection.h"
#include "render/model/node.h"
#include "render/model/permalink.h"
#include "render/model/post_date.h"

static struct str keep(struct page *p, struct str s)
{
	return str_of(arena_strdup(&p->arena, s));
}

size_t page_url_ext_start(struct str name)
{
	for (size_t i = name.len; i > 1; i--)
		if (name.data[i - 1] == '.')
			return i - 1;
	return name.len;
}

struct str page_url_without_dots(struct str s)
{
	while (s.len && s.data[s.len - 1] == '.')
		s.len--;
	return s;
}

/* Of a document: its path below the collection's folder, without extension. */
static struct str cleaned_path(const struct page *p)
{
	struct str path = str_n(p->path, strlen(p->path) - p->ext.len);
	struct str folder = p->collection->folder;
	size_t at = str_find(path, folder);

	path = page_url_without_dots(path);
	return at < path.len ? str_from(path, at + folder.len) : path;
}

/* The extension of the file it becomes: the permalink's own, if it has one. */
static struct str find_output_ext(const struct page *p, const struct config *c)
{
	struct str link = node_as_text(data_get(&p->data, "permalink"));
	size_t slash = link.len;

	while (slash && link.data[slash - 1] != '/')
		slash--;
	if (link.len && !str_ends(link, "/")) {
		struct str name = str_from(link, slash);
		struct str ext = str_from(name, page_url_ext_start(name));

		if (ext.len > 1 && str_find_char(ext, ':') == ext.len)
			return ext;
	}
	if (page_is_markdown(p, c))
		return str_of(".html");
	if (str_is(p->ext, ".scss") || str_is(p->ext, ".sass"))
		return str_of(".css");
	return p->ext;
}

static struct str find_template(struct page *p, const struct config *c)
{
	struct str link = node_as_text(data_get(&p->data, "permalink"));
	auto_buf struct buf tmpl = { 0 };

	if (link.len)
		return link;
	if (p->collection)
		return collection_permalink(p->collection, c, &p->arena);
	if (!page_is_html(p))
		return str_of("/:path/:basename:output_ext");
	if (str_is(p->basename, "index"))
		return str_of("/:path/");
	buf_puts(&tmpl, "/:path/:basename");
	permalink_add_suffix(&tmpl, c->permalink);
	return keep(p, buf_str(&tmpl));
}

static void take_id(struct page *p)
{
	auto_buf struct buf id = { 0 };
	size_t end = p->url.len;

	while (end > 1 && p->url.data[end - 1] == '/')
		end--;
	while (end && p->url.data[end - 1] != '/')
		end--;
	buf_add(&id, p->url.data, end);
	buf_add_str(&id, p->slug);
	p->id = keep(p, buf_str(&id));
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.data[i] < ' ' || s.data[i] == 0x7f)
			return true;
	return false;
}

/* Say where @e, which is taken, has its cause: in the page's own front matter,
 * or in the configuration. */
static fallible blame(const struct page *p, struct err *e)
{
	const struct data *own = p->own_permalink;
	const struct err_place at = { p->path, own ? own->line : 0,
				      own ? own->column : 0 };
	auto_buf struct buf text = { 0 };

	err_describe(e, &text);
	err_drop(e);
	return err_new_in(
		at, &ERR_INPUT, "%s%s",
		own ? "" : "the site's permalink: ", buf_str(&text).data);
}

fallible page_url_find(struct page *p, const struct config *c)
{
	auto_buf struct buf url = { 0 };
	auto_buf struct buf output = { 0 };
	struct permalink_values v = {
		.is_document = p->collection,
		.basename = p->basename,
		.slug = p->slug,
		.categories = p->categories,
		.categories_len = p->categories_len,
		.date = post_date_clock(p->date),
	};
	struct err *e;

	p->output_ext = keep(p, find_output_ext(p, c));
	v.output_ext = p->output_ext;
	v.path = p->collection ? cleaned_path(p) : p->dir;
	if (p->collection)
		v.collection = p->collection->label;
	e = permalink_expand(find_template(p, c), &v, &url);
	if (!e && p->own_permalink && has_control(buf_str(&url)))
		e = err_new(&ERR_INPUT, "a permalink with control characters");
	if (e)
		return blame(p, e);
	permalink_output_path(buf_str(&url), p->output_ext, &output);
	p->url = keep(p, buf_str(&url));
	p->output = keep(p, buf_str(&output));
	if (p->collection)
		take_id(p);
	return NULL;
}
