/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command.h"

#include "lib/opt.h"
#include "runtime/container.h"

fallible cmd_delete(const struct command_defaults *d, int argc, char **argv,
		    int *ret_status)
{
	const char *root = d->root;
	bool force = false;
	const struct opt opts[] = {
		COMMAND_ROOT(root),
		{ "force", 'f', OPT_FLAG, &force, NULL,
		  "kill it first; fine if there is none" },
		{ 0 },
	};
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("delete", argc - first, 1, 1);
	if (e)
		return e;
	return container_delete(root, argv[first], force);
}
