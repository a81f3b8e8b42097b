/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/command/command_line.h"

#include <stdio.h>
#include <string.h>

#include "blogctl/command/command.h"

/* The operands of the command @name, as its usage shows them. */
static const char *operands_of(const char *name)
{
	const struct command *c = commands;

	while (c->name && strcmp(c->name, name) != 0)
		c++;
	return c->name ? c->args : "";
}

fallible command_line_parse(int argc, char **argv, const struct opt *opts,
			    const bool *help, const char **ret_operand)
{
	const int most = ret_operand ? 1 : 0;
	const char *name = argv[0];
	struct err *e;
	int operands;

	e = opt_parse(argc, argv, opts, false, &operands);
	if (e)
		return e;
	if (*help) {
		const char *args = operands_of(name);

		(void)printf("usage: blogctl %s [OPTION...]%s%s\n\n", name,
			     *args ? " " : "", args);
		opt_print_help(opts);
		return NULL;
	}
	if (argc - operands > most)
		return err_new(&ERR_USAGE,
			       "'%s' is one operand too many; `blogctl %s "
			       "--help` shows what it takes",
			       argv[operands + most], name);
	if (ret_operand && operands < argc)
		*ret_operand = argv[operands];
	return NULL;
}
