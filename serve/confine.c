/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/confine.h"

#include <stddef.h>
#include <sys/prctl.h>

#include "serve/confine_landlock.h"
#include "serve/confine_seccomp.h"

fallible confine(const struct confine_config *cfg)
{
	struct err *e;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return err_sys("give up new privileges");
	e = confine_landlock(cfg);
	if (!e)
		e = confine_seccomp(cfg);
	if (e)
		return err_wrap(e, "confine ourselves");
	return NULL;
}
