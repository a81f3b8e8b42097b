/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/content_resources.h"

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/hugo/content_file.h"
#include "render/model/static_files.h"

#define MAX_DEPTH 64      /* folders in folders */
#define MAX_FILES 1000000 /* of a site */

/* One walk through a folder. */
struct walk {
	struct website *site;
	bool of_bundle; /* content in it is not published */
};

void content_resources_add_file(struct website *s, const char *path,
				struct str output, const struct stat *st)
{
	const struct static_source from = {
		.path = path,
		.output = output,
		.stat = st,
	};

	static_files_add(s, &from);
}

static void take_file(const struct walk *w, const char *path, struct str output,
		      const struct fs_entry *entry)
{
	if (w->of_bundle && content_file_is(str_of(entry->name)))
		website_leave_out(w->site, path,
				  "it is a resource of the bundle whose "
				  "folder it is in");
	else if (w->of_bundle ? content_file_is_published(w->site, path, entry)
			      : S_ISREG(entry->stat.st_mode))
		content_resources_add_file(w->site, path, output, &entry->stat);
}

static fallible walk(const struct walk *w, const char *path, struct str output,
		     unsigned depth)
{
	auto_fs_list struct fs_list list = { 0 };
	struct err *e;

	if (depth > MAX_DEPTH || w->site->static_files_len > MAX_FILES)
		return err_new(&ERR_INPUT, "'%s': too deep, or too many files",
			       path);
	e = fs_list_at(w->site->source.dir, path, &list);
	for (size_t i = 0; !e && i < list.len; i++) {
		const struct fs_entry *entry = &list.entries[i];
		auto_free char *below = mem_printf("%s/%s", path, entry->name);
		auto_buf struct buf to = { 0 };

		buf_add_str(&to, output);
		buf_puts(&to, entry->name);
		if (S_ISDIR(entry->stat.st_mode)) {
			buf_putc(&to, '/');
			e = walk(w, below, buf_str(&to), depth + 1);
		} else {
			take_file(w, below, buf_str(&to), entry);
		}
	}
	return e;
}

fallible content_resources_add(struct website *s, const struct page *p,
			       const char *path)
{
	const struct walk w = { s, true };
	auto_buf struct buf output = { 0 };
	struct str dir = p->output;

	if (str_ends(dir, "index.html"))
		dir.len -= 10;
	else if (str_ends(dir, ".html"))
		dir.len -= 5;
	buf_add_str(&output, dir);
	if (dir.len && !str_ends(dir, "/"))
		buf_putc(&output, '/');
	return walk(&w, path, buf_str(&output), 0);
}

fallible content_resources_add_root(struct website *s, const char *path)
{
	const struct walk w = { s, false };
	struct err *e = walk(&w, path, (struct str){ "", 0 }, 0);

	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}
