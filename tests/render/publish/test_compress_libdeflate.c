/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/compress.h"

#include <libdeflate.h>

#include "tests/support/test.h"

static void fill(struct buf *text)
{
	for (int i = 0; i < 3000; i++)
		buf_printf(text, "line %d, ", i % 37);
}

static void gzip_gives_the_same_text_back(void **state)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	auto_buf struct buf text = { 0 };
	auto_buf struct buf back = { 0 };
	auto_buf struct buf small = { 0 };
	size_t len = 0;
	char *to;

	(void)state;
	fill(&text);
	compress_gzip(buf_str(&text), &small);
	to = buf_reserve(&back, text.len);
	assert_non_null(d);
	assert_int_equal(libdeflate_gzip_decompress(d, small.data, small.len,
						    to, text.len, &len),
			 LIBDEFLATE_SUCCESS);
	libdeflate_free_decompressor(d);

	assert_true(small.len < text.len / 10);
	assert_true(str_eq(buf_str(&text), str_n(to, len)));
}

static void the_same_text_gives_the_same_bytes(void **state)
{
	void (*const ways[])(struct str s,
			     struct buf * out) = { compress_gzip,
						   compress_brotli };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		auto_buf struct buf text = { 0 };
		auto_buf struct buf first = { 0 };
		auto_buf struct buf second = { 0 };

		fill(&text);
		ways[i](buf_str(&text), &first);
		ways[i](buf_str(&text), &second);
		assert_true(first.len && first.len < text.len / 10);
		assert_true(str_eq(buf_str(&first), buf_str(&second)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gzip_gives_the_same_text_back),
		cmocka_unit_test(the_same_text_gives_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
