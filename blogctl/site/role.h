/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The three containers of a site. A role's name is also the container's id and
 * its bundle's name.
 */
#pragma once

#include <stdbool.h>

enum role { ROLE_SYNC, ROLE_RENDER, ROLE_SERVE };
#define ROLES 3

/* "sync", "render", "serve". */
const char *role_name(enum role role);

/* False when there is no role of that name. */
bool role_find(const char *name, enum role *ret);
