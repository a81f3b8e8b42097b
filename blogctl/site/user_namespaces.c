/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/user_namespaces.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"

/* What may forbid it, the value that does, and the one that does not. */
struct knob {
	const char *name; /* below /proc/sys, with '.' for '/' */
	const char *path;
	char forbids;
	const char *allow;
};

static const struct knob knobs[] = {
	{ "kernel.unprivileged_userns_clone",
	  "kernel/unprivileged_userns_clone", '0', "1" },
	{ "user.max_user_namespaces", "user/max_user_namespaces", '0',
	  "15000" },
	{ "kernel.apparmor_restrict_unprivileged_userns",
	  "kernel/apparmor_restrict_unprivileged_userns", '1', "0" },
};

static bool forbids(const struct knob *knob)
{
	auto_buf struct buf value = { 0 };
	auto_close int dir = -1;
	struct err *e = fs_open_dir("/proc/sys", &dir);

	if (!e)
		e = fs_read_at(dir, knob->path, 64, &value);
	if (e) {
		err_drop(e);
		return false;
	}
	return value.len == 2 && value.data[0] == knob->forbids;
}

/*
 * Some machines let the namespace be made and then grant nothing in it, so
 * something is done there that needs a capability.
 */
static int try_one(void)
{
	int status;
	pid_t child = fork();

	if (child < 0)
		return errno;
	if (child == 0) {
		if (unshare(CLONE_NEWUSER | CLONE_NEWUTS) < 0 ||
		    sethostname("try", 3) < 0)
			_exit(errno);
		_exit(0);
	}
	if (waitpid(child, &status, 0) < 0)
		return errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : EPERM;
}

fallible user_namespaces_check(void)
{
	int failed = try_one();

	if (!failed)
		return NULL;
	for (size_t i = 0; i < sizeof(knobs) / sizeof(knobs[0]); i++)
		if (forbids(&knobs[i]))
			return err_new(&ERR_DENIED,
				       "%s forbids containers on this machine;"
				       " as root, allow them: sysctl -w %s=%s",
				       knobs[i].name, knobs[i].name,
				       knobs[i].allow);
	return err_new(&ERR_DENIED,
		       "this machine allows no user namespaces, which the "
		       "containers need: %s",
		       strerror(failed));
}
