/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/target.h"

#include <strings.h>

#include "lib/num.h"

/*
 * Bytes beyond ASCII should have been encoded, but old clients send them, and
 * they can only name a page or not. A '#' never leaves a browser.
 */
static bool is_sendable(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c <= ' ' || c == 0x7f || c == '#')
			return false;
	}
	return true;
}

static enum target_kind decode_path(struct str raw, struct buf *out)
{
	enum target_kind kind = TARGET_PATH;

	for (size_t i = 0; i < raw.len; i++) {
		int high, low, byte;

		if (raw.data[i] != '%') {
			buf_putc(out, raw.data[i]);
			continue;
		}
		if (raw.len - i < 3)
			return TARGET_BAD;
		high = num_hex_digit(raw.data[i + 1]);
		low = num_hex_digit(raw.data[i + 2]);
		if (high < 0 || low < 0)
			return TARGET_BAD;
		byte = high << 4 | low;
		if (!byte)
			return TARGET_BAD;
		if (byte == '/')
			kind = TARGET_NOWHERE;
		buf_putc(out, (char)byte);
		i += 2;
	}
	return kind;
}

/* The part of an absolute URL that begins with its path; false: not http. */
static bool skip_authority(struct str *s)
{
	static const struct str schemes[] = { STR("http://"), STR("https://") };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		size_t n = schemes[i].len;
		size_t end = n;

		if (s->len <= n || strncasecmp(s->data, schemes[i].data, n))
			continue;
		while (end < s->len && s->data[end] != '/' &&
		       s->data[end] != '?')
			end++;
		*s = str_from(*s, end);
		return end > n;
	}
	return false;
}

void target_parse(struct str raw, struct buf *path, struct target *ret)
{
	struct str rest = raw;
	size_t question;

	*ret = (struct target){ .kind = TARGET_BAD };
	if (raw.len > TARGET_MAX_BYTES) {
		ret->kind = TARGET_LONG;
		return;
	}
	if (!raw.len || !is_sendable(raw))
		return;
	if (str_is(raw, "*")) {
		ret->kind = TARGET_SERVER;
		return;
	}
	if (raw.data[0] != '/' && !skip_authority(&rest))
		return;
	question = str_find_char(rest, '?');
	if (question < rest.len)
		ret->query = str_from(rest, question + 1);
	rest.len = question;
	if (!rest.len)
		rest = (struct str)STR("/");
	ret->kind = decode_path(rest, path);
}
