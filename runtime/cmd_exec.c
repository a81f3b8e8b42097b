/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command.h"

#include <limits.h>
#include <unistd.h>

#include "lib/opt.h"
#include "runtime/container.h"

fallible cmd_exec(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status)
{
	static const int stdio[3] = { STDIN_FILENO, STDOUT_FILENO,
				      STDERR_FILENO };
	const char *root = d->root;
	const struct opt opts[] = { COMMAND_ROOT(root), { 0 } };
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, true, &first);

	if (!e)
		e = command_check_operands("exec", argc - first, 2, INT_MAX);
	if (e)
		return e;
	return container_exec(root, argv[first], argv + first + 1, stdio,
			      ret_status);
}
