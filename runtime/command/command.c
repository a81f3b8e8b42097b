/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/num.h"

#define FIRST_FD 3    /* SD_LISTEN_FDS_START */
#define MAX_FDS 1024u /* no more than a process may have by default */

const struct command commands[] = {
	{ "cp", "FILE ID:PATH | ID:PATH FILE", "copy a file in or out",
	  cmd_cp },
	{ "create", "ID", "make a container from a bundle", cmd_create },
	{ "delete", "ID", "remove a container", cmd_delete },
	{ "events", "ID", "tell what a container uses", cmd_events },
	{ "exec", "ID COMMAND...", "run a command in a container", cmd_exec },
	{ "features", "", "tell engines what we can do", cmd_features },
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
	{ "stats", "[ID...]", "print what containers use", cmd_stats },
	{ "top", "ID", "print what the processes of a container use", cmd_top },
	{ "try", "COMMAND...", "run a command in a container of its own",
	  cmd_try },
	{ "update", "ID", "change the limits of a container",
	  cmd_update_limits },
	{ "wait", "ID...", "wait for containers to end", cmd_wait },
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

fallible command_check_format(const char *format, bool *ret_json)
{
	bool json = !strcmp(format, "json");

	if (!json && strcmp(format, "table") != 0)
		return err_new(&ERR_USAGE,
			       "--format: '%s' is not table or json", format);
	*ret_json = json;
	return NULL;
}

/* Those of a service manager come before any others; as sd_listen_fds(3) has
 * it, they are ours only if the pid is. */
static uint64_t count_listening(void)
{
	const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
	uint64_t number = 0, count = 0;

	if (!pid || !num_parse_uint(str_of(pid), INT32_MAX, &number) ||
	    (pid_t)number != getpid())
		return 0;
	if (!fds || !num_parse_uint(str_of(fds), MAX_FDS, &count))
		return 0;
	return count;
}

fallible command_take_fds(uint64_t len, int **ret_fds,
			  struct container_fds *ret)
{
	const uint64_t listening = count_listening();
	int *fds;

	if (len > MAX_FDS)
		return err_new(&ERR_USAGE,
			       "option --preserve-fds: at most %u descriptors",
			       MAX_FDS);
	len += listening;
	fds = mem_alloc_array((size_t)len + 1, sizeof(*fds));
	for (size_t i = 0; i < len; i++)
		fds[i] = FIRST_FD + (int)i;
	*ret_fds = fds;
	*ret = (struct container_fds){ .fds = fds,
				       .len = (size_t)len,
				       .listening = (size_t)listening };
	return NULL;
}

fallible command_read_file(const char *path, size_t limit, char **ret)
{
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	auto_buf struct buf text = { 0 };
	struct err *e;

	if (fd < 0)
		return err_sys("open '%s'", path);
	e = fs_read_fd(fd, limit, &text);
	if (e)
		return err_wrap(e, "read '%s'", path);
	*ret = mem_strndup(text.data, text.len);
	return NULL;
}

fallible command_absolute(const char *path, char **ret)
{
	auto_free char *here = NULL;

	if (path[0] == '/') {
		*ret = mem_strdup(path);
		return NULL;
	}
	here = getcwd(NULL, 0);
	if (!here)
		return err_sys("find the current folder");
	*ret = mem_printf("%s/%s", here, path);
	return NULL;
}
