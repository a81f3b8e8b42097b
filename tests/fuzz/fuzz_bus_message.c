/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>
#include <string.h>

#include "runtime/systemd/bus_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bus_message m = { 0 };
	struct err *e;

	e = bus_read(str_n((const char *)data, size), &m);
	assert(!e || err_is(e, &ERR_INPUT));
	for (size_t i = 0; i < 5 && !e; i++) {
		const char *text = bus_read_string(&m, i);

		assert(!text ||
		       (text >= m.body.data &&
			text + strlen(text) < m.body.data + m.body.len));
	}
	err_drop(e);
	return 0;
}
