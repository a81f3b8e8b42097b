/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/github.h"

#include <ctype.h>
#include <stdarg.h>
#include <strings.h>

#include "lib/mem.h"
#include "render/model/node.h"

#define KEY "github"
#define HOST "https://github.com/"
#define PAGES "github.io"

struct github {
	struct website *site;
	struct node_map fields;
	struct str owner, name; /* of the repository; empty: unknown */
	bool is_user_page;
};

bool github_is_remote(struct str name)
{
	static const char *const names[] = {
		"archived",
		"contributors",
		"disabled",
		"issues_url",
		"language",
		"latest_release",
		"license",
		"organization_members",
		"owner_display_name",
		"private",
		"project_tagline",
		"public_repositories",
		"releases",
		"show_downloads",
		"wiki_url",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

static size_t word_len(struct str s, const char *more)
{
	size_t n = 0;

	while (n < s.len && s.data[n] &&
	       (isalnum((unsigned char)s.data[n]) || strchr(more, s.data[n])))
		n++;
	return n;
}

/* The OWNER/NAME in "git@github.com:owner/name.git". */
static void find_in_url(struct github *g, struct str url)
{
	static const char host[] = "github.com";
	size_t at = str_find(url, str_of(host));

	if (at + sizeof host >= url.len ||
	    !strchr(":/", url.data[at + sizeof host - 1]))
		return;
	url = str_from(url, at + sizeof host);
	if (str_ends(url, ".git"))
		url.len -= 4;
	g->owner = str_n(url.data, word_len(url, "_-"));
	if (g->owner.len + 1 >= url.len || url.data[g->owner.len] != '/')
		return;
	url = str_from(url, g->owner.len + 1);
	g->name = str_n(url.data, word_len(url, "_-."));
}

static void find_repository(struct github *g)
{
	const struct source_state *state = g->site->source.state;
	struct str own =
		node_as_text(data_get(&g->site->config.all, "repository"));
	size_t slash = str_find_char(own, '/');

	if (slash < own.len) {
		g->owner = str_n(own.data, slash);
		while ((slash = str_find_char(own, '/')) < own.len)
			own = str_from(own, slash + 1);
		g->name = own;
	} else if (state && state->repository) {
		find_in_url(g, str_of(state->repository));
	}
	if (!g->owner.len || !g->name.len)
		g->owner.len = g->name.len = 0;
	g->owner = str_of(arena_strdup(&g->site->arena, g->owner));
	g->name = str_of(arena_strdup(&g->site->arena, g->name));
}

/* "octo/octo.github.io" is the page of octo. */
static bool is_user_page(const struct github *g)
{
	static const char *const ends[] = { "." PAGES, ".github.com" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (g->name.len == g->owner.len + strlen(ends[i]) &&
		    !strncasecmp(g->name.data, g->owner.data, g->owner.len) &&
		    !strncasecmp(g->name.data + g->owner.len, ends[i],
				 strlen(ends[i])))
			return true;
	return false;
}

static void set(struct github *g, const char *name, struct data value)
{
	node_map_set(&g->fields, str_of(name), value);
}

__attribute__((format(printf, 2, 3))) static struct data
make_text(struct github *g, const char *fmt, ...)
{
	auto_free char *text = NULL;
	va_list args;

	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	return node_text(arena_strdup(&g->site->arena, str_of(text)));
}

static void set_environment(struct github *g)
{
	const struct source_state *state = g->site->source.state;

	set(g, "environment", make_text(g, "dotcom"));
	set(g, "pages_env", make_text(g, "dotcom"));
	set(g, "hostname", make_text(g, "github.com"));
	set(g, "pages_hostname", make_text(g, PAGES));
	set(g, "api_url", make_text(g, "https://api.github.com"));
	set(g, "help_url", make_text(g, "https://help.github.com"));
	set(g, "versions", (struct data){ .kind = DATA_MAP });
	set(g, "build_revision",
	    make_text(g, "%s", state && state->commit ? state->commit : ""));
}

/* Where the site is: where the author says, else at GitHub. */
static void set_address(struct github *g)
{
	const struct config *c = &g->site->config;
	auto_free char *owner = mem_strndup(g->owner.data, g->owner.len);

	for (char *p = owner; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	if (c->url.len) {
		set(g, "url",
		    make_text(g, "%.*s%.*s", STR_FMT(c->url),
			      STR_FMT(c->baseurl)));
		set(g, "baseurl", make_text(g, "%.*s", STR_FMT(c->baseurl)));
	} else if (g->is_user_page) {
		set(g, "url", make_text(g, "http://%s." PAGES, owner));
		set(g, "baseurl", make_text(g, "%s", ""));
	} else {
		set(g, "url",
		    make_text(g, "http://%s." PAGES "/%.*s", owner,
			      STR_FMT(g->name)));
		set(g, "baseurl", make_text(g, "/%.*s", STR_FMT(g->name)));
	}
}

/* The branch that the site is made of. */
static void set_source(struct github *g)
{
	const struct source_state *state = g->site->source.state;
	const struct str ref = str_of(state ? state->ref : NULL);
	const char *heads = "refs/heads/";
	struct node_map source = { .arena = &g->site->arena };
	struct str branch = str_of(g->is_user_page ? "master" : "gh-pages");

	if (str_starts(ref, heads))
		branch = str_of(arena_strdup(&g->site->arena,
					     str_from(ref, strlen(heads))));
	node_map_set(&source, str_of("branch"), node_string(branch));
	node_map_set(&source, str_of("path"), node_text("/"));
	set(g, "source", node_map_data(&source));
	set(g, "zip_url",
	    make_text(g, HOST "%.*s/%.*s/zipball/%.*s", STR_FMT(g->owner),
		      STR_FMT(g->name), STR_FMT(branch)));
	set(g, "tar_url",
	    make_text(g, HOST "%.*s/%.*s/tarball/%.*s", STR_FMT(g->owner),
		      STR_FMT(g->name), STR_FMT(branch)));
}

static void set_owner(struct github *g)
{
	struct node_map owner = { .arena = &g->site->arena };
	const struct data login = make_text(g, "%.*s", STR_FMT(g->owner));
	const struct data url = make_text(g, HOST "%.*s", STR_FMT(g->owner));

	set(g, "owner_name", login);
	set(g, "owner_url", url);
	set(g, "owner_gravatar_url",
	    make_text(g, HOST "%.*s.png", STR_FMT(g->owner)));
	node_map_set(&owner, str_of("login"), login);
	node_map_set(&owner, str_of("html_url"), url);
	set(g, "owner", node_map_data(&owner));
}

static void set_repository(struct github *g)
{
	static const struct {
		const char *name, *before, *after; /* OWNER/NAME */
	} all[] = {
		{ "repository_url", HOST, "" },
		{ "repository_nwo", "", "" },
		{ "clone_url", HOST, ".git" },
		{ "releases_url", HOST, "/releases" },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		set(g, all[i].name,
		    make_text(g, "%s%.*s/%.*s%s", all[i].before,
			      STR_FMT(g->owner), STR_FMT(g->name),
			      all[i].after));
	set(g, "repository_name", make_text(g, "%.*s", STR_FMT(g->name)));
	set(g, "project_title", make_text(g, "%.*s", STR_FMT(g->name)));
	set(g, "is_user_page", node_bool(g->is_user_page));
	set(g, "is_project_page", node_bool(!g->is_user_page));
}

static void set_config(struct website *s, const char *key, struct data value)
{
	struct node_map m = {
		.arena = &s->arena,
		.entries = (struct data_entry *)s->config.all.map.entries,
		.len = s->config.all.map.len,
		.cap = s->config.all.map.len,
	};

	node_map_set(&m, str_of(key), value);
	s->config.all = node_map_data(&m);
}

static void set_title(struct github *g, struct build_report *report)
{
	const struct data *all = &g->site->config.all;
	const struct data *name = data_get(all, "name");

	if (node_is_true(data_get(all, "title")))
		return;
	if (node_is_true(name))
		build_report_add(report, BUILD_WARNING,
				 (struct err_place){ CONFIG_FILE, name->line,
						     name->column },
				 "the site has a `name` but no `title`, which "
				 "themes show; rename it");
	else if (g->owner.len)
		set_config(g->site, "title",
			   node_string(g->is_user_page ? g->owner : g->name));
}

fallible github_add(struct website *s, struct build_report *report)
{
	struct github g = { .site = s, .fields = { .arena = &s->arena } };
	const struct data *own = data_get(&s->config.all, KEY);
	struct data known;

	find_repository(&g);
	g.is_user_page = is_user_page(&g);
	set_environment(&g);
	if (g.owner.len) {
		set_repository(&g);
		set_owner(&g);
		set_address(&g);
		set_source(&g);
	}
	set_title(&g, report);
	known = node_map_data(&g.fields);
	if (!own || own->kind == DATA_NULL)
		set_config(s, KEY, known);
	else if (own->kind == DATA_MAP)
		set_config(s, KEY, node_merge(&s->arena, &known, own));
	return NULL;
}
