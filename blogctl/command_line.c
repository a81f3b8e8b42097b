/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/command_line.h"

#include <stdio.h>

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
		(void)printf("usage: blogctl %s [OPTION...]\n\n", name);
		opt_print_help(opts);
		return NULL;
	}
	if (argc - operands > most)
		return err_new(&ERR_USAGE, "'%s' is one operand too many",
			       argv[operands + most]);
	if (ret_operand && operands < argc)
		*ret_operand = argv[operands];
	return NULL;
}
