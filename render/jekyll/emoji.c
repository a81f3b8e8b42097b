/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/emoji.h"

#include "lib/unicode.h"
#include "render/jekyll/emoji_names.h"
#include "render/jekyll/page_texts.h"
#include "render/model/node.h"

/* What the names of images leave out. */
#define VARIATION_SELECTOR 0xfe0f
#define ZERO_WIDTH_JOINER 0x200d

struct emoji {
	struct str images; /* the folder they are in; empty: none */
};

/* "unicode/1f468-1f4bb.png" */
static void add_file(struct str characters, struct buf *out)
{
	const char *sign = "";

	buf_puts(out, "unicode/");
	while (characters.len) {
		uint32_t c;

		characters = str_from(characters, unicode_next(characters, &c));
		if (*sign &&
		    (c == VARIATION_SELECTOR || c == ZERO_WIDTH_JOINER))
			continue;
		buf_printf(out, "%s%04x", sign, (unsigned)c);
		sign = "-";
	}
	buf_puts(out, ".png");
}

static void add(const struct emoji *m, struct str name, struct str characters,
		struct buf *out)
{
	if (!m->images.len) {
		buf_add_str(out, characters);
		return;
	}
	buf_printf(out,
		   "<img class=\"emoji\" title=\":%.*s:\" alt=\":%.*s:\" "
		   "src=\"%.*s%semoji/",
		   STR_FMT(name), STR_FMT(name), STR_FMT(m->images),
		   str_ends(m->images, "/") ? "" : "/");
	add_file(characters, out);
	buf_puts(out, "\" height=\"20\" width=\"20\">");
}

static void change(void *self, struct str text, struct buf *out)
{
	size_t colon;

	while ((colon = str_find_char(text, ':')) < text.len) {
		const struct str after = str_from(text, colon + 1);
		const struct str name =
			str_n(after.data, str_find_char(after, ':'));
		const struct str found = name.len < after.len
						 ? emoji_names_find(name)
						 : (struct str){ NULL, 0 };

		buf_add(out, text.data, found.len ? colon : colon + 1);
		if (found.len)
			add(self, name, found, out);
		text = found.len ? str_from(after, name.len + 1) : after;
	}
	buf_add_str(out, text);
}

fallible emoji_finish(const struct finishing *f, struct buf *out)
{
	static const char *const spared[] = { "pre", "code", "tt", NULL };
	const struct data *all = &f->build->site->config.all;
	struct emoji m = {
		.images = node_as_text(data_get(data_get(all, "emoji"), "src")),
	};
	const struct page_texts_change c = { spared, &m, change };

	page_texts_change(f->html, &c, out);
	return NULL;
}
