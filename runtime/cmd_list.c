/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/opt.h"
#include "runtime/container_status.h"

/* One that is deleted while we look is simply not listed. */
static fallible print_one(const char *root, const char *id)
{
	struct container_status s = { 0 };
	struct err *e = container_read_status(root, id, &s);

	if (err_is(e, &CONTAINER_UNKNOWN)) {
		err_drop(e);
		return NULL;
	}
	if (e)
		return e;
	(void)printf("%-24s %-9s %d\n", id, container_phase_name(s.phase),
		     (int)s.pid);
	return NULL;
}

fallible cmd_list(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status)
{
	const char *root = d->root;
	bool quiet = false;
	const struct opt opts[] = {
		COMMAND_ROOT(root),
		{ "quiet", 'q', OPT_FLAG, &quiet, NULL, "only the ids" },
		{ 0 },
	};
	char **ids = NULL;
	size_t len = 0;
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("list", argc - first, 0, 0);
	if (!e)
		e = container_list(root, &ids, &len);
	if (e)
		return e;
	if (!quiet)
		(void)printf("%-24s %-9s %s\n", "ID", "STATUS", "PID");
	for (size_t i = 0; i < len; i++) {
		if (!e && quiet)
			(void)printf("%s\n", ids[i]);
		else if (!e)
			e = print_one(root, ids[i]);
		free(ids[i]);
	}
	free(ids);
	return e;
}
