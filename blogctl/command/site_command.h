/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The head of the commands that do something with a site that was put up.
 */
#pragma once

#include "lib/err.h"
#include "lib/opt.h"

/* The most options that a command may have of its own. */
#define SITE_COMMAND_OPTIONS 4

/*
 * Parse a command line: --site, --help and the options @own, which a NULL name
 * ends, and operands as command_line_parse() does. *@ret_site is the name of
 * the site; NULL: help was asked for and shown.
 */
fallible site_command_parse(int argc, char **argv, const struct opt *own,
			    const char **ret_operand, const char **ret_site);
