/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/http_mhd_cache.h"

#include "tests/support/test.h"

static const char index_bytes[1024]; /* where keys point to */

static struct http_mhd_key key_of(size_t n)
{
	return (struct http_mhd_key){ index_bytes + n, n % 3 };
}

static struct MHD_Response *make_response(void)
{
	return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
}

static void add(struct http_mhd_cache *c, size_t n, size_t bytes, bool file)
{
	http_mhd_cache_add(c, key_of(n), make_response(), bytes, file);
}

static void kept_responses_are_found(void **state)
{
	struct http_mhd_cache c = { 0 };
	struct MHD_Response *one = make_response(), *two = make_response();
	const struct http_mhd_key notice = { NULL, 404 };

	(void)state;
	http_mhd_cache_add(&c, key_of(1), one, 10, false);
	http_mhd_cache_add(&c, notice, two, 10, false);

	assert_ptr_equal(http_mhd_cache_find(&c, key_of(1)), one);
	assert_ptr_equal(http_mhd_cache_find(&c, notice), two);
	assert_null(http_mhd_cache_find(
		&c, (struct http_mhd_key){ key_of(1).what, 2 }));
	assert_null(http_mhd_cache_find(&c, key_of(4)));
	http_mhd_cache_release(&c);
	assert_null(http_mhd_cache_find(&c, key_of(1)));
	assert_int_equal(c.bytes, 0);
}

static void open_files_are_limited(void **state)
{
	struct http_mhd_cache c = { 0 };

	(void)state;
	for (size_t i = 0; i < HTTP_MHD_CACHE_MAX_FILES; i++)
		add(&c, i, 1, true);
	assert_non_null(http_mhd_cache_find(&c, key_of(0)));
	add(&c, HTTP_MHD_CACHE_MAX_FILES, 1, true);

	assert_int_equal(c.files, HTTP_MHD_CACHE_MAX_FILES);
	assert_non_null(http_mhd_cache_find(&c, key_of(0))); /* asked for */
	assert_null(http_mhd_cache_find(&c, key_of(1)));     /* the oldest */
	assert_non_null(http_mhd_cache_find(&c, key_of(2)));
	http_mhd_cache_release(&c);
}

static void memory_is_limited(void **state)
{
	struct http_mhd_cache c = { 0 };
	const size_t quarter = HTTP_MHD_CACHE_MAX_BYTES / 4;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		add(&c, i, quarter, false);
	add(&c, 4, 2 * quarter, false);

	assert_int_equal(c.bytes, HTTP_MHD_CACHE_MAX_BYTES);
	assert_null(http_mhd_cache_find(&c, key_of(0)));
	assert_null(http_mhd_cache_find(&c, key_of(1)));
	assert_non_null(http_mhd_cache_find(&c, key_of(2)));
	assert_non_null(http_mhd_cache_find(&c, key_of(4)));
	http_mhd_cache_release(&c);
}

static void all_asked_for_still_makes_room(void **state)
{
	struct http_mhd_cache c = { 0 };

	(void)state;
	for (size_t i = 0; i < HTTP_MHD_CACHE_MAX_FILES; i++) {
		add(&c, i, 1, true);
		assert_non_null(http_mhd_cache_find(&c, key_of(i)));
	}
	add(&c, 500, 1, true);

	assert_int_equal(c.files, HTTP_MHD_CACHE_MAX_FILES);
	assert_non_null(http_mhd_cache_find(&c, key_of(500)));
	http_mhd_cache_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_responses_are_found),
		cmocka_unit_test(open_files_are_limited),
		cmocka_unit_test(memory_is_limited),
		cmocka_unit_test(all_asked_for_still_makes_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
