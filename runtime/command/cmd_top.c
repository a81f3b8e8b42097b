/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <stdio.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/opt.h"
#include "runtime/container/container_status.h"
#include "runtime/container/process_facts.h"

#define SECOND_MS 1000
#define MINUTE_MS 60000

static void print_process(const struct process_facts *f)
{
	auto_free char *memory = num_format_bytes(f->memory);

	(void)printf("%-8d %-8d %-10u %c %10s %4llu:%05.2f %s\n", (int)f->pid,
		     (int)f->inside, f->uid, f->state, memory,
		     (unsigned long long)f->used_ms / MINUTE_MS,
		     (double)(f->used_ms % MINUTE_MS) / SECOND_MS, f->name);
}

/* Processes end while we look. */
static fallible print_all(const pid_t *pids, size_t len)
{
	(void)printf("%-8s %-8s %-10s %c %10s %10s %s\n", "PID", "INSIDE",
		     "UID", 'S', "MEMORY", "TIME", "NAME");
	for (size_t i = 0; i < len; i++) {
		struct process_facts f = { 0 };
		struct err *e = process_facts_read(pids[i], &f);

		if (!e)
			print_process(&f);
		else if (!err_is(e, &ERR_NOT_FOUND))
			return e;
		err_drop(e);
	}
	return NULL;
}

fallible cmd_top(const struct command_defaults *d, int argc, char **argv,
		 int *ret_status)
{
	const char *root = d->root;
	const struct opt opts[] = { COMMAND_ROOT(root), { 0 } };
	auto_free pid_t *pids = NULL;
	size_t len = 0;
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("top", argc - first, 1, 1);
	if (!e)
		e = container_list_processes(root, argv[first], &pids, &len);
	return e ? e : print_all(pids, len);
}
