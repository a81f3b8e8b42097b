/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/content_file.h"

#include <fcntl.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/model/page_url.h"

static const char *const markdown[] = { ".md", ".markdown", ".mdown" };
static const char *const html[] = { ".html", ".htm" };
static const char *const others[] = { ".org", ".adoc",   ".asciidoc", ".ad",
				      ".rst", ".pandoc", ".pdc" };

static bool ends_in(struct str name, const char *const *list, size_t len)
{
	const struct str ext = str_from(name, page_url_ext_start(name));

	for (size_t i = 0; i < len; i++)
		if (str_is(ext, list[i]))
			return true;
	return false;
}

bool content_file_is_html(struct str name)
{
	return ends_in(name, html, sizeof html / sizeof *html);
}

bool content_file_is(struct str name)
{
	return ends_in(name, markdown, sizeof markdown / sizeof *markdown) ||
	       content_file_is_html(name);
}

fallible content_file_check(int dir, const char *path, bool *ret)
{
	auto_close int fd = -1;
	char head[3];
	ssize_t n;
	struct err *e;

	*ret = true;
	if (!content_file_is_html(str_of(path)))
		return NULL;
	e = fs_open_at(dir, path, O_RDONLY, 0, &fd);
	if (e)
		return e;
	n = read(fd, head, sizeof head);
	if (n < 0)
		return err_sys("read '%s'", path);
	*ret = (n == 3 &&
		(!memcmp(head, "---", 3) || !memcmp(head, "+++", 3))) ||
	       (n > 0 && head[0] == '{');
	return NULL;
}

bool content_file_is_index(struct str name, const char *base)
{
	const size_t dot = str_find_char(name, '.');

	return content_file_is(name) && str_is(str_n(name.data, dot), base);
}

/* "fr" of "post.fr.md" if the site has that language; else empty. */
static struct str language_of(const struct hugo_config *c, struct str name)
{
	struct str base = str_n(name.data, page_url_ext_start(name));
	size_t dot = page_url_ext_start(base);

	if (dot >= base.len)
		return (struct str){ NULL, 0 };
	base = str_from(base, dot + 1);
	for (size_t i = 0; c->languages && i < c->languages->map.len; i++)
		if (str_eq(c->languages->map.entries[i].key, base))
			return base;
	if (str_eq(base, c->language))
		return base;
	return (struct str){ NULL, 0 };
}

bool content_file_is_foreign(const struct hugo_config *c, struct str name)
{
	struct str language = language_of(c, name);

	return language.len && !str_eq(language, c->language);
}

struct str content_file_base(const struct hugo_config *c, struct str name)
{
	struct str base = str_n(name.data, page_url_ext_start(name));
	struct str language = language_of(c, name);

	if (language.len)
		base.len -= language.len + 1;
	return base;
}

bool content_file_is_published(struct website *s, const char *path,
			       const struct fs_entry *entry)
{
	if (entry->name[0] == '.') {
		website_leave_out(s, path, "its name begins with a dot");
		return false;
	}
	if (!S_ISREG(entry->stat.st_mode)) {
		website_leave_out(s, path, "only regular files are published");
		return false;
	}
	return true;
}

void content_file_warn(const char *path, struct build_report *report)
{
	const struct err_place at = { path, 0, 0 };

	if (ends_in(str_of(path), others, sizeof others / sizeof *others))
		build_report_add(report, BUILD_WARNING, at,
				 "published as it is: of Hugo's formats only "
				 "Markdown and HTML are read here");
}
