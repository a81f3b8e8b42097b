/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bringing a site that is up to the programs there are now, while it answers.
 */
#pragma once

#include <stdbool.h>

#include "blogctl/lifecycle/blog.h"
#include "lib/err.h"

/*
 * Pack the images anew from the programs beside @program. A container whose
 * bundle comes out different from the one it was started from is ended, serve
 * last; the supervisor, which keeps the listening socket, starts it again.
 * A supervisor that another program than @program made is replaced, unless it
 * is a service's. The caller holds the lock of the place. *@ret_renewed:
 * something was replaced. A container that does not stay up with its new
 * program is an error, and those there were are started again. Killed half
 * way, it is finished by another call.
 */
fallible site_upgrade(const struct blog *site, const char *program,
		      bool *ret_renewed);
