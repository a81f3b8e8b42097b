/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "serve/confine.h"

/*
 * Leave nothing of the file system but reading below the volume, and no TCP
 * port to bind or connect. Does as much of it as the kernel can, which may be
 * nothing. no_new_privs must be set.
 */
fallible confine_landlock(const struct confine_config *cfg);
