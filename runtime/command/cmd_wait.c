/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>

#include "lib/cleanup.h"
#include "lib/opt.h"
#include "runtime/container/container_status.h"

static fallible await_end(const char *root, const char *id)
{
	auto_close int pidfd = -1;
	struct err *e = container_open_pidfd(root, id, &pidfd);
	struct pollfd p = { .fd = pidfd, .events = POLLIN };

	if (err_is(e, &CONTAINER_STOPPED)) {
		err_drop(e);
		return NULL;
	}
	while (!e && poll(&p, 1, -1) < 0 && errno == EINTR)
		;
	return e;
}

static fallible wait_for(const char *root, const char *id)
{
	struct container_status s = { 0 };
	struct err *e = await_end(root, id);

	if (!e)
		e = container_read_status(root, id, &s);
	if (e)
		return e;
	if (s.exit_status == CONTAINER_EXIT_UNKNOWN)
		return err_new(&ERR_SYSTEM,
			       "container '%s' has ended; nobody saw how", id);
	(void)printf("%d\n", s.exit_status);
	(void)fflush(stdout);
	return NULL;
}

fallible cmd_wait(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status)
{
	const char *root = d->root;
	const struct opt opts[] = { COMMAND_ROOT(root), { 0 } };
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e && first == argc)
		e = command_check_operands("wait", 0, 1, 1);
	for (int i = first; i < argc && !e; i++)
		e = wait_for(root, argv[i]);
	return e;
}
