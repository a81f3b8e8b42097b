/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/pid_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

fallible pid_file_write(const char *path, pid_t pid)
{
	auto_free char *text = mem_printf("%d", (int)pid);
	auto_free char *temporary = mem_printf("%s.%d.tmp", path, (int)pid);
	auto_close int fd = open(
		temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		0644);
	struct err *e;

	if (fd < 0)
		return err_sys("make pid file '%s'", path);
	e = fs_write_fd(fd, text, strlen(text));
	if (!e && rename(temporary, path))
		e = err_sys("make pid file '%s'", path);
	if (e)
		(void)unlink(temporary);
	return e;
}
