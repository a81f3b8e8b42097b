/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "lib/build_report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_build_report struct build_report r = { 0 };
	struct err *e;

	e = build_report_parse(str_n((const char *)data, size), &r);
	assert(!e || (err_is(e, &ERR_INPUT) && !r.messages_len));
	for (size_t i = 0; i < r.messages_len; i++)
		assert(r.messages[i].text);
	assert(build_report_count(&r, BUILD_WARNING) +
		       build_report_count(&r, BUILD_ERROR) ==
	       r.messages_len);
	err_drop(e);
	return 0;
}
