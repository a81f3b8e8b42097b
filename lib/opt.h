/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Command lines from one table. The table is parsed by getopt_long(3) and
 * printed as help, so the two cannot disagree.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"

enum opt_kind {
	OPT_FLAG,     /* bool: becomes true */
	OPT_TEXT,     /* const char *: borrowed from argv */
	OPT_UINT,     /* uint64_t */
	OPT_DURATION, /* uint64_t, milliseconds; see num_parse_duration() */
	OPT_LIST,     /* struct opt_list: each use adds one */
};

/* All zeros is empty. */
struct opt_list {
	const char **items; /* the strings are borrowed from argv */
	size_t len;
	size_t cap;
};

void opt_list_release(struct opt_list *l);
#define auto_opt_list __attribute__((cleanup(opt_list_release)))

struct opt {
	const char *name; /* without the dashes; NULL ends a table */
	char letter;      /* 0: only the long form */
	enum opt_kind kind;
	void *ret;       /* what the kind says; untouched when not given */
	const char *arg; /* its name in the help; NULL for OPT_FLAG */
	const char *help;
};

/*
 * Parse the options in @argv, whose first element names the command. Operands
 * begin at *@ret_operands; with @stop_at_operand everything from the first
 * operand on belongs to somebody else, else options may follow operands and
 * argv is permuted. ERR_USAGE names the option that is wrong.
 */
fallible opt_parse(int argc, char **argv, const struct opt *opts,
		   bool stop_at_operand, int *ret_operands);

/* Print one aligned line for each option on standard output. */
void opt_print_help(const struct opt *opts);
