/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/commonmark/commonmark_html.h"

#include <ctype.h>
#include <strings.h>

#include "render/markdown/highlight/code_language.h"
#include "render/markdown/highlight/highlight.h"
#include "render/markdown/html_text.h"

void commonmark_html_url(struct str url, struct buf *out)
{
	for (size_t i = 0; i < url.len; i++) {
		const unsigned char c = (unsigned char)url.data[i];

		if (c == '&')
			buf_puts(out, "&amp;");
		else if (c < 128 &&
			 (isalnum(c) || strchr("-_.!~*'()#$%+,/:;=?@", c)))
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

/* Does a tag that GitHub forbids begin at the front of @s? */
static bool is_forbidden(struct str s)
{
	static const char *const names[] = {
		"title",   "textarea", "style",  "xmp",       "iframe",
		"noembed", "noframes", "script", "plaintext",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const size_t len = strlen(names[i]);
		struct str rest;

		if (s.len < len + 2 ||
		    strncasecmp(s.data + 1, names[i], len) != 0)
			continue;
		rest = str_from(s, len + 1);
		return isspace((unsigned char)rest.data[0]) ||
		       rest.data[0] == '>' || str_starts(rest, "/>");
	}
	return false;
}

void commonmark_html_filter(struct str html, struct buf *out)
{
	while (html.len) {
		const size_t at = str_find_char(html, '<');

		buf_add(out, html.data, at);
		html = str_from(html, at);
		if (!html.len)
			break;
		buf_puts(out, is_forbidden(html) ? "&lt;" : "<");
		html = str_from(html, 1);
	}
}

static void add_pre(struct str language, struct str code, struct buf *out)
{
	buf_puts(out, "<pre><code");
	if (language.len) {
		buf_puts(out, " class=\"language-");
		html_text_escape(language, true, out);
		buf_putc(out, '"');
	}
	buf_putc(out, '>');
	html_text_escape(code, false, out);
	buf_puts(out, "</code></pre>");
}

void commonmark_html_code(struct str info, struct str code,
			  const struct markdown_code *how, bool is_for_pages,
			  struct buf *out)
{
	struct str language = info;

	language.len = 0;
	while (language.len < info.len &&
	       !isspace((unsigned char)info.data[language.len]))
		language.len++;
	if (is_for_pages && !code_language_is_known(language)) {
		add_pre(language, code, out);
		return;
	}
	buf_puts(out, "<div class=\"");
	if (language.len) {
		buf_puts(out, "language-");
		html_text_escape(language, true, out);
		buf_putc(out, ' ');
	}
	buf_puts(out, "highlighter-rouge\"><div class=\"highlight\">"
		      "<pre class=\"highlight\"><code");
	if (language.len && !is_for_pages) {
		buf_puts(out, " data-lang=\"");
		html_text_escape(language, true, out);
		buf_putc(out, '"');
	}
	buf_putc(out, '>');
	highlight_code(how->highlighter, language, code, out);
	buf_puts(out, "</code></pre></div></div>");
}
