/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a test's own process writes to standard error meanwhile.
 */
#pragma once

/* At most what a pipe holds. */
struct stderr_text {
	int before;
	int from;
};

void stderr_text_begin(struct stderr_text *t);

/* Standard error is what it was. Free the text. */
char *stderr_text_end(struct stderr_text *t);
