/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/entry_filter.h"

#include <fnmatch.h>

#include "render/model/node.h"

/* Jekyll's notion of a match: by pattern, or as the beginning of the path. */
static bool matches(struct str pattern, const char *path, bool is_dir)
{
	struct str p =
		str_starts(pattern, "/") ? str_from(pattern, 1) : pattern;
	struct str subject = str_of(path);

	if (!p.len)
		return false;
	if (!fnmatch(p.data, path, 0) || str_starts(subject, p.data))
		return true;
	return is_dir && p.len == subject.len + 1 && str_ends(p, "/") &&
	       str_eq(str_n(p.data, subject.len), subject);
}

static bool listed(const struct data *patterns, const char *path, bool is_dir)
{
	for (size_t i = 0; i < patterns->list.len; i++)
		if (matches(node_as_text(&patterns->list.items[i]), path,
			    is_dir))
			return true;
	return false;
}

static const char *last_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool is_special(const char *path)
{
	const char *name = last_name(path);

	return strchr("._#~", path[0]) || strchr("._#~", name[0]) ||
	       str_ends(str_of(name), "~");
}

bool entry_filter_lists(const struct data *patterns, const char *path)
{
	return patterns && patterns->kind == DATA_LIST &&
	       listed(patterns, path, false);
}

const char *entry_filter_refusal(const struct config *c, const char *path,
				 const char *below, bool is_dir)
{
	if (listed(c->include, path, is_dir) ||
	    listed(c->include, last_name(path), is_dir))
		return NULL;
	if (listed(c->exclude, path, is_dir))
		return "`exclude` in _config.yml names it";
	if (is_special(below ? below : last_name(path)))
		return "names that begin with one of . _ # ~ or end with ~ are "
		       "no part of a site, unless `include` in _config.yml "
		       "names them";
	return NULL;
}
