/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <sys/wait.h>

/* A status from waitpid(2) as shells say it: 128 + n for signal n. */
static inline int wait_status_to_exit(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status)
				   : WEXITSTATUS(status);
}
