/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <stdio.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

fallible cmd_help(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status)
{
	(void)d;
	(void)argc;
	(void)argv;
	(void)printf("nsrun [--root DIR] COMMAND [OPTION]...\n\n");
	for (const struct command *c = commands; c->name; c++) {
		auto_free char *use = mem_printf("%s %s", c->name, c->args);

		(void)printf("  %-22s %s\n", use, c->help);
	}
	*ret_status = 0;
	return NULL;
}
