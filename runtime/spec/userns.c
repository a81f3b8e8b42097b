/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/spec/userns.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/capability.h>
#include <linux/sched.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/spec/capabilities.h"

bool userns_may_mount(void)
{
	return capabilities_have(CAP_SYS_ADMIN);
}

fallible userns_open(pid_t pid, int *ret)
{
	auto_free char *path = mem_printf("/proc/%d/ns/user", (int)pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_sys("open '%s'", path);
	*ret = fd;
	return NULL;
}

/* A process that waits to be killed, alone in a new user namespace. */
static pid_t start_holder(void)
{
	struct clone_args args = { .flags = CLONE_NEWUSER,
				   .exit_signal = SIGCHLD };
	pid_t pid = (pid_t)syscall(SYS_clone3, &args, sizeof(args));

	if (pid == 0)
		for (;;)
			(void)pause();
	return pid;
}

fallible userns_make(const struct id_maps *maps, int *ret)
{
	pid_t pid = start_holder();
	struct err *e;

	if (pid < 0)
		return err_sys("make a user namespace");
	e = id_maps_write(pid, maps);
	if (!e)
		e = userns_open(pid, ret);
	(void)kill(pid, SIGKILL);
	(void)waitpid(pid, NULL, 0);
	return e;
}
