/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a fuzz target gives: see fuzz_main.c and `make fuzz`.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Feed @size bytes to a parser. Returns 0, and aborts when the parser breaks
 * its promise. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
