/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The listening socket of a site: bound outside of all containers and handed
 * in, so it outlives whoever answers on it.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"

/* Another program listens there. */
extern const struct err_tag LISTENER_TAKEN;

/*
 * Bind and listen at @address: "ADDRESS:PORT", "[IPV6]:PORT", ":PORT" or
 * "PORT" (the latter two: every address of the machine). ERR_USAGE: it is none
 * of these. LISTENER_TAKEN. ERR_DENIED: ports below 1024 need root.
 * ERR_NOT_FOUND: the address is not this machine's.
 */
fallible listener_open(const char *address, int *ret_fd);

/* @address checked and in its full form, ADDRESS:PORT; the caller frees it. */
fallible listener_normalize(const char *address, char **ret);

/* Whether @fd is a TCP socket that listens. */
bool listener_is_listening(int fd);

/*
 * Make sure *@fd listens: one that was shut down is replaced by a new one at
 * the same address.
 */
fallible listener_ensure(const char *address, int *fd);

/*
 * A copy of the listening socket bound to @address among the descriptors of
 * the process behind @pidfd. ERR_NOT_FOUND: it has none.
 */
fallible listener_take_over(int pidfd, const char *address, int *ret_fd);

/* The URL people type for @address; the caller frees it. */
char *listener_url(const char *address);
