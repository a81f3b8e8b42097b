/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdalign.h>
#include <string.h>

#include "lib/arena.h"

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
	enum { PIECES = 2000 };
	auto_arena struct arena a = { 0 };
	unsigned char *pieces[PIECES];

	(void)state;
	for (size_t i = 0; i < PIECES; i++) {
		size_t size = i % 50 ? i % 97 : 5000;

		pieces[i] = arena_alloc(&a, size);
		assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t),
				 0);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(pieces[i][k], 0);
		memset(pieces[i], (int)(i % 251) + 1, size);
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t k = 0; k < (i % 50 ? i % 97 : 5000); k++)
			assert_int_equal(pieces[i][k], i % 251 + 1);
}

static void a_piece_of_nothing_is_there(void **state)
{
	auto_arena struct arena a = { 0 };

	(void)state;
	assert_non_null(arena_alloc(&a, 0));
	assert_non_null(arena_alloc_array(&a, 0, 8));
}

static void a_copied_string_has_a_nul_after_it(void **state)
{
	auto_arena struct arena a = { 0 };
	char text[] = "abc";
	char *copy = arena_strdup(&a, str_n(text, 2));

	(void)state;
	text[0] = 'x';
	assert_string_equal(copy, "ab");
	assert_string_equal(arena_strdup(&a, str_of(NULL)), "");
}

static void copied_items_outlive_their_originals(void **state)
{
	auto_arena struct arena a = { 0 };
	int items[] = { 3, 1, 2 };
	const int *copy = arena_copy(&a, items, 3, sizeof(*items));

	(void)state;
	items[1] = 7;
	assert_int_equal(copy[0], 3);
	assert_int_equal(copy[1], 1);
	assert_int_equal(copy[2], 2);
	assert_non_null(arena_copy(&a, NULL, 0, sizeof(*items)));
}

static void a_released_arena_can_be_used_again(void **state)
{
	auto_arena struct arena a = { 0 };

	(void)state;
	(void)arena_alloc(&a, 10000);
	arena_release(&a);
	assert_null(a.blocks);

	assert_non_null(arena_alloc_array(&a, 3, 8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
		cmocka_unit_test(a_piece_of_nothing_is_there),
		cmocka_unit_test(a_copied_string_has_a_nul_after_it),
		cmocka_unit_test(copied_items_outlive_their_originals),
		cmocka_unit_test(a_released_arena_can_be_used_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
