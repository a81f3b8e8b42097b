/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "runtime/container_status.h"

#define COMM_MAX                                                               \
	64 /* bytes; the kernel's own threads have the longest names           \
	    */

/* A process names itself as it likes: nothing of it may steer a terminal. */
static void print_process(pid_t pid)
{
	auto_free char *path = mem_printf("/proc/%d/comm", (int)pid);
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	char name[COMM_MAX];
	ssize_t len = fd < 0 ? -1 : read(fd, name, sizeof(name));

	if (len <= 0)
		return;
	(void)printf("%-8d ", (int)pid);
	for (ssize_t i = 0; i < len && name[i] != '\n'; i++)
		(void)putchar(isprint((unsigned char)name[i]) ? name[i] : '?');
	(void)putchar('\n');
}

fallible cmd_ps(const struct command_defaults *d, int argc, char **argv,
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
		e = command_check_operands("ps", argc - first, 1, 1);
	if (!e)
		e = container_list_processes(root, argv[first], &pids, &len);
	if (e)
		return e;
	(void)printf("%-8s %s\n", "PID", "NAME");
	for (size_t i = 0; i < len; i++)
		print_process(pids[i]);
	return NULL;
}
