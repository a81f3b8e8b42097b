/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/span/abbreviations.h"

#include <ctype.h>

static bool is_word(struct str s, size_t at)
{
	return at < s.len &&
	       (isalnum((unsigned char)s.data[at]) || s.data[at] == '_' ||
		(unsigned char)s.data[at] >= 128);
}

/* The first bytes of all. */
struct initials {
	bool has[256];
};

/* The longest abbreviation at the front of @s, or NULL. */
static struct doctree_node *find(const struct definitions *d, struct str s)
{
	const struct name_table *all = &d->abbreviations;
	struct doctree_node *best = NULL;

	for (size_t i = 0; i < all->cap; i++) {
		const struct name_entry *e = &all->entries[i];

		if (e->value && e->name.len <= s.len &&
		    !memcmp(e->name.data, s.data, e->name.len) &&
		    !is_word(s, e->name.len) &&
		    (!best || best->text.len < e->name.len))
			best = e->value;
	}
	return best;
}

static void put_text(struct arena *a, struct doctree_node *place, struct str s)
{
	struct doctree_node *n;

	if (!s.len)
		return;
	n = doctree_new(a, DOCTREE_TEXT);
	n->text = s;
	doctree_insert(place, n);
}

static void put_mark(struct definitions *d, struct doctree_node *place,
		     const struct doctree_node *abbreviation)
{
	struct doctree_node *n =
		doctree_new(d->attributes.arena, DOCTREE_ABBREVIATION);

	n->text = abbreviation->text;
	n->title = abbreviation->title;
	attribute_list_apply(&d->attributes, abbreviation->first->ials, n);
	doctree_insert(place, n);
}

/* Cut the text node @n at abbreviations. */
static void mark(struct definitions *d, const struct initials *initials,
		 struct doctree_node *n)
{
	size_t at = 0;

	while (at < n->text.len) {
		const struct doctree_node *found =
			!initials->has[(unsigned char)n->text.data[at]] ||
					(at && is_word(n->text, at - 1) &&
					 is_word(n->text, at))
				? NULL
				: find(d, str_from(n->text, at));

		if (!found) {
			at++;
			continue;
		}
		put_text(d->attributes.arena, n, str_n(n->text.data, at));
		put_mark(d, n, found);
		n->text = str_from(n->text, at + found->text.len);
		at = 0;
	}
}

static void mark_below(struct definitions *d, const struct initials *initials,
		       struct doctree_node *root)
{
	struct doctree_node *next;

	for (struct doctree_node *c = root->first; c; c = next) {
		next = c->next;
		if (c->kind == DOCTREE_TEXT)
			mark(d, initials, c);
		else
			mark_below(d, initials, c);
	}
}

void abbreviations_mark(struct definitions *d, struct doctree_node *root)
{
	struct initials initials = { 0 };

	for (size_t i = 0; i < d->abbreviations.cap; i++) {
		const struct name_entry *e = &d->abbreviations.entries[i];

		if (e->value)
			initials.has[(unsigned char)e->name.data[0]] = true;
	}
	mark_below(d, &initials, root);
	for (size_t i = 0; i < d->footnotes.cap; i++)
		if (d->footnotes.entries[i].value)
			mark_below(d, &initials, d->footnotes.entries[i].value);
}
