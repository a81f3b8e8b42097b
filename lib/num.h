/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers as people write them. Nothing but the number may be in the text: no
 * white space, no plus sign, no trailing bytes. False, with nothing written,
 * when it is not one or out of range.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/str.h"

bool num_parse_int(struct str text, int64_t min, int64_t max, int64_t *ret);
bool num_parse_uint(struct str text, uint64_t max, uint64_t *ret);

/* Octal digits, as in file modes. */
bool num_parse_octal(struct str text, uint64_t max, uint64_t *ret);

/* Value of a hexadecimal digit, or -1. */
int num_hex_digit(char c);

/*
 * A decimal fraction as in JSON, but leading zeros are fine. Independent of
 * the locale.
 */
bool num_parse_double(struct str text, double *ret);

/* "250ms", "60s", "5m", "2h" or "1d", in milliseconds; a bare number counts
 * seconds. */
bool num_parse_duration(struct str text, uint64_t *ret_ms);

/* "16 MiB", "1.5 KiB", "1 byte": rounded to a tenth. Free it. */
char *num_format_bytes(uint64_t n);
