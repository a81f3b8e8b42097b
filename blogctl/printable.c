/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/printable.h"

/* U+0080 to U+009F, of which U+009B is another ESC [, begin with this. */
#define C1_LEAD 0xc2
#define C1_FIRST 0x80
#define C1_LAST 0x9f

static bool is_c1(struct str text, size_t at)
{
	unsigned char second;

	if ((unsigned char)text.data[at] != C1_LEAD || at + 1 == text.len)
		return false;
	second = (unsigned char)text.data[at + 1];
	return second >= C1_FIRST && second <= C1_LAST;
}

void printable_add(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if ((c < ' ' && c != '\t') || c == 0x7f) {
			buf_putc(out, '?');
		} else if (is_c1(text, i)) {
			buf_putc(out, '?');
			i++;
		} else {
			buf_putc(out, (char)c);
		}
	}
}
