/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kinds of nodes that a grammar knows, for the program that makes the
 * tables.
 */
#pragma once

#include <stdint.h>

#include "lib/str.h"

struct TSLanguage;

/* How many there are; kinds count from 0. */
size_t highlight_treesitter_kinds(const struct TSLanguage *l);

/* The kind that is called @name; 0: none. Not @named: the token itself. */
uint16_t highlight_treesitter_kind(const struct TSLanguage *l, struct str name,
				   bool named);

/* The text of a kind that is a token; NULL: it is none. */
const char *highlight_treesitter_token(const struct TSLanguage *l,
				       uint16_t kind);
