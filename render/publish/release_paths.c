/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/release_paths.h"

#include <ctype.h>
#include <stdlib.h>

#include "lib/buf.h"
#include "lib/mem.h"

struct paths {
	struct arena *arena;
	struct release_entry *entries;
	size_t files; /* the first ones; sorted */
	size_t len;
	size_t cap;
};

static int compare(const void *a, const void *b)
{
	return str_cmp(((const struct release_entry *)a)->path,
		       ((const struct release_entry *)b)->path);
}

static void sort(struct release_entry *entries, size_t len)
{
	if (len)
		qsort(entries, len, sizeof *entries, compare);
}

static bool is_file(const struct paths *p, struct str path)
{
	const struct release_entry key = { .path = path };

	return p->files &&
	       bsearch(&key, p->entries, p->files, sizeof *p->entries, compare);
}

static void append(struct paths *p, const struct release_entry *e)
{
	p->entries = mem_grow(p->entries, p->len, &p->cap, sizeof *p->entries);
	p->entries[p->len++] = *e;
}

/* @path as it stands in a URL. */
static struct str encode(struct arena *arena, struct str path)
{
	auto_buf struct buf out = { 0 };

	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.data[i];

		if (c < 0x80 && (isalnum(c) || (c && strchr("/-._~", c))))
			buf_putc(&out, (char)c);
		else
			buf_printf(&out, "%%%02X", c);
	}
	return str_of(arena_strdup(arena, buf_str(&out)));
}

/* @file is "/dir/index.html". */
static void add_folder(struct paths *p, const struct release_entry *file)
{
	struct release_entry folder = *file;
	struct release_entry redirect = { .status = 301 };

	folder.path.len -= strlen("index.html");
	append(p, &folder);
	if (folder.path.len == 1)
		return;
	redirect.path = str_n(folder.path.data, folder.path.len - 1);
	redirect.location = encode(p->arena, folder.path);
	redirect.cache = file->cache;
	if (!is_file(p, redirect.path))
		append(p, &redirect);
}

/* @file is "/about.html". Where "/about/index.html" is there too, that one has
 * the name. */
static void add_bare(struct paths *p, const struct release_entry *file)
{
	struct release_entry bare = *file;
	auto_buf struct buf index = { 0 };

	bare.path.len -= strlen(".html");
	buf_add_str(&index, bare.path);
	buf_puts(&index, "/index.html");
	if (!is_file(p, bare.path) && !is_file(p, buf_str(&index)))
		append(p, &bare);
}

void release_paths_add(struct arena *arena, struct release_entry **entries,
		       size_t *len, size_t *cap)
{
	struct paths p = { arena, *entries, *len, *len, *cap };

	sort(p.entries, p.len);
	for (size_t i = 0; i < p.files; i++) {
		const struct release_entry file = p.entries[i];

		if (str_ends(file.path, "/index.html"))
			add_folder(&p, &file);
		else if (str_ends(file.path, ".html"))
			add_bare(&p, &file);
	}
	sort(p.entries, p.len);
	*entries = p.entries;
	*len = p.len;
	*cap = p.cap;
}
