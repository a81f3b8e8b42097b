/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/compress.h"

#include <stdio.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static void fill(struct buf *text)
{
	for (int i = 0; i < 3000; i++)
		buf_printf(text, "line %d, ", i % 37);
}

static void gzip_gives_the_same_text_back(void **state)
{
	auto_free char *command =
		mem_printf("gzip -dc <'%s/a.gz'", (char *)*state);
	auto_buf struct buf text = { 0 };
	auto_buf struct buf back = { 0 };
	auto_buf struct buf small = { 0 };
	auto_close int dir = -1;
	FILE *f;

	fill(&text);
	compress_gzip(buf_str(&text), &small);
	assert_ok(fs_open_dir(*state, &dir));
	assert_ok(fs_replace_at(dir, "a.gz", small.data, small.len, 0600));
	f = popen(command, "re");
	assert_non_null(f);
	assert_ok(fs_read_fd(fileno(f), text.len + 1, &back));
	assert_int_equal(pclose(f), 0);

	assert_true(small.len < text.len / 10);
	assert_true(str_eq(buf_str(&text), buf_str(&back)));
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
		test_in_dir(gzip_gives_the_same_text_back),
		cmocka_unit_test(the_same_text_gives_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
