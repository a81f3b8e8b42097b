/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command.h"

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "runtime/container.h"

#define FIRST_FD 3    /* SD_LISTEN_FDS_START */
#define MAX_FDS 1024u /* no more than a process may have by default */

fallible cmd_run(const struct command_defaults *d, int argc, char **argv,
		 int *ret_status)
{
	struct container_config cfg = { .root = d->root, .bundle = "." };
	bool detach = false;
	uint64_t fds_len = 0;
	const struct opt opts[] = {
		COMMAND_ROOT(cfg.root),
		{ "bundle", 'b', OPT_TEXT, &cfg.bundle, "DIR",
		  "the folder with config.json" },
		{ "detach", 'd', OPT_FLAG, &detach, NULL,
		  "leave it running, with a log" },
		{ "init", 0, OPT_FLAG, &cfg.init, NULL,
		  "run the program under a small first process" },
		{ "preserve-fds", 0, OPT_UINT, &fds_len, "N",
		  "hand in descriptors from 3 on, as LISTEN_FDS" },
		{ 0 },
	};
	auto_free int *fds = NULL;
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	if (!e)
		e = command_check_operands("run", argc - first, 1, 1);
	if (!e && fds_len > MAX_FDS)
		e = err_new(&ERR_USAGE, "run: at most %u descriptors", MAX_FDS);
	if (e)
		return e;
	fds = mem_alloc_array((size_t)fds_len + 1, sizeof(*fds));
	for (size_t i = 0; i < fds_len; i++)
		fds[i] = FIRST_FD + (int)i;
	cfg.id = argv[first];
	cfg.fds = (struct container_fds){ .fds = fds, .len = (size_t)fds_len };
	if (detach)
		return container_run_detached(&cfg);
	return container_run(&cfg, ret_status);
}
