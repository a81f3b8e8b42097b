/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <signal.h>
#include <string.h>
#include <strings.h>

#include "lib/num.h"
#include "lib/opt.h"
#include "runtime/container/container.h"

/* "TERM", "SIGTERM", "sigterm" or "15". */
static bool parse_signal(const char *text, int *ret)
{
	uint64_t number = 0;

	if (num_parse_uint(str_of(text), NSIG - 1, &number)) {
		*ret = (int)number;
		return number > 0;
	}
	if (!strncasecmp(text, "SIG", 3))
		text += 3;
	for (int i = 1; i < NSIG; i++) {
		const char *name = sigabbrev_np(i);

		if (name && !strcasecmp(name, text)) {
			*ret = i;
			return true;
		}
	}
	return false;
}

fallible cmd_kill(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status)
{
	const char *root = d->root;
	bool all = false;
	const struct opt opts[] = {
		COMMAND_ROOT(root),
		{ "all", 'a', OPT_FLAG, &all, NULL, "each of its processes" },
		{ 0 },
	};
	int first = 0, signal = SIGTERM;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("kill", argc - first, 1, 2);
	if (e)
		return e;
	if (argc - first == 2 && !parse_signal(argv[first + 1], &signal))
		return err_new(&ERR_USAGE, "kill: no signal '%s'",
			       argv[first + 1]);
	return all ? container_kill_all(root, argv[first], signal)
		   : container_kill(root, argv[first], signal);
}
