/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "render/markdown/commonmark/commonmark.h"
#include "render/markdown/markdown.h"

static const char *const names[] = { "UNSAFE", "SMART",    "FOOTNOTES",
				     "table",  "autolink", "tasklist" };

/* The first byte chooses the options. The same text gives the same HTML. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const unsigned choice = size ? data[0] : 0;
	struct commonmark commonmark = { .is_for_pages = choice & 1 };
	const struct markdown_options options = {
		.commonmark = choice & 128 ? &commonmark : NULL,
		.hard_wrap = choice & 1,
		.no_heading_ids = choice & 2,
		.is_kramdown = choice & 32,
		.empty_line_ends = choice & 64,
		.inner_back_links = choice & 64,
		.no_math_engine = choice & 64,
		.join_cjk_lines = choice & 32,
		.code = { .numbered = choice & 4,
			  .plain_blocks = choice & 8,
			  .plain_spans = choice & 16 },
	};
	const struct str text =
		str_n((const char *)data + (size > 0), size - (size > 0));
	auto_buf struct buf once = { 0 };
	auto_buf struct buf twice = { 0 };
	struct err *e, *again;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (choice & 2u << i)
			(void)(i < 3 ? commonmark_set_option(&commonmark,
							     str_of(names[i]))
				     : commonmark_set_extension(
					       &commonmark, str_of(names[i])));
	e = markdown_to_html(text, &options, &once);
	again = markdown_to_html(text, &options, &twice);

	assert(!e == !again);
	assert(e || str_eq(buf_str(&once), buf_str(&twice)));
	err_drop(e);
	err_drop(again);
	return 0;
}
