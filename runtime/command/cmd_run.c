/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/creation.h"

fallible cmd_run(const struct command_defaults *d, int argc, char **argv,
		 int *ret_status)
{
	auto_creation struct creation c = { 0 };
	struct err *e = creation_parse(d, argc, argv, true, &c);

	if (e)
		return e;
	if (c.detach)
		return container_run_detached(&c.cfg);
	return container_run(&c.cfg, ret_status);
}
