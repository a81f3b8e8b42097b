/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"

#define BLOCK_SIZE 8192 /* bytes; what is larger gets a block of its own */

struct arena_block {
	struct arena_block *next;
	max_align_t bytes[];
};

void arena_release(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *next = a->blocks->next;

		free(a->blocks);
		a->blocks = next;
	}
	*a = (struct arena){ 0 };
}

static void *add_block(struct arena *a, size_t size)
{
	struct arena_block *block = mem_alloc(sizeof(*block) + size);

	block->next = a->blocks;
	a->blocks = block;
	return block->bytes;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p;

	if (size > SIZE_MAX / 2)
		return mem_alloc(SIZE_MAX); /* ends the program */
	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (size > BLOCK_SIZE / 4)
		return add_block(a, size);
	if (size > a->left || !a->next) {
		a->next = add_block(a, BLOCK_SIZE);
		a->left = BLOCK_SIZE;
	}
	p = a->next;
	a->next += size;
	a->left -= size;
	return p;
}

void *arena_alloc_array(struct arena *a, size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total))
		total = SIZE_MAX;
	return arena_alloc(a, total);
}

void *arena_copy(struct arena *a, const void *items, size_t n, size_t size)
{
	void *copy = arena_alloc_array(a, n, size);

	if (n)
		memcpy(copy, items, n * size);
	return copy;
}

char *arena_strdup(struct arena *a, struct str s)
{
	char *copy = arena_alloc(a, s.len + 1);

	if (s.len)
		memcpy(copy, s.data, s.len);
	return copy;
}
