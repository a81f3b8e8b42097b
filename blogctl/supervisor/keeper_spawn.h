/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Starting the supervisor of a site as a daemon.
 */
#pragma once

#include "blogctl/supervisor/keeper.h"
#include "lib/err.h"

#define KEEPER_NAME "blogctl-keeper" /* of its process */

/*
 * keeper_run() in a process of its own, that has no terminal and logs to the
 * run folder. Returns when all containers run, or with what hindered one. The
 * listener is taken; @cfg's ready, log and lock are not used.
 */
fallible keeper_spawn(const struct keeper_config *cfg);
