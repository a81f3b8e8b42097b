/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <time.h>

#include "blogctl/command/command.h"
#include "blogctl/command/site_command.h"
#include "blogctl/lifecycle/blog.h"
#include "blogctl/lifecycle/log_view.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "lib/cleanup.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/nearest.h"

/* Those of the roles, and what the supervisor itself has to say. */
#define LOGS (ROLES + 1)

static const char *const prefixes[LOGS] = { "sync       | ", "render     | ",
					    "serve      | ", "supervisor | " };

static bool is_down(const void *place)
{
	return !blog_is_up(place);
}

/* Only that of @role, or all of them when it is NULL. */
static fallible show(const struct place *p, const enum role *role,
		     struct log_view *v)
{
	struct log_source sources[LOGS];
	char *paths[LOGS] = { NULL };
	struct err *e;

	for (int i = 0; i < LOGS; i++) {
		if (role && i != (int)*role)
			continue;
		paths[i] = i < ROLES
				   ? containers_nsrun_log_path(p, (enum role)i)
				   : mem_printf("%s/" PLACE_SUPERVISOR_LOG,
						p->run);
		log_source_init(&sources[v->len++], paths[i],
				role ? NULL : prefixes[i]);
	}
	v->sources = sources;
	v->is_over = is_down;
	v->of = p;
	e = log_view_show(v);
	for (size_t i = 0; i < v->len; i++)
		log_source_release(&sources[i]);
	for (int i = 0; i < LOGS; i++)
		free(paths[i]);
	if (!e && v->follow && is_down(p))
		log_info("site '%s' is down", p->site);
	return e;
}

static fallible find_role(const char *name, enum role *ret)
{
	struct nearest nearest = nearest_to(str_of(name));
	auto_free char *hint = NULL;

	if (role_find(name, ret))
		return NULL;
	for (int i = 0; i < ROLES; i++)
		nearest_try(&nearest, str_of(role_name((enum role)i)));
	hint = nearest_hint(&nearest);
	return err_new(&ERR_USAGE, "no container '%s'; %s", name,
		       hint ? hint : "there are sync, render and serve");
}

/* That long ago. */
static int64_t before_now(uint64_t ms)
{
	return (int64_t)time(NULL) * 1000 - (int64_t)ms;
}

fallible cmd_logs(const struct command_env *env, int argc, char **argv)
{
	const char *role_text = NULL;
	enum role role;
	struct log_view v = { .last = LOG_VIEW_ALL };
	uint64_t age_ms = INT64_MAX;
	const struct opt own[] = {
		{ "follow", 'f', OPT_FLAG, &v.follow, NULL,
		  "go on with what comes, until the site is down" },
		{ "lines", 'n', OPT_UINT, &v.last, "N",
		  "only the last N lines there are" },
		{ "since", 0, OPT_DURATION, &age_ms, "TIME",
		  "only lines that are not older (10m)" },
		{ 0 },
	};
	auto_blog struct blog s = { 0 };
	const char *name;
	struct err *e;

	e = site_command_parse(argc, argv, own, &role_text, &name);
	if (e || !name)
		return e;
	if (role_text)
		e = find_role(role_text, &role);
	if (!e)
		e = blog_open(&env->place, name, &s);
	if (!e)
		e = blog_check_up(&s.place);
	if (e)
		return e;
	if (age_ms < INT64_MAX)
		v.since_ms = before_now(age_ms);
	return show(&s.place, role_text ? &role : NULL, &v);
}
