/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/span/span_text.h"

#include <ctype.h>
#include <stdlib.h>

#include "lib/mem.h"

void span_text_release(struct span_text *t)
{
	free(t->given);
	free(t->brackets);
	free(t->elements);
	buf_release(&t->out);
}

struct str span_text_rest(const struct span_text *t)
{
	return str_from(t->s, t->at);
}

static void put_number(size_t n, struct buf *out)
{
	char digits[20]; /* of the largest 64-bit number */
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	buf_add(out, digits + at, sizeof digits - at);
}

struct doctree_node *span_text_put(struct span_text *t, size_t n,
				   enum doctree_kind kind)
{
	struct doctree_node *d = doctree_new(t->reader->arena, kind);

	t->given = mem_grow(t->given, t->given_len, &t->given_cap,
			    sizeof *t->given);
	buf_puts(&t->out, "<?");
	put_number(t->given_len, &t->out);
	buf_puts(&t->out, "?>");
	t->given[t->given_len++] = d;
	t->at += n;
	t->plain = t->at;
	return d;
}

void span_text_put_text(struct span_text *t, size_t n, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (ispunct((unsigned char)s.data[i]))
			buf_putc(&t->out, '\\');
		buf_putc(&t->out, s.data[i]);
	}
	t->at += n;
	t->plain = t->at;
}
