/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/role.h"

#include <string.h>

static const char *const names[ROLES] = { "sync", "render", "serve" };

const char *role_name(enum role role)
{
	return names[role];
}

bool role_find(const char *name, enum role *ret)
{
	for (int i = 0; i < ROLES; i++)
		if (!strcmp(names[i], name)) {
			*ret = (enum role)i;
			return true;
		}
	return false;
}
