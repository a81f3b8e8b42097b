/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Three numbers that are a day, a month and a year, in an order to be guessed.
 */
#pragma once

#include "render/liquid/date_parse.h"

/* As written; which is which is still to be seen. */
struct date_triple {
	struct str y, m, d;
	int month; /* by its name; 0: none */
};

/* Put the parts where they belong, as Ruby guesses it. */
void date_triple_set(struct date_triple t, struct date_parts *p);

/* A year as written; one of two digits is between 1969 and 2068. */
void date_triple_set_year(struct date_parts *p, struct str s);
