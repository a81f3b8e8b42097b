/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which system calls a container may make: linux.seccomp of the OCI runtime
 * specification, turned into a filter program outside and loaded inside.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "runtime/channel.h"

struct seccomp_arg {
	unsigned index; /* 0 to 5 */
	uint64_t value;
	uint64_t value_two; /* for SCMP_CMP_MASKED_EQ, whose mask is @value */
	const char *op;     /* "SCMP_CMP_EQ" */
};

struct seccomp_rule {
	const char **names;
	size_t names_len;
	const char *action; /* "SCMP_ACT_ALLOW" */
	uint16_t error;     /* errno for SCMP_ACT_ERRNO, data for _TRACE */
	const struct seccomp_arg *args;
	size_t args_len;
};

struct seccomp_profile {
	const char *default_action;
	uint16_t default_error;
	const char **architectures; /* "SCMP_ARCH_X86_64"; none: the native */
	size_t architectures_len;
	const char **flags; /* "SECCOMP_FILTER_FLAG_LOG" */
	size_t flags_len;
	const struct seccomp_rule *rules;
	size_t rules_len;
};

/* A filter in the kernel's language. All zeros is none. */
struct seccomp_program {
	struct buf code;
	unsigned flags; /* of seccomp(2) */
};

void seccomp_program_release(struct seccomp_program *p);
#define auto_seccomp_program __attribute__((cleanup(seccomp_program_release)))

/*
 * Names of system calls that this machine does not know are passed over, as
 * the specification allows; any other unknown name is ERR_INPUT with its field.
 */
fallible seccomp_compile(const struct seccomp_profile *profile,
			 struct seccomp_program *ret);

/*
 * It takes as long to write as other things that have to be done, so it is sent
 * to the process that was started meanwhile, once that has been let go. False
 * when the launcher is gone.
 */
void seccomp_program_send(const struct seccomp_program *p,
			  const struct channel *to);
bool seccomp_program_receive(struct seccomp_program *ret,
			     const struct channel *from);

/* Confine this process for good. Needs no_new_privs or CAP_SYS_ADMIN. */
fallible seccomp_program_load(const struct seccomp_program *p);
