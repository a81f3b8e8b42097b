/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a file is, by the end of its name.
 */
#pragma once

#include <stdbool.h>

#include "lib/str.h"

struct media_type {
	const char *name; /* for Content-Type */
	bool text;        /* worth compressing */
};

/* "application/octet-stream" for what is not known. */
const struct media_type *media_type_of(struct str path);
