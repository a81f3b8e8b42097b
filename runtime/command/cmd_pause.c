/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include "lib/opt.h"
#include "runtime/container/container_control.h"

fallible cmd_pause(const struct command_defaults *d, int argc, char **argv,
		   int *ret_status)
{
	const char *root = d->root;
	const struct opt opts[] = { COMMAND_ROOT(root), { 0 } };
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("pause", argc - first, 1, 1);
	return e ? e : container_pause(root, argv[first]);
}
