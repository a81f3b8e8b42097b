/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command.h"

#include <stddef.h>

const struct command commands[] = {
	{ "create", "ID", "make a container from a bundle", cmd_create },
	{ "delete", "ID", "remove a container", cmd_delete },
	{ "events", "ID", "tell what a container uses", cmd_events },
	{ "exec", "ID COMMAND...", "run a command in a container", cmd_exec },
	{ "help", "", "list the commands", cmd_help },
	{ "kill", "ID [SIGNAL]", "send a signal to a container", cmd_kill },
	{ "list", "", "list the containers", cmd_list },
	{ "logs", "ID", "print what a container wrote", cmd_logs },
	{ "pause", "ID", "stop all processes of a container", cmd_pause },
	{ "ps", "ID", "list the processes of a container", cmd_ps },
	{ "resume", "ID", "let a paused container go on", cmd_resume },
	{ "run", "ID", "create a container and start it", cmd_run },
	{ "spec", "", "write a strict config.json", cmd_spec },
	{ "start", "ID", "run the program of a created container", cmd_start },
	{ "state", "ID", "print the state of a container", cmd_state },
	{ "try", "COMMAND...", "run a command in a container of its own",
	  cmd_try },
	{ "update", "ID", "change the limits of a container",
	  cmd_update_limits },
	{ 0 },
};

fallible command_check_operands(const char *name, int given, int min, int max)
{
	if (given < min)
		return err_new(&ERR_USAGE, "%s: an operand is missing", name);
	if (given > max)
		return err_new(&ERR_USAGE, "%s: too many operands", name);
	return NULL;
}
