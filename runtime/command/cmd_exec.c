/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <limits.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "runtime/container/container_exec.h"
#include "runtime/spec/spec.h"

/* The command line as it was given. */
struct asked {
	struct container_exec_config cfg;
	struct opt_list groups, env, capabilities;
	const char *process_file;
	uint64_t fds_len;
	bool detach;
};

static void asked_release(struct asked *a)
{
	opt_list_release(&a->groups);
	opt_list_release(&a->env);
	opt_list_release(&a->capabilities);
}

#define auto_asked __attribute__((cleanup(asked_release)))

static fallible parse(int argc, char **argv, struct asked *a, int *ret_first)
{
	struct container_exec_config *c = &a->cfg;
	const struct opt opts[] = {
		COMMAND_ROOT(c->root),
		{ "additional-gids", 'g', OPT_LIST, &a->groups, "GID",
		  "a group more; once for each" },
		{ "cap", 'c', OPT_LIST, &a->capabilities, "CAP_...",
		  "a capability more" },
		{ "cgroup", 0, OPT_TEXT, &c->cgroup, "PATH",
		  "which group below the container's to enter" },
		{ "console-socket", 0, OPT_TEXT, &c->console_socket, "FILE",
		  "who takes the other end of the terminal" },
		{ "cwd", 0, OPT_TEXT, &c->cwd, "DIR", "where to run" },
		{ "detach", 'd', OPT_FLAG, &a->detach, NULL,
		  "do not wait for it" },
		{ "env", 'e', OPT_LIST, &a->env, "NAME=VALUE",
		  "a variable more" },
		{ "no-new-privs", 0, OPT_FLAG, &c->no_new_privileges, NULL,
		  "it cannot gain privileges" },
		{ "pid-file", 0, OPT_TEXT, &c->pid_file, "FILE",
		  "where to write its pid" },
		{ "preserve-fds", 0, OPT_UINT, &a->fds_len, "N",
		  "hand in descriptors from 3 on" },
		{ "process", 'p', OPT_TEXT, &a->process_file, "FILE",
		  "a 'process' of config.json to use instead" },
		{ "tty", 't', OPT_FLAG, &c->tty, NULL, "give it a terminal" },
		{ "user", 'u', OPT_TEXT, &c->user, "UID[:GID]",
		  "whose process it is" },
		{ 0 },
	};

	return opt_parse(argc, argv, opts, true, ret_first);
}

/* A process that is written down whole says all of that itself. */
static fallible check(const struct asked *a, int operands)
{
	const struct container_exec_config *c = &a->cfg;

	if (!a->process_file)
		return command_check_operands("exec", operands, 2, INT_MAX);
	if (c->user || c->cwd || a->env.len || a->groups.len ||
	    a->capabilities.len)
		return err_new(&ERR_USAGE, "exec: --process stands alone");
	return command_check_operands("exec", operands, 1, 1);
}

static fallible run(struct asked *a, int *ret_status)
{
	static const int stdio[3] = { STDIN_FILENO, STDOUT_FILENO,
				      STDERR_FILENO };
	struct container_exec_config *c = &a->cfg;
	auto_free int *fds = NULL;
	auto_free char *process = NULL;
	struct err *e = command_take_fds(a->fds_len, &fds, &c->fds);

	if (!e && a->process_file)
		e = command_read_file(a->process_file, SPEC_MAX_BYTES,
				      &process);
	if (e)
		return e;
	c->process = process;
	c->stdio = stdio;
	c->groups = a->groups.items;
	c->groups_len = a->groups.len;
	c->env = a->env.items;
	c->env_len = a->env.len;
	c->capabilities = a->capabilities.items;
	c->capabilities_len = a->capabilities.len;
	return a->detach ? container_exec_detached(c)
			 : container_exec(c, ret_status);
}

fallible cmd_exec(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status)
{
	auto_asked struct asked a = { .cfg = { .root = d->root } };
	int first = 0;
	struct err *e = parse(argc, argv, &a, &first);

	if (!e)
		e = check(&a, argc - first);
	if (e)
		return e;
	a.cfg.id = argv[first];
	if (!a.process_file)
		a.cfg.argv = argv + first + 1;
	*ret_status = 0;
	return run(&a, ret_status);
}
