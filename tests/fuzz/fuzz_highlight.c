/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The input is the name of a language, a newline, and code. Whatever it is, the
 * code keeps its text.
 */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "render/markdown/highlight/highlight_treesitter.h"
#include "tests/support/plain_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str code = { (const char *)data, size };
	auto_buf struct buf html = { 0 };
	auto_buf struct buf text = { 0 };
	struct str language;

	if (!str_split(&code, '\n', &language) || !code.data)
		return 0;
	highlight_code(&highlight_treesitter, language, code, &html);
	plain_text_of(buf_str(&html), &text);
	assert(str_eq(buf_str(&text), code));
	return 0;
}
