/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "render/hugo/shortcode_template.h"

static fallible same(void *host, struct str text, struct buf *out)
{
	(void)host;
	buf_add_str(out, text);
	return NULL;
}

/* Places follow each other; the text as a template gives something or is
 * refused. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str text = str_n(size ? (const char *)data : "", size);
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf out = { 0 };
	struct shortcode code;
	struct shortcode_place place = { 0, 0 };
	struct shortcode_call call = { .code = &code, .markdownify = same };
	struct err *e;

	for (size_t at = 0; at < text.len; at = place.end) {
		enum shortcode_found found =
			shortcode_next(text, at, &arena, &code, &place);

		assert(place.start >= at && place.end <= text.len);
		if (found == SHORTCODE_NONE || found == SHORTCODE_BROKEN)
			break;
		assert(place.end > place.start);
		assert(code.name.len <= place.end - place.start);
	}
	(void)shortcode_next(text, 0, &arena, &code, &place);
	call.inner = text;
	e = shortcode_template_print(text, &call, &out);
	assert(!e || err_is(e, &SHORTCODE_FOREIGN));
	err_drop(e);
	return 0;
}
