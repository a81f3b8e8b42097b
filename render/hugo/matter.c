/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/matter.h"

#include "lib/json.h"
#include "render/hugo/toml.h"
#include "render/model/node.h"
#include "render/model/slug.h"

#define MAX_KEYS 10000 /* of one map: each is compared with each */

/* Cut the first line, without its newline, off @rest. */
static struct str cut_line(struct str *rest)
{
	size_t end = str_find_char(*rest, '\n');
	struct str line = str_n(rest->data, end);

	*rest = str_from(*rest, end < rest->len ? end + 1 : end);
	return line;
}

static bool is_fence(struct str line, const char *fence)
{
	return str_starts(line, fence) &&
	       !str_trim(str_from(line, strlen(fence))).len;
}

static void split_fenced(struct str file, const char *fence, struct matter *m)
{
	struct str rest = file;
	unsigned line = 1;
	const char *start;

	if (!is_fence(cut_line(&rest), fence))
		return;
	start = rest.data;
	while (rest.len) {
		const char *at = rest.data;

		line++;
		if (!is_fence(cut_line(&rest), fence))
			continue;
		m->kind = *fence == '+' ? MATTER_TOML : MATTER_YAML;
		m->text = str_n(start, (size_t)(at - start));
		m->text_line = 2;
		m->body = rest;
		m->body_line = line + 1;
		return;
	}
}

/* Behind the brace that closes the one @s begins with; 0: none does. */
static size_t find_close(struct str s)
{
	bool quoted = false;
	size_t depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char c = s.data[i];

		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (c == '{' && !quoted)
			depth++;
		else if (c == '}' && !quoted && !--depth)
			return i + 1;
	}
	return 0;
}

static void split_json(struct str file, struct matter *m)
{
	size_t end = find_close(file);

	if (!end)
		return;
	m->kind = MATTER_JSON;
	m->text = str_n(file.data, end);
	m->text_line = 1;
	m->body = str_from(file, end);
	m->body_line = 1;
	for (size_t i = 0; i < end; i++)
		m->body_line += file.data[i] == '\n';
	if (!str_trim(str_n(m->body.data, str_find_char(m->body, '\n'))).len &&
	    m->body.len) {
		(void)cut_line(&m->body);
		m->body_line++;
	}
}

void matter_split(struct str file, struct matter *ret)
{
	if (str_starts(file, "\xef\xbb\xbf"))
		file = str_from(file, 3);
	*ret = (struct matter){ .body = file, .body_line = 1, .text_line = 1 };
	if (str_starts(file, "---"))
		split_fenced(file, "---", ret);
	else if (str_starts(file, "+++"))
		split_fenced(file, "+++", ret);
	else if (str_starts(file, "{") && !str_starts(file, "{{"))
		split_json(file, ret);
}

static struct str lower(struct arena *arena, struct str s)
{
	auto_buf struct buf b = { 0 };

	slug_lower(s, &b);
	return str_n(arena_strdup(arena, buf_str(&b)), b.len);
}

/* Has @d a map, however deep, of too many keys? */
static bool is_too_large(const struct data *d)
{
	bool large = d->kind == DATA_MAP && d->map.len > MAX_KEYS;

	for (size_t i = 0; !large && d->kind == DATA_LIST && i < d->list.len;
	     i++)
		large = is_too_large(&d->list.items[i]);
	for (size_t i = 0; !large && d->kind == DATA_MAP && i < d->map.len; i++)
		large = is_too_large(&d->map.entries[i].value);
	return large;
}

/* The tree with its keys in lower case; of two that become one the later. */
static struct data lower_keys(struct arena *arena, const struct data *d)
{
	struct node_map m = { .arena = arena };
	struct node_list l = { .arena = arena };
	struct data ret = *d;

	for (size_t i = 0; d->kind == DATA_LIST && i < d->list.len; i++)
		node_list_add(&l, lower_keys(arena, &d->list.items[i]));
	for (size_t i = 0; d->kind == DATA_MAP && i < d->map.len; i++)
		node_map_set(&m, lower(arena, d->map.entries[i].key),
			     lower_keys(arena, &d->map.entries[i].value));
	if (d->kind == DATA_LIST)
		ret = node_list_data(&l);
	if (d->kind == DATA_MAP)
		ret = node_map_data(&m);
	ret.line = d->line;
	ret.column = d->column;
	return ret;
}

static fallible parse(enum matter_kind kind, struct str text,
		      const struct conf_origin *from, struct arena *arena,
		      struct data *ret)
{
	if (kind == MATTER_TOML)
		return toml_parse(text, from, arena, ret);
	if (kind == MATTER_JSON)
		return json_parse(text, from->file, arena, ret);
	return conf_parse(text, from, arena, ret);
}

fallible matter_parse(enum matter_kind kind, struct str text,
		      const struct conf_origin *from, struct arena *arena,
		      struct data *ret)
{
	struct data d = { .kind = DATA_MAP };
	struct err *e = NULL;

	if (kind != MATTER_NONE)
		e = parse(kind, text, from, arena, &d);
	if (e)
		return e;
	if (d.kind == DATA_NULL)
		d = (struct data){ .kind = DATA_MAP };
	if (d.kind != DATA_MAP) {
		const struct err_place at = { from->file, d.line, d.column };

		return err_new_in(at, &ERR_INPUT, "not a map but %s",
				  data_kind_name(d.kind));
	}
	if (is_too_large(&d)) {
		const struct err_place at = { from->file, d.line, d.column };

		return err_new_in(at, &ERR_INPUT, "a map of more than %d keys",
				  MAX_KEYS);
	}
	*ret = lower_keys(arena, &d);
	return NULL;
}

fallible matter_read(struct str file, const struct conf_origin *from,
		     struct arena *arena, struct matter *ret,
		     struct data *ret_data)
{
	struct conf_origin origin = *from;
	struct matter m;
	struct err *e;

	matter_split(file, &m);
	origin.first_line = m.text_line;
	e = matter_parse(m.kind, m.text, &origin, arena, ret_data);
	if (!e)
		*ret = m;
	return e;
}
