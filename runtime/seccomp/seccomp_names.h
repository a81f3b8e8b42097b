/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names that linux.seccomp of the OCI runtime specification uses. Each
 * function is false when it knows no such name.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* "SCMP_ACT_ERRNO": what a filter returns. @error goes with it where an action
 * has one. */
bool seccomp_find_action(const char *name, uint16_t error, uint32_t *ret);

/* "SCMP_CMP_EQ": an enum call_operator. */
bool seccomp_find_operator(const char *name, uint32_t *ret);

/* "SCMP_ARCH_X86_64": libseccomp's token, 0 for the native one. */
bool seccomp_find_architecture(const char *name, uint32_t *ret);

/* "SECCOMP_FILTER_FLAG_LOG": a flag of seccomp(2). */
bool seccomp_find_flag(const char *name, uint32_t *ret);
