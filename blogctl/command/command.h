/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands of blogctl. Each turns its options into a configuration and
 * does what it says.
 */
#pragma once

#include "blogctl/site/place.h"
#include "lib/err.h"

#define COMMAND_DEFAULT_SITE "blog"

/* What main() found in the environment. */
struct command_env {
	struct place_env place;
	const char *program; /* path of the program that runs */
};

struct command {
	const char *name;
	const char *args;
	const char *help;
	struct err *(*run)(const struct command_env *env, int argc,
			   char **argv);
};

/* All there are; a NULL name ends them. */
extern const struct command commands[];

/* ERR_USAGE, which names the one that may have been meant. */
fallible command_find(const char *name, const struct command **ret);

fallible cmd_build(const struct command_env *env, int argc, char **argv);
fallible cmd_down(const struct command_env *env, int argc, char **argv);
fallible cmd_help(const struct command_env *env, int argc, char **argv);
fallible cmd_logs(const struct command_env *env, int argc, char **argv);
fallible cmd_preview(const struct command_env *env, int argc, char **argv);
fallible cmd_status(const struct command_env *env, int argc, char **argv);
fallible cmd_up(const struct command_env *env, int argc, char **argv);
fallible cmd_update(const struct command_env *env, int argc, char **argv);
