/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What /etc/passwd below a root says of a user, where it may be anything: a
 * container's own users write it. Nothing but a plain file of a sane size is
 * read, and no link of /proc is followed on the way.
 */
#pragma once

#include <sys/types.h>

/* NULL: it does not say. The caller frees it. */
char *passwd_find_name(int root, uid_t uid);

/* Likewise; absolute. */
char *passwd_find_home(int root, uid_t uid);
