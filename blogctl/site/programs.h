/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the programs that go into the containers are, and the theme: beside
 * the program that runs, installed or not.
 */
#pragma once

#include "lib/err.h"

/* All zeros is empty. */
struct programs {
	char *folder; /* with content-sync, render and serve */
	char *theme;  /* a Jekyll site: the default theme */
	char *themes; /* a folder of others; NULL: not there */
};

void programs_release(struct programs *p);
#define auto_programs __attribute__((cleanup(programs_release)))

/* @own is the path of the running program. ERR_NOT_FOUND names what is
 * missing. */
fallible programs_find(const char *own, struct programs *ret);
