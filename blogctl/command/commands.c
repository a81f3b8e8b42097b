/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>

#include "blogctl/command/command.h"
#include "blogctl/command/command_line.h"
#include "lib/cleanup.h"
#include "lib/nearest.h"

const struct command commands[] = {
	{ "up", "[REPOSITORY]", "put a site up from a git repository", cmd_up },
	{ "update", "", "pull now, and wait until it is live", cmd_update },
	{ "status", "", "what is up, from which commit", cmd_status },
	{ "logs", "[sync|render|serve]", "what the containers say", cmd_logs },
	{ "down", "", "take the site down", cmd_down },
	{ "build", "[SOURCE]", "render a folder to plain files", cmd_build },
	{ "preview", "[SOURCE]", "serve a folder while you write",
	  cmd_preview },
	{ "help", "[COMMAND]", "list the commands, or a command's options",
	  cmd_help },
	{ 0 },
};

static fallible refuse(const char *name)
{
	struct nearest nearest = nearest_to(str_of(name));
	auto_free char *hint = NULL;

	if (name[0] == '-')
		return err_new(&ERR_USAGE,
			       "no option %s before a command; `blogctl "
			       "COMMAND --help` lists those after it",
			       name);
	for (const struct command *c = commands; c->name; c++)
		nearest_try(&nearest, str_of(c->name));
	hint = nearest_hint(&nearest);
	return err_new(&ERR_USAGE, "no command '%s'; %s", name,
		       hint ? hint : "`blogctl help` lists them");
}

static const struct command *find(const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}

fallible command_find(const char *name, const struct command **ret)
{
	*ret = find(name);
	return *ret ? NULL : refuse(name);
}

static fallible list_commands(void)
{
	(void)printf("usage: blogctl COMMAND [OPTION...]\n\n");
	for (const struct command *c = commands; c->name; c++)
		(void)printf("  %-8s %-20s %s\n", c->name, c->args, c->help);
	(void)printf("\nblogctl COMMAND --help lists its options.\n");
	return NULL;
}

/* What `blogctl NAME --help` shows. */
static fallible help_with(const struct command_env *env, const char *name)
{
	char *argv[] = { (char *)name, (char *)"--help", NULL };
	const struct command *c = find(name);

	return c ? c->run(env, 2, argv) : refuse(name);
}

fallible cmd_help(const struct command_env *env, int argc, char **argv)
{
	const char *name = NULL;
	bool help = false;
	const struct opt opts[] = {
		COMMAND_OPT_HELP(&help),
		{ 0 },
	};
	struct err *e = command_line_parse(argc, argv, opts, &help, &name);

	if (e || help)
		return e;
	return name ? help_with(env, name) : list_commands();
}
