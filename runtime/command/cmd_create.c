/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/creation.h"

fallible cmd_create(const struct command_defaults *d, int argc, char **argv,
		    int *ret_status)
{
	auto_creation struct creation c = { 0 };
	struct err *e = creation_parse(d, argc, argv, false, &c);

	*ret_status = 0;
	return e ? e : container_create(&c.cfg);
}
