/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "runtime/container/container_status.h"

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

static void print_pids(const pid_t *pids, size_t len)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };

	json_open_list(&w, NULL);
	for (size_t i = 0; i < len; i++)
		json_put_int(&w, NULL, pids[i]);
	json_close_list(&w);
	(void)fputs(text.data, stdout);
}

static void print_table(const pid_t *pids, size_t len)
{
	(void)printf("%-8s %s\n", "PID", "NAME");
	for (size_t i = 0; i < len; i++)
		print_process(pids[i]);
}

fallible cmd_ps(const struct command_defaults *d, int argc, char **argv,
		int *ret_status)
{
	const char *root = d->root;
	const char *format = "table";
	bool json = false;
	const struct opt opts[] = { COMMAND_ROOT(root),
				    COMMAND_FORMAT(format),
				    { 0 } };
	auto_free pid_t *pids = NULL;
	size_t len = 0;
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("ps", argc - first, 1, 1);
	if (!e)
		e = command_check_format(format, &json);
	if (!e)
		e = container_list_processes(root, argv[first], &pids, &len);
	if (e)
		return e;
	if (json)
		print_pids(pids, len);
	else
		print_table(pids, len);
	return NULL;
}
