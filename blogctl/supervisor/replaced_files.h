/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Watches files that others replace, as DHCP clients and systemd-resolved do
 * with resolv.conf: a file itself, and what its link leads to.
 */
#pragma once

#include "lib/err.h"

/*
 * *@ret_fd becomes readable once when one of @paths, which end in NULL, may
 * have changed since this call. Then call again: links may lead elsewhere.
 */
fallible replaced_files_watch(const char *const *paths, int *ret_fd);
