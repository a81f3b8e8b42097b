/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory given out piece by piece and taken back all at once. All zeros is an
 * empty arena. Not for two threads at once.
 */
#pragma once

#include <stddef.h>

#include "lib/str.h"

struct arena_block;

struct arena {
	struct arena_block *blocks;
	char *next;
	size_t left;
};

void arena_release(struct arena *a);
#define auto_arena __attribute__((cleanup(arena_release)))

/* @size zeroed bytes, aligned for any type, good until the arena goes. */
void *arena_alloc(struct arena *a, size_t size);

/* Array of @n zeroed elements; overflow ends the program. */
void *arena_alloc_array(struct arena *a, size_t n, size_t size);

/* A copy of @n items. */
void *arena_copy(struct arena *a, const void *items, size_t n, size_t size);

/* A copy of @s with a NUL after it. */
char *arena_strdup(struct arena *a, struct str s);
