/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an unquoted YAML scalar means to Ruby's Psych 4 (scalar_scanner.rb):
 * YAML 1.1 with Ruby's own turns. But for a symbol (:name), which is the string
 * it was written as, and for whole numbers beyond 64 bits, which are strings.
 */
#pragma once

#include "lib/data.h"

/* Set @ret's kind and value. A string is @text itself. */
void conf_scalar_resolve(struct str text, struct data *ret);

/* The two parts of it: false when @text is no number, or no moment. */
bool conf_scalar_number(struct str text, struct data *ret);
bool conf_scalar_time(struct str text, struct data *ret);
