/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>

#include "blogctl/command/command.h"
#include "blogctl/command/site_command.h"
#include "blogctl/lifecycle/blog.h"
#include "blogctl/lifecycle/site_forget.h"
#include "blogctl/supervisor/supervisor_lock.h"
#include "lib/cleanup.h"

static fallible take_down(const struct place *p)
{
	auto_close int lock = -1;
	struct err *e;
	bool was_up;

	e = place_lock(p, &lock);
	if (e)
		return e;
	was_up = blog_is_up(p);
	e = blog_take_down(p);
	if (!e)
		(void)printf("site '%s' %s\n", p->site,
			     was_up ? "is down" : "was not up");
	return e;
}

/* Take it down and forget it. */
static fallible forget(const struct place *p, bool *ret_was_there)
{
	auto_close int lock = -1;
	struct err *e = place_lock(p, &lock);

	return e ? e : site_forget(p, ret_was_there);
}

/* What a preview or a build that was killed has left; one that runs is none of
 * our business. */
static fallible forget_derived(const struct place *of, const char *purpose,
			       bool *ret_was_there)
{
	auto_place struct place p = { 0 };
	struct err *e;
	pid_t pid = 0;

	place_derive(of, purpose, &p);
	e = supervisor_lock_holder(&p, &pid);
	return e || pid ? e : forget(&p, ret_was_there);
}

static fallible forget_all(const struct place *p)
{
	bool site = false;
	bool preview = false;
	bool build = false;
	struct err *e = forget(p, &site);

	if (!e)
		e = forget_derived(p, "preview", &preview);
	if (!e)
		e = forget_derived(p, "build", &build);
	if (e)
		return e;
	if (!site && !preview && !build)
		return err_new(&ERR_NOT_FOUND, "there is no site '%s'",
			       p->site);
	(void)printf("site '%s' is down and forgotten\n", p->site);
	return NULL;
}

fallible cmd_down(const struct command_env *env, int argc, char **argv)
{
	bool forgets = false;
	const struct opt own[] = {
		{ "forget", 0, OPT_FLAG, &forgets, NULL,
		  "and remove all that is kept of it" },
		{ 0 },
	};
	auto_place struct place p = { 0 };
	auto_blog struct blog s = { 0 };
	const char *name;
	struct err *e;

	e = site_command_parse(argc, argv, own, NULL, &name);
	if (e || !name)
		return e;
	e = place_find(&env->place, name, &p);
	if (!e && forgets)
		return forget_all(&p);
	if (!e)
		e = blog_open(&env->place, name, &s);
	return e ? e : take_down(&p);
}
