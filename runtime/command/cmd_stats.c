/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/opt.h"
#include "runtime/container/container_control.h"
#include "runtime/container/container_status.h"

#define SECOND_NS 1e9
/* What version 1 says of memory without a limit is a little less than all. */
#define NO_LIMIT (UINT64_C(1) << 62)

static char *format_limit(uint64_t n)
{
	return n >= NO_LIMIT ? mem_strdup("-") : num_format_bytes(n);
}

static void print_line(const char *id, const struct cgroup_stats *s)
{
	auto_free char *usage = num_format_bytes(s->memory.usage);
	auto_free char *limit = format_limit(s->memory.limit);
	auto_free char *read = num_format_bytes(s->io.read_bytes);
	auto_free char *written = num_format_bytes(s->io.written_bytes);

	(void)printf("%-24s %9.2fs %10s %10s %6llu %10s %10s\n", id,
		     (double)s->cpu.total_ns / SECOND_NS, usage, limit,
		     (unsigned long long)s->pids.current, read, written);
}

static fallible print_one(const char *root, const char *id)
{
	struct cgroup_stats s = { 0 };
	struct err *e = container_read_stats(root, id, &s);

	if (!e)
		print_line(id, &s);
	return e;
}

/* Those that end, or have no groups, have nothing to tell. */
static fallible print_all(const char *root)
{
	char **ids = NULL;
	size_t len = 0;
	struct err *e = container_list(root, &ids, &len);

	for (size_t i = 0; i < len; i++) {
		if (!e)
			e = print_one(root, ids[i]);
		if (err_is(e, &CONTAINER_STOPPED) ||
		    err_is(e, &CONTAINER_UNKNOWN) ||
		    err_is(e, &ERR_NOT_FOUND)) {
			err_drop(e);
			e = NULL;
		}
		free(ids[i]);
	}
	free(ids);
	return e;
}

fallible cmd_stats(const struct command_defaults *d, int argc, char **argv,
		   int *ret_status)
{
	const char *root = d->root;
	const struct opt opts[] = { COMMAND_ROOT(root), { 0 } };
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (e)
		return e;
	(void)printf("%-24s %10s %10s %10s %6s %10s %10s\n", "ID", "CPU",
		     "MEMORY", "LIMIT", "PIDS", "READ", "WRITTEN");
	if (first == argc)
		return print_all(root);
	for (int i = first; i < argc && !e; i++)
		e = print_one(root, argv[i]);
	return e;
}
