/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "render/jekyll/page_texts.h"

static void copy(void *self, struct str text, struct buf *out)
{
	size_t *len = self;

	assert(text.len);
	*len += text.len;
	buf_add_str(out, text);
}

/* Nothing is lost, and nothing comes twice. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const spared[] = { "code", "a", NULL };
	const struct str html = str_n(size ? (const char *)data : "", size);
	size_t len = 0;
	const struct page_texts_change c = { spared, &len, copy };
	auto_buf struct buf out = { 0 };

	page_texts_change(html, &c, &out);
	assert(str_eq(buf_str(&out), html));
	assert(len <= size);
	return 0;
}
