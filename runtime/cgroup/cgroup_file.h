/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The small files of a control group.
 */
#pragma once

#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

/* Write @value in one go. ERR_NOT_FOUND, ERR_DENIED. */
fallible cgroup_file_write(const char *group, const char *file,
			   const char *value);

/* Append what is in it. ERR_NOT_FOUND. */
fallible cgroup_file_read(const char *group, const char *file, struct buf *out);

/* A file with one number; "max" is UINT64_MAX. */
fallible cgroup_file_read_number(const char *group, const char *file,
				 uint64_t *ret);

/* The number after @key in lines of "key number"; 0 when it is not there. */
uint64_t cgroup_file_find(struct str text, const char *key);
