/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A filter of system calls by number, as a program for seccomp(2): a binary
 * search over ranges of numbers with the same outcome, so that few
 * instructions run for each call and few are loaded.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

#define CALL_ARGS 6 /* a system call has no more */

enum call_operator {
	CALL_EQ,
	CALL_GE,
	CALL_GT,
	CALL_LE,
	CALL_LT,
	CALL_MASKED_EQ,
	CALL_NE,
};

struct call_arg {
	unsigned index; /* below CALL_ARGS */
	enum call_operator op;
	uint64_t value;
	uint64_t mask; /* for CALL_MASKED_EQ; bits of @value beyond it do not
			  count */
};

struct call_rule {
	uint32_t number;
	uint32_t action; /* SECCOMP_RET_ with its data */
	bool wide;       /* arguments have 64 bits, and not 32 */
	size_t order;    /* set by compiling: its place among the rules */
	const struct call_arg *args; /* all have to hold; the caller's */
	size_t args_len;
};

/*
 * What seccomp(2) tells apart by its architecture. Of several rules for one
 * number, the first without arguments decides, or else the first whose
 * arguments hold.
 */
struct call_space {
	uint32_t arch;           /* AUDIT_ARCH_ */
	struct call_rule *rules; /* the caller's; get sorted */
	size_t len;
	size_t cap;
	uint32_t foreign; /* numbers from this to UINT32_MAX - 1 are those of a
			     foreign architecture; 0: there are none */
};

struct call_filter {
	struct call_space *spaces; /* each with another architecture */
	size_t len;
	uint32_t default_action;
	uint32_t foreign_action; /* for every other architecture */
};

/* Append the program to @out; ERR_INPUT when it is too long. */
fallible call_filter_compile(const struct call_filter *f, struct buf *out);
