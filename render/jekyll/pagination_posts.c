/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/pagination_posts.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "lib/num.h"
#include "render/model/node.h"
#include "render/model/slug.h"

/* Take the next word from the front of *@rest. False when that is used up. */
static bool next_word(struct str *rest, bool spaced, struct str *ret)
{
	size_t n = 0;

	if (!rest->data)
		return false;
	while (n < rest->len && rest->data[n] != ';' && rest->data[n] != ',' &&
	       !(spaced && isspace((unsigned char)rest->data[n])))
		n++;
	*ret = str_trim(str_n(rest->data, n));
	*rest = n < rest->len ? str_from(*rest, n + 1)
			      : (struct str){ NULL, 0 };
	return true;
}

static void split(struct str text, bool spaced, struct node_list *out)
{
	struct str word;

	while (next_word(&text, spaced, &word))
		node_list_add(out, node_text(arena_strdup(out->arena, word)));
}

struct node_list pagination_words(const struct data *d, bool spaced,
				  struct arena *arena)
{
	struct node_list words = { .arena = arena };

	if (!d || d->kind == DATA_NULL || d->kind == DATA_MAP)
		return words;
	if (d->kind != DATA_LIST)
		split(node_as_text(d), spaced, &words);
	for (size_t i = 0; d->kind == DATA_LIST && i < d->list.len; i++)
		split(node_as_text(&d->list.items[i]), false, &words);
	return words;
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.data[i] >= 0x80)
			return false;
	return true;
}

/* In any case. */
static bool is_same(struct str a, struct str b)
{
	auto_buf struct buf x = { 0 };
	auto_buf struct buf y = { 0 };

	if (is_ascii(a) && is_ascii(b))
		return a.len == b.len && !strncasecmp(a.data, b.data, a.len);
	slug_lower(a, &x);
	slug_lower(b, &y);
	return str_eq(buf_str(&x), buf_str(&y));
}

static bool is_among(struct str text, bool spaced, struct str word)
{
	struct str one;

	while (next_word(&text, spaced, &one))
		if (one.len && is_same(one, word))
			return true;
	return false;
}

static bool has_word(const struct data *d, struct str word)
{
	if (!d || d->kind == DATA_NULL || d->kind == DATA_MAP)
		return false;
	if (d->kind != DATA_LIST)
		return is_among(node_as_text(d), true, word);
	for (size_t i = 0; i < d->list.len; i++)
		if (is_among(node_as_text(&d->list.items[i]), false, word))
			return true;
	return false;
}

/* Of what a document must have all. */
static const struct {
	const char *wish;
	const char *key; /* in its front matter */
} filters[] = {
	{ "category", "categories" },
	{ "tag", "tags" },
	{ "locale", "locale" },
};

static bool passes(const struct page *p, const struct data *wish,
		   struct arena *arena)
{
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		const struct node_list words = pagination_words(
			data_get(wish, filters[i].wish), false, arena);

		for (size_t k = 0; k < words.len; k++) {
			struct str word = words.items[k].string;

			/* All are in this one, whatever they say. */
			if (!i && is_same(word, str_of("posts")))
				continue;
			if (!has_word(data_get(&p->data, filters[i].key), word))
				return false;
		}
	}
	return true;
}

static bool is_wanted(const struct page *p, const struct data *wish)
{
	auto_arena struct arena arena = { 0 };

	return !data_get(&p->data, "pagination") &&
	       !node_is_true(data_get(&p->data, "hidden")) &&
	       passes(p, wish, &arena);
}

static bool names_collection(const struct website *s,
			     const struct collection *c, struct str word)
{
	return is_same(word, str_of("all")) ? c != s->posts
					    : is_same(word, c->label);
}

static void add_collection(const struct collection *c, const struct data *wish,
			   struct page_list *out)
{
	for (size_t i = 0; i < c->docs_len; i++)
		if (is_wanted(c->docs[i], wish))
			out->pages[out->len++] = c->docs[i];
}

static struct page_list find_posts(struct website *s, const struct data *wish)
{
	const struct node_list words =
		pagination_words(data_get(wish, "collection"), true, &s->arena);
	struct page_list all = { 0 };
	size_t most = 0;

