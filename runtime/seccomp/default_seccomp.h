/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The system calls that ordinary programs need, and no others: the default
 * profile. What is not on the list does not exist (ENOSYS), so that programs
 * fall back to what does. Missing on purpose: everything that mounts, traces,
 * makes namespaces or modules, clone3 (whose flags a filter cannot see),
 * io_uring, bpf, userfaultfd, keys, handles, foreign architectures, and
 * sockets but of the unix, internet and netlink families. A terminal's input
 * cannot be faked.
 */
#pragma once

#include "lib/json.h"

/* Write it as the value of @key. */
void default_seccomp_write(struct json_writer *w, const char *key);
