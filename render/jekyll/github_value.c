/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/github_value.h"

#include "lib/mem.h"
#include "render/jekyll/github.h"
#include "render/liquid/value_read.h"

static void warn(const struct rendering *r, const struct data *known,
		 struct str name)
{
	const struct err_place at = { r->page->path, 0, 0 };
	const bool remote = github_is_remote(name);
	auto_free char *text = NULL;

	if (!remote && data_get(known, "repository_url"))
		return;
	text = mem_printf("site.github.%.*s is not known here%s", STR_FMT(name),
			  remote ? ", as only GitHub could tell" : "");
	build_warn(r->build, at, text,
		   remote ? "set it below `github:` in _config.yml"
			  : "say `repository: OWNER/NAME` in _config.yml");
}

static bool get(const void *self, struct value_reader *r,
		const struct value_key *key, struct value *ret)
{
	const struct data *all = self;

	*ret = value_get(r, value_of_data(all), key);
	if (ret->kind == VALUE_NIL)
		warn(r->host, all, key->name);
	return ret->kind != VALUE_NIL;
}

static size_t len(const void *self, struct value_reader *r)
{
	return value_len(r, value_of_data(self));
}

static struct value at(const void *self, struct value_reader *r, size_t i)
{
	const struct data *all = self;

	(void)r;
	return value_of_data(&all->map.entries[i].value);
}

static struct str key_at(const void *self, struct value_reader *r, size_t i)
{
	const struct data *all = self;

	(void)r;
	return all->map.entries[i].key;
}

static const struct value_ops ops = {
	.shape = VALUE_MAP_SHAPE,
	.get = get,
	.len = len,
	.at = at,
	.key_at = key_at,
};

struct value github_value(const struct build *b)
{
	const struct data *all = data_get(&b->site->config.all, "github");

	return all && all->kind == DATA_MAP ? value_of_object(&ops, all)
					    : value_of_data(all);
}
