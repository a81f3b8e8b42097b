/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SHA-256 (FIPS 180-4), which names objects, images and layers.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"

#define DIGEST_SIZE 32                        /* bytes */
#define DIGEST_HEX_SIZE (2 * DIGEST_SIZE + 1) /* bytes, with the NUL */

struct digest {
	uint8_t bytes[DIGEST_SIZE];
};

/* Thread-safe. */
void digest_of(const void *data, size_t len, struct digest *ret);

/* Of everything from the current offset of @fd to its end. */
fallible digest_of_fd(int fd, struct digest *ret);

/* Lower-case hexadecimal. */
void digest_hex(const struct digest *d, char ret_hex[static DIGEST_HEX_SIZE]);

/* The reverse; false, with nothing written, when @hex is anything else. */
bool digest_parse(struct str hex, struct digest *ret);
