/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Being a service of the machine's service manager, if it started us.
 */
#pragma once

#include "lib/err.h"

/* Tell it that the site is up. */
void service_ready(void);

/*
 * The listening socket called @name that it kept for us or opened for us; -1:
 * none. The caller owns it.
 */
int service_listener(const char *name);

/* Let it keep a copy of socket @fd for whoever comes after us. */
void service_keep(const char *name, int fd);
