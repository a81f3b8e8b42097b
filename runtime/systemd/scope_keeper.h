/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A process that does nothing but to be the first in a scope, for there is no
 * scope without one. It ends when it is let go, or when we end.
 */
#pragma once

#include <sys/types.h>

#include "lib/err.h"

struct scope_keeper {
	pid_t pid; /* 0: none */
	int fd;
};

#define SCOPE_KEEPER_NONE                                                      \
	{                                                                      \
		.fd = -1                                                       \
	}

fallible scope_keeper_start(struct scope_keeper *ret);

/* Also to be done by a child of the process that started it. None is fine. */
void scope_keeper_let_go(const struct scope_keeper *k);

void scope_keeper_release(struct scope_keeper *k);
#define auto_scope_keeper __attribute__((cleanup(scope_keeper_release)))