	for (size_t i = 0; i < s->collections_len; i++)
		most += s->collections[i].docs_len;
	all.pages =
		arena_alloc_array(&s->arena, most + 1, sizeof(struct page *));
	for (size_t i = 0; i < s->collections_len; i++) {
		const struct collection *c = &s->collections[i];
		bool named = false;

		for (size_t k = 0; k < words.len; k++)
			named = named ||
				names_collection(s, c, words.items[k].string);
		if (named)
			add_collection(c, wish, &all);
	}
	return all;
}

/* One to be put in order. */
struct keyed {
	const struct page *page;
	const struct data *key; /* NULL: it has none */
	size_t place;
};

static double number_of(const struct data *d)
{
	return d->kind == DATA_INT ? (double)d->integer : d->number;
}

static bool is_number(const struct data *d)
{
	return d->kind == DATA_INT || d->kind == DATA_FLOAT;
}

static int compare_times(struct data_time a, struct data_time b)
{
	if (a.seconds != b.seconds)
		return a.seconds < b.seconds ? -1 : 1;
	return a.nanoseconds < b.nanoseconds ? -1
					     : a.nanoseconds > b.nanoseconds;
}

/* Text in any case. What cannot be compared is equal. */
static int compare_data(const struct data *a, const struct data *b)
{
	auto_buf struct buf x = { 0 };
	auto_buf struct buf y = { 0 };

	if (!a || !b)
		return (a != NULL) - (b != NULL);
	if (is_number(a) && is_number(b))
		return (number_of(a) > number_of(b)) -
		       (number_of(a) < number_of(b));
	if (a->kind == DATA_TIME && b->kind == DATA_TIME)
		return compare_times(a->time, b->time);
	if (a->kind != DATA_STRING || b->kind != DATA_STRING)
		return 0;
	slug_lower(a->string, &x);
	slug_lower(b->string, &y);
	return str_cmp(buf_str(&x), buf_str(&y));
}

static int compare(const void *left, const void *right)
{
	const struct keyed *a = left;
	const struct keyed *b = right;
	int order = compare_data(a->key, b->key);

	if (order)
		return order;
	return a->place < b->place ? -1 : a->place > b->place;
}

/* The value at "author:name"; NULL when there is none, or a map. */
static const struct data *key_of(const struct page *p, struct str field)
{
	const struct data *d = &p->data;
	struct str part;

	while (d && str_split(&field, ':', &part)) {
		auto_buf struct buf name = { 0 };

		slug_lower(str_trim(part), &name);
		buf_putc(&name, '\0');
		d = data_get(d, name.data);
	}
	return d && (d->kind == DATA_NULL || d->kind == DATA_MAP) ? NULL : d;
}

static void sort(struct page_list *posts, struct str field)
{
	auto_arena struct arena arena = { 0 };
	struct keyed *all =
		arena_alloc_array(&arena, posts->len + 1, sizeof *all);

	for (size_t i = 0; i < posts->len; i++)
		all[i] = (struct keyed){ posts->pages[i],
					 key_of(posts->pages[i], field), i };
	qsort(all, posts->len, sizeof *all, compare);
	for (size_t i = 0; i < posts->len; i++)
		posts->pages[i] = all[i].page;
}

static void reverse(struct page_list *posts)
{
	for (size_t i = 0; i < posts->len / 2; i++) {
		const struct page *first = posts->pages[i];

		posts->pages[i] = posts->pages[posts->len - 1 - i];
		posts->pages[posts->len - 1 - i] = first;
	}
}

struct page_list pagination_posts(struct website *s, const struct data *wish)
{
	const struct data *field = data_get(wish, "sort_field");
	struct page_list posts = find_posts(s, wish);
	uint64_t offset = 0;

	if (!node_is_true(field))
		return posts;
	sort(&posts, node_as_text(field));
	(void)num_parse_uint(node_as_text(data_get(wish, "offset")), UINT32_MAX,
			     &offset);
	posts.len -= offset < posts.len ? offset : posts.len;
	if (node_is_true(data_get(wish, "sort_reverse")))
		reverse(&posts);
	return posts;
}
