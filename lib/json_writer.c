/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/json.h"

#include <assert.h>
#include <inttypes.h>

#include "lib/utf8.h"

static void new_line(struct json_writer *w)
{
	if (w->compact)
		return;
	buf_putc(w->out, '\n');
	for (unsigned i = 0; i < w->depth; i++)
		buf_puts(w->out, "  ");
}

/* Everything that stands before a value. */
static void begin_value(struct json_writer *w, const char *key)
{
	if (w->has_items)
		buf_putc(w->out, ',');
	if (w->depth)
		new_line(w);
	if (!key)
		return;
	json_quote(w->out, str_of(key));
	buf_puts(w->out, w->compact ? ":" : ": ");
}

static void end_value(struct json_writer *w)
{
	w->has_items = w->depth > 0;
	if (!w->depth)
		buf_putc(w->out, '\n');
}

static void open(struct json_writer *w, const char *key, char bracket)
{
	begin_value(w, key);
	buf_putc(w->out, bracket);
	w->depth++;
	w->has_items = false;
}

static void close_with(struct json_writer *w, char bracket)
{
	assert(w->depth);
	w->depth--;
	if (w->has_items)
		new_line(w);
	buf_putc(w->out, bracket);
	end_value(w);
}

void json_open_object(struct json_writer *w, const char *key)
{
	open(w, key, '{');
}

void json_close_object(struct json_writer *w)
{
	close_with(w, '}');
}

void json_open_list(struct json_writer *w, const char *key)
{
	open(w, key, '[');
}

void json_close_list(struct json_writer *w)
{
	close_with(w, ']');
}

void json_put_str(struct json_writer *w, const char *key, struct str value)
{
	begin_value(w, key);
	json_quote(w->out, value);
	end_value(w);
}

void json_put_int(struct json_writer *w, const char *key, int64_t value)
{
	begin_value(w, key);
	buf_printf(w->out, "%" PRId64, value);
	end_value(w);
}

void json_put_bool(struct json_writer *w, const char *key, bool value)
{
	begin_value(w, key);
	buf_puts(w->out, value ? "true" : "false");
	end_value(w);
}

void json_put_null(struct json_writer *w, const char *key)
{
	begin_value(w, key);
	buf_puts(w->out, "null");
	end_value(w);
}

void json_put_text(struct json_writer *w, const char *key, const char *value)
{
	if (value)
		json_put_str(w, key, str_of(value));
	else
		json_put_null(w, key);
}

static void quote_ascii(struct buf *out, char c)
{
	static const char letters[] = "\"\\\b\f\n\r\t";
	static const char escapes[] = "\"\\bfnrt";
	const char *at = c ? strchr(letters, c) : NULL;

	if (at) {
		buf_putc(out, '\\');
		buf_putc(out, escapes[at - letters]);
	} else if ((unsigned char)c < 0x20) {
		buf_printf(out, "\\u%04x", (unsigned)c);
	} else {
		buf_putc(out, c);
	}
}

void json_quote(struct buf *out, struct str s)
{
	buf_putc(out, '"');
	while (s.len) {
		size_t n = utf8_first(s);

		if (n == 1)
			quote_ascii(out, *s.data);
		else if (n)
			buf_add(out, s.data, n);
		else
			buf_puts(out, "\xef\xbf\xbd");
		s = str_from(s, n ? n : 1);
	}
	buf_putc(out, '"');
}
