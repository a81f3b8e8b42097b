/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/pagination_paths.h"

#include "lib/mem.h"
#include "render/model/node.h"

static struct str keep(struct arena *arena, const struct buf *b)
{
	return str_of(arena_strdup(arena, buf_str(b)));
}

/* Empty when it is null. */
static struct str option(const struct data *wish, const char *name)
{
	const struct data *d = data_get(wish, name);

	return d && d->kind == DATA_NULL ? (struct str){ NULL, 0 }
					 : node_as_text(d);
}

/* @text with the first @name as @value. */
static struct str replace(struct arena *arena, struct str text,
			  const char *name, struct str value)
{
	const size_t at = str_find(text, str_of(name));
	auto_buf struct buf out = { 0 };

	if (at == text.len)
		return text;
	buf_add(&out, text.data, at);
	buf_add_str(&out, value);
	buf_add_str(&out, str_from(text, at + strlen(name)));
	return keep(arena, &out);
}

static struct str numbered(const struct pagination_paths *p, struct str text,
			   size_t number)
{
	auto_free char *now = mem_printf("%zu", number);
	auto_free char *max = mem_printf("%zu", p->pages);

	text = replace(p->arena, text, ":num", str_of(now));
	return replace(p->arena, text, ":max", str_of(max));
}

/* "/blog/" and "/page:num/" together. */
static struct str joined(struct arena *arena, struct str a, struct str b)
{
	auto_buf struct buf out = { 0 };

	while (str_ends(a, "/"))
		a.len--;
	while (str_starts(b, "/"))
		b = str_from(b, 1);
	buf_add_str(&out, a);
	buf_putc(&out, '/');
	buf_add_str(&out, b);
	return keep(arena, &out);
}

/* The file at @url: in a folder the index, @ext with it; of a name without an
 * extension the index too, but it alone. */
static struct str whole(const struct pagination_paths *p, struct str url,
			struct str index, struct str ext)
{
	auto_buf struct buf out = { 0 };

	buf_add_str(&out, url);
	if (str_ends(url, "/")) {
		buf_add_str(&out, index);
		buf_add_str(&out, ext);
	} else if (str_find_char(url, '.') == url.len) {
		buf_add_str(&out, index);
	}
	return keep(p->arena, &out);
}

static struct str folder_of(const struct page *p)
{
	const struct data *permalink = data_get(&p->data, "permalink");
	struct str url =
		node_is_true(permalink) ? node_as_text(permalink) : p->url;

	while (!node_is_true(permalink) && url.len && !str_ends(url, "/"))
		url.len--;
	return url;
}

struct pagination_paths pagination_paths_find(const struct page *page,
					      const struct data *wish,
					      size_t pages, struct arena *arena)
{
	const struct str index = option(wish, "indexpage");
	const struct str ext = option(wish, "extension");
	const struct str none = { NULL, 0 };
	struct pagination_paths p = { .arena = arena, .pages = pages };
	auto_buf struct buf dotted = { 0 };

	p.index = str_n(index.data, str_find_char(index, '.'));
	if (ext.len && !str_starts(ext, "."))
		buf_putc(&dotted, '.');
	buf_add_str(&dotted, ext);
	p.ext = keep(arena, &dotted);
	p.home = joined(arena, folder_of(page), none);
	p.next = joined(arena, p.home, option(wish, "permalink"));
	return p;
}

struct str pagination_paths_link(const struct pagination_paths *p,
				 size_t number, bool first)
{
	struct str url = first ? p->home : p->next;

	if (number == 0 || number > p->pages)
		return (struct str){ NULL, 0 };
	if (p->index.len)
		url = whole(p, url, p->index, p->ext);
	return numbered(p, url, number);
}

struct str pagination_paths_file(const struct pagination_paths *p,
				 size_t number)
{
	const struct str file = whole(p, number == 1 ? p->home : p->next,
				      p->index.len ? p->index : str_of("index"),
				      p->ext.len ? p->ext : str_of(".html"));

	return numbered(p, file, number);
}

struct str pagination_paths_title(const struct pagination_paths *p,
				  struct str text, struct str title,
				  size_t number)
{
	return numbered(p, replace(p->arena, text, ":title", title), number);
}
