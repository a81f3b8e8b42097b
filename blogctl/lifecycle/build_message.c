/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/build_message.h"

#include "lib/buf.h"

char *build_message_format(const struct build_message *m)
{
	auto_buf struct buf text = { 0 };

	if (m->file) {
		buf_puts(&text, m->file);
		if (m->line)
			buf_printf(&text, ":%u", m->line);
		if (m->line && m->column)
			buf_printf(&text, ":%u", m->column);
		buf_puts(&text, ": ");
	}
	buf_printf(&text, "%s: %s",
		   m->severity == BUILD_ERROR ? "error" : "warning", m->text);
	return buf_take(&text);
}
