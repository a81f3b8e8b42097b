/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the command lines of all commands have in common.
 */
#pragma once

#include <stdbool.h>

#include "lib/err.h"
#include "lib/opt.h"

/* For the option tables: --site into a const char *, --help into a bool. */
#define COMMAND_OPT_SITE(ret)                                                  \
	{                                                                      \
		"site", 0, OPT_TEXT, (ret), "NAME", "which site (blog)"        \
	}
#define COMMAND_OPT_HELP(ret)                                                  \
	{                                                                      \
		"help", 'h', OPT_FLAG, (ret), NULL, "list the options"         \
	}

/*
 * Parse options, and at most one operand into *@ret_operand, which stays as it
 * is when there is none; NULL: none is allowed. When @help was set, the usage
 * and the options are shown, and the command has nothing left to do.
 */
fallible command_line_parse(int argc, char **argv, const struct opt *opts,
			    const bool *help, const char **ret_operand);
