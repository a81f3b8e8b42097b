/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small sites for tests: files are written below DIR/site, and what they become
 * is found below DIR/out. The clock stands at SITE_CASE_NOW.
 */
#pragma once

#include "lib/build_report.h"

#define SITE_CASE_NOW 1717200000 /* 2024-06-01T00:00:00Z */

/* Write a file of the site. */
void site_case_write(const char *dir, const char *path, const char *text);

/* Render the site; release *@ret. */
void site_case_build(const char *dir, struct build_report *ret);

/* Render the site, which must be in order, and return file @path of it. Free
 * it. */
char *site_case_output(const char *dir, const char *path);

/* What the Liquid @text prints on a page of the site. Free it. */
char *site_case_print(const char *dir, const char *text);
