/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>

#include "blogctl/command/command.h"

const struct command commands[] = {
	{ "up", "[REPOSITORY]", "put a site up from a git repository", cmd_up },
	{ "update", "", "pull now, and wait until it is live", cmd_update },
	{ "status", "", "what is up, from which commit", cmd_status },
	{ "logs", "[sync|render|serve]", "what the containers say", cmd_logs },
	{ "down", "", "take the site down", cmd_down },
	{ "build", "[SOURCE]", "render a folder to plain files", cmd_build },
	{ "preview", "[SOURCE]", "serve a folder while you write",
	  cmd_preview },
	{ "help", "", "list the commands", cmd_help },
	{ 0 },
};

fallible cmd_help(const struct command_env *env, int argc, char **argv)
{
	(void)env;
	(void)argc;
	(void)argv;
	(void)printf("usage: blogctl COMMAND [OPTION...]\n\n");
	for (const struct command *c = commands; c->name; c++)
		(void)printf("  %-8s %-20s %s\n", c->name, c->args, c->help);
	(void)printf("\nblogctl COMMAND --help lists its options.\n");
	return NULL;
}
