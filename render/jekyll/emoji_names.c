/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/emoji_names.h"

/* Where the line begins that byte @at is in. */
static size_t line_start(size_t at)
{
	while (at && emoji_names_text[at - 1] != '\n')
		at--;
	return at;
}

struct str emoji_names_find(struct str name)
{
	size_t from = 0, to = emoji_names_len; /* both at the start of a line */

	while (from < to) {
		const size_t at = line_start(from + (to - from) / 2);
		struct str text = str_n(emoji_names_text + at, to - at);
		struct str line, key;
		int order;

		(void)str_split(&text, '\n', &line);
		text = line;
		(void)str_split(&text, '\t', &key);
		order = str_cmp(name, key);
		if (!order)
			return text;
		if (order < 0)
			to = at;
		else
			from = at + line.len + 1;
	}
	return (struct str){ NULL, 0 };
}
