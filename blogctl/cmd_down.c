/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>

#include "blogctl/blog.h"
#include "blogctl/command.h"
#include "blogctl/command_line.h"
#include "lib/cleanup.h"

static fallible take_down(const struct blog *s)
{
	auto_close int lock = -1;
	struct err *e;
	bool was_up;

	e = place_lock(&s->place, &lock);
	if (e)
		return e;
	was_up = blog_is_up(&s->place);
	e = blog_take_down(&s->place);
	if (!e)
		(void)printf("site '%s' %s\n", s->place.site,
			     was_up ? "is down" : "was not up");
	return e;
}

fallible cmd_down(const struct command_env *env, int argc, char **argv)
{
	const char *name = COMMAND_DEFAULT_SITE;
	bool help = false;
	const struct opt opts[] = {
		COMMAND_OPT_SITE(&name),
		COMMAND_OPT_HELP(&help),
		{ 0 },
	};
	auto_blog struct blog s = { 0 };
	struct err *e;

	e = command_line_parse(argc, argv, opts, &help, NULL);
	if (e || help)
		return e;
	e = blog_open(&env->place, name, &s);
	return e ? e : take_down(&s);
}
