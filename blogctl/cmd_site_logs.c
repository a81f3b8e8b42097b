/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/blog.h"
#include "blogctl/command.h"
#include "blogctl/command_line.h"
#include "blogctl/containers_nsrun.h"
#include "blogctl/log_view.h"
#include "lib/cleanup.h"
#include "lib/mem.h"

/* Those of the roles, and what the supervisor itself has to say. */
#define LOGS (ROLES + 1)

static const char *const prefixes[LOGS] = { "sync       | ", "render     | ",
					    "serve      | ", "supervisor | " };

static fallible show_one(const struct place *p, enum role role, bool follow)
{
	auto_free char *path = containers_nsrun_log_path(p, role);
	struct log_source source = { .path = path };

	return log_view_show(&source, 1, follow);
}

static fallible show_all(const struct place *p, bool follow)
{
	struct log_source sources[LOGS];
	char *paths[LOGS];
	struct err *e;

	for (int i = 0; i < ROLES; i++)
		paths[i] = containers_nsrun_log_path(p, (enum role)i);
	paths[ROLES] = mem_printf("%s/" PLACE_SUPERVISOR_LOG, p->run);
	for (int i = 0; i < LOGS; i++)
		sources[i] = (struct log_source){ .path = paths[i],
						  .prefix = prefixes[i] };
	e = log_view_show(sources, LOGS, follow);
	for (int i = 0; i < LOGS; i++)
		free(paths[i]);
	return e;
}

static fallible show(const struct blog *s, const char *name, bool follow)
{
	enum role role = ROLE_SYNC;

	if (name && !role_find(name, &role))
		return err_new(&ERR_USAGE,
			       "no container '%s'; there are sync, render and "
			       "serve",
			       name);
	if (!blog_is_up(&s->place))
		return err_new(&BLOG_DOWN,
			       "site '%s' is not up; `blogctl up --site %s` "
			       "starts it",
			       s->place.site, s->place.site);
	return name ? show_one(&s->place, role, follow)
		    : show_all(&s->place, follow);
}

fallible cmd_logs(const struct command_env *env, int argc, char **argv)
{
	const char *site = COMMAND_DEFAULT_SITE;
	const char *role = NULL;
	bool follow = false;
	bool help = false;
	const struct opt opts[] = {
		COMMAND_OPT_SITE(&site),
		{ "follow", 'f', OPT_FLAG, &follow, NULL,
		  "go on with what comes" },
		COMMAND_OPT_HELP(&help),
		{ 0 },
	};
	auto_blog struct blog s = { 0 };
	struct err *e;

	e = command_line_parse(argc, argv, opts, &help, &role);
	if (e || help)
		return e;
	e = blog_open(&env->place, site, &s);
	return e ? e : show(&s, role, follow);
}
