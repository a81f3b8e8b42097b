/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/excerpt.h"

#include "lib/buf.h"
#include "render/model/node.h"

/* The "[label]" of a line that defines a link, "[label]: url". */
static bool link_label(struct str line, struct str *ret)
{
	struct str s = str_trim(line);
	size_t end = str_find_char(s, ']');

	if (!str_starts(s, "[") || end + 1 >= s.len || s.data[end + 1] != ':')
		return false;
	*ret = str_n(s.data, end + 1);
	return true;
}

static void add_definitions(struct str head, struct str tail, struct buf *out)
{
	struct str line;
	struct str label;
	bool first = true;

	while (str_split(&tail, '\n', &line)) {
		if (!link_label(line, &label) ||
		    str_find(head, label) == head.len)
			continue;
		buf_puts(out, first ? "\n\n" : "\n");
		buf_add_str(out, str_trim(line));
		first = false;
	}
}

/* The tags that enclose something. */
static const char *const blocks[] = {
	"if",      "unless",  "case", "for",       "tablerow",
	"capture", "comment", "raw",  "highlight",
};

static size_t count_tags(struct str s, const char *before, const char *name)
{
	size_t n = 0;
	size_t at;

	while ((at = str_find(s, str_of("{%"))) < s.len) {
		struct str tag;

		s = str_from(s, at + 2);
		tag = str_trim(str_starts(s, "-") ? str_from(s, 1) : s);
		if (!str_starts(tag, before))
			continue;
		tag = str_from(tag, strlen(before));
		if (str_starts(tag, name) &&
		    (tag.len == strlen(name) ||
		     strchr(" \t\n-%", tag.data[strlen(name)])))
			n++;
	}
	return n;
}

/* Close the blocks that the cut left open. */
static void close_blocks(struct str head, struct buf *out)
{
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (count_tags(head, "", blocks[i]) >
		    count_tags(head, "end", blocks[i]))
			buf_printf(out, "\n{%% end%s %%}", blocks[i]);
}

bool excerpt_cut(const struct page *p, const struct config *c,
		 struct arena *arena, struct str *ret)
{
	const struct data *own = data_get(&p->data, "excerpt_separator");
	struct str separator = own ? node_as_text(own) : c->excerpt_separator;
	auto_buf struct buf out = { 0 };
	struct str head;
	size_t at;

	if (!separator.len || node_is_true(data_get(&p->data, "excerpt")))
		return false;
	at = str_find(p->content, separator);
	head = str_n(p->content.data, at);
	buf_add_str(&out, head);
	if (at + separator.len < p->content.len) {
		close_blocks(head, &out);
		add_definitions(head, str_from(p->content, at + separator.len),
				&out);
	}
	*ret = str_of(arena_strdup(arena, buf_str(&out)));
	return true;
}
