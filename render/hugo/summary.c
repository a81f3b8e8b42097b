/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/summary.h"

#include "lib/unicode.h"

static bool is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 ||
	       c == 0x2028 || c == 0x2029 || c == 0x3000;
}

/* Append @html without its tags: a line for each paragraph and line break, and
 * never two spaces. */
static void add_plain(struct str html, struct buf *out)
{
	bool in_tag = false, was_space = false;

	while (html.len) {
		uint32_t c;
		size_t size = unicode_next(html, &c);
		struct str piece = str_n(html.data, size);
		bool space = is_space(c);

		if (str_starts(html, "</p>") || str_starts(html, "<br>")) {
			size = 4;
			piece = str_of("\n");
			space = true;
		} else if (c == '\n') {
			piece = str_of(" ");
		} else if (c == '<') {
			in_tag = true;
		}
		if (!in_tag && (!space || !was_space))
			buf_add_str(out, piece);
		if (!in_tag)
			was_space = space;
		if (c == '>')
			in_tag = false;
		html = str_from(html, size);
	}
}

static bool ends_sentence(char c)
{
	return c == '.' || c == '?' || c == '!' || c == '"' || c == '\n';
}

/* Where the summary of @text ends. */
static size_t find_end(struct str text, uint64_t words)
{
	size_t at = 0, last = 0;
	uint64_t n = 0;

	while (at < text.len && n < words) {
		uint32_t c;
		const size_t size = unicode_next(str_from(text, at), &c);

		if (is_space(c)) {
			n++;
			last = at;
		}
		at += size;
	}
	if (!n)
		return text.len;
	for (; last < text.len; last++)
		if (ends_sentence(text.data[last]))
			return last + 1;
	return text.len;
}

/* The same where each character counts as a word. */
static size_t find_end_of_characters(struct str text, uint64_t words)
{
	size_t at = 0;
	bool in_word = false;

	for (uint64_t n = 0; at < text.len;) {
		uint32_t c;
		const size_t size = unicode_next(str_from(text, at), &c);

		if (is_space(c))
			in_word = false;
		else if (c >= 0x2e80 || !in_word)
			n++;
		if (n > words)
			break;
		in_word = !is_space(c) && c < 0x2e80;
		at += size;
	}
	return at;
}

void summary_add(struct str html, const struct hugo_config *c, struct buf *out)
{
	auto_buf struct buf plain = { 0 };
	struct str text;

	add_plain(html, &plain);
	text = buf_str(&plain);
	text.len = c->cjk ? find_end_of_characters(text, c->summary_words)
			  : find_end(text, c->summary_words);
	buf_add_str(out, str_trim(text));
}

struct str summary_without_paragraph(struct str html)
{
	html = str_trim(html);
	if (!str_starts(html, "<p>") || !str_ends(html, "</p>") ||
	    str_find(str_from(html, 3), str_of("<p>")) < html.len - 3)
		return html;
	return str_n(html.data + 3, html.len - 7);
}
