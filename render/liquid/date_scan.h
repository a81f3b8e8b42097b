/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small steps over the text of a date, which is lower case. Each moves *@p on
 * and says whether it could; when it could not, *@p is as before.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "lib/str.h"

struct date_scan {
	const char *begin; /* a NUL stands at the end */
	const char *p;
};

bool date_scan_char(struct date_scan *s, char c);
bool date_scan_one_of(struct date_scan *s, const char *chars, char *ret);
void date_scan_space(struct date_scan *s);
bool date_scan_digits(struct date_scan *s, size_t min, size_t max,
		      struct str *ret);
bool date_scan_word(struct date_scan *s, const char *word);

/* A number with an apostrophe and a sign before it, as @signs allows. */
bool date_scan_number(struct date_scan *s, const char *signs, struct str *ret);

/* The first three letters of a month and all that sticks to them; 1 to 12. */
bool date_scan_month(struct date_scan *s, int *ret);

/* Is here the end, or the beginning, of a word? */
bool date_scan_at_edge(const struct date_scan *s);
