/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "render/jekyll/page_toc.h"

/* Headings lie in the page, one behind the other, and all are listed. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str html = str_n(size ? (const char *)data : "", size);
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf out = { 0 };
	const struct page_toc t = page_toc_read(html, NULL, &arena);

	for (size_t i = 0; i < t.len; i++) {
		assert(t.headings[i].level >= 1 && t.headings[i].level <= 6);
		assert(t.headings[i].text_start <= size);
		assert(!i ||
		       t.headings[i].text_start > t.headings[i - 1].text_start);
	}
	page_toc_add_page(&t, &out);
	assert(out.len >= size);
	page_toc_add_list(&t, &out);
	return 0;
}
