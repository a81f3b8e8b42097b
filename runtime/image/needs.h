/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a program of this machine needs beside itself to start: its dynamic
 * loader and the shared libraries that this loader would map.
 */
#pragma once

#include <stddef.h>

#include "lib/err.h"

/* All zeros is empty: what a static program needs. */
struct needs {
	char *loader;     /* as the program names it, absolute */
	char **libraries; /* absolute paths on this machine */
	size_t len;
	size_t cap;
};

void needs_release(struct needs *n);
#define auto_needs __attribute__((cleanup(needs_release)))

/*
 * Ask the program's own loader, with an empty environment, so the answer is
 * what a start would do. Only for programs we trust: a hostile one could name a
 * loader of its own. ERR_INPUT: not an ELF program of this machine's word
 * size, or a library is missing.
 */
fallible needs_find(const char *program, struct needs *ret);
