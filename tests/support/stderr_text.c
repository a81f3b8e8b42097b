/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/stderr_text.h"

#include <unistd.h>

#include "lib/buf.h"
#include "lib/fs.h"
#include "tests/support/test.h"

#define MAX_BYTES 65536

void stderr_text_begin(struct stderr_text *t)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	t->before = dup(STDERR_FILENO);
	t->from = ends[0];
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
	(void)close(ends[1]);
}

char *stderr_text_end(struct stderr_text *t)
{
	struct buf text = { 0 };

	assert_true(dup2(t->before, STDERR_FILENO) >= 0);
	(void)close(t->before);
	assert_ok(fs_read_fd(t->from, MAX_BYTES, &text));
	(void)close(t->from);
	return buf_take(&text);
}
