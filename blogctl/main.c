/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * blogctl: a git repository of Markdown as a live blog, in three containers.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blogctl/command/command.h"
#include "blogctl/interruption.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/version.h"

static fallible run(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "help";
	auto_free char *program = realpath("/proc/self/exe", NULL);
	auto_free char *login_dir =
		mem_printf("/run/user/%u", (unsigned)geteuid());
	const struct command_env env = {
		.place = { .uid = geteuid(),
			   .gid = getegid(),
			   .home = getenv("HOME"),
			   .state_home = getenv("XDG_STATE_HOME"),
			   .runtime_dir = getenv("XDG_RUNTIME_DIR"),
			   .login_dir = login_dir },
		.program = program,
	};
	const struct command *c;
	struct err *e;

	if (!program)
		return err_sys("find the program that runs");
	if (!strcmp(name, "--version")) {
		version_print();
		return NULL;
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h"))
		name = "help";
	e = command_find(name, &c);
	return e ? e : c->run(&env, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
	int status;

	(void)umask(022);
	status = err_report(run(argc, argv));
	/* A shell tells by this that its loop is to end, too. */
	if (status == INTERRUPTED.exit_status)
		interruption_let();
	return status;
}
