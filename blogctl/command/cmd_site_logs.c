/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/command/command.h"
#include "blogctl/command/site_command.h"
#include "blogctl/lifecycle/blog.h"
#include "blogctl/lifecycle/log_view.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/nearest.h"

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

static fallible find_role(const char *name, enum role *ret)
{
	struct nearest nearest = nearest_to(str_of(name));
	auto_free char *hint = NULL;

	if (role_find(name, ret))
		return NULL;
	for (int i = 0; i < ROLES; i++)
		nearest_try(&nearest, str_of(role_name((enum role)i)));
	hint = nearest_hint(&nearest);
	return err_new(&ERR_USAGE, "no container '%s'%s", name,
		       *hint ? hint : "; there are sync, render and serve");
}

static fallible show(const struct blog *s, const enum role *role, bool follow)
{
	struct err *e = blog_check_up(&s->place);

	if (e)
		return e;
	return role ? show_one(&s->place, *role, follow)
		    : show_all(&s->place, follow);
}

fallible cmd_logs(const struct command_env *env, int argc, char **argv)
{
	const char *role_text = NULL;
	enum role role;
	bool follow = false;
	const struct opt own[] = {
		{ "follow", 'f', OPT_FLAG, &follow, NULL,
		  "go on with what comes" },
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
	return e ? e : show(&s, role_text ? &role : NULL, follow);
}
