/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "runtime/channel.h"
#include "runtime/process/hooks.h"

/* Where a container in the making stops for its hooks. */
struct hook_stop {
	struct hook_subject subject;
	const struct channel *channel; /* to the launcher */
	pid_t pid;                     /* ours, as hooks outside see it */
};
