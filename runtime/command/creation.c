/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/creation.h"

#include <stdlib.h>

#include "lib/opt.h"
#include "runtime/spec/spec.h"

void creation_release(struct creation *c)
{
	free(c->fds);
	free(c->config);
	free(c->pid_file);
}

static fallible take_options(uint64_t fds_len, const char *config,
			     const char *pid_file, struct creation *c)
{
	struct err *e = command_take_fds(fds_len, &c->fds, &c->cfg.fds);

	if (!e && config)
		e = command_read_file(config, SPEC_MAX_BYTES, &c->config);
	if (!e && pid_file)
		e = command_absolute(pid_file, &c->pid_file);
	c->cfg.config = c->config;
	c->cfg.pid_file = c->pid_file;
	return e;
}

fallible creation_parse(const struct command_defaults *d, int argc, char **argv,
			bool runs, struct creation *ret)
{
	struct container_config *cfg = &ret->cfg;
	const char *config = NULL, *pid_file = NULL;
	uint64_t fds_len = 0;
	bool no_pivot = false;
	const struct opt opts[] = {
		COMMAND_ROOT(cfg->root),
		{ "bundle", 'b', OPT_TEXT, &cfg->bundle, "DIR",
		  "the folder with config.json" },
		{ "console-socket", 0, OPT_TEXT, &cfg->console_socket, "FILE",
		  "who takes the other end of the terminal" },
		{ "config", 'f', OPT_TEXT, &config, "FILE",
		  "the config.json to use instead of the bundle's" },
		{ "init", 0, OPT_FLAG, &cfg->init, NULL,
		  "run the program under a small first process" },
		{ "no-pivot", 0, OPT_FLAG, &no_pivot, NULL,
		  "refused: a root that hides the host's is no boundary" },
		{ "pid-file", 0, OPT_TEXT, &pid_file, "FILE",
		  "where to write the pid of its first process" },
		{ "preserve-fds", 0, OPT_UINT, &fds_len, "N",
		  "hand in descriptors from 3 on" },
		{ "tty", 't', OPT_FLAG, &cfg->tty, NULL, "give it a terminal" },
		{ runs ? "detach" : NULL, 'd', OPT_FLAG, &ret->detach, NULL,
		  "leave it running, with a log" },
		{ runs ? "keep" : NULL, 0, OPT_FLAG, &cfg->keep, NULL,
		  "do not remove it when it has ended" },
		{ 0 },
	};
	int first = 0;
	struct err *e;

	*cfg = (struct container_config){ .root = d->root,
					  .bundle = ".",
					  .cgroups = d->cgroups };
	e = opt_parse(argc, argv, opts, false, &first);
	if (!e)
		e = command_check_operands(argv[0], argc - first, 1, 1);
	if (!e && no_pivot)
		e = err_new(&ERR_USAGE,
			    "--no-pivot: refused, for the host's mounts would "
			    "stay below the container's root; boot from "
			    "a root that can be left, not an initramfs");
	if (e)
		return e;
	cfg->id = argv[first];
	return take_options(fds_len, config, pid_file, ret);
}
