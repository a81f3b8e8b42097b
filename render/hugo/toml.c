/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/toml.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <time.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/hugo/toml_event.h"
#include "render/model/node.h"

#define MAX_KEY_PARTS 100 /* as in "a.b.c" */

/* A map or list that is being read. */
struct level {
	struct data start; /* its place and kind */
	struct str key;
	struct node_map map;
	struct node_list list;
};

struct reading {
	struct arena *arena;
	unsigned first_line;
	struct level levels[TOML_EVENT_MAX_DEPTH + 2];
	size_t depth;
	struct data result;
};

static struct str keep(struct reading *r, const char *data, size_t len)
{
	return str_n(arena_strdup(r->arena, str_n(data, len)), len);
}

__attribute__((format(printf, 2, 3))) static struct str
print(struct reading *r, const char *fmt, ...)
{
	auto_free char *text = NULL;
	va_list args;

	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	return str_of(arena_strdup(r->arena, str_of(text)));
}

static void take_time(struct reading *r, const struct toml_event_time *t,
		      struct data *ret)
{
	struct tm tm = {
		.tm_year = t->year - 1900,
		.tm_mon = t->month - 1,
		.tm_mday = t->day,
		.tm_hour = t->hour,
		.tm_min = t->minute,
		.tm_sec = t->second,
	};

	ret->kind = DATA_TIME;
	ret->time = (struct data_time){
		.seconds = timegm(&tm) - t->utc_offset * 60,
		.nanoseconds = t->nanoseconds,
		.utc_offset = t->utc_offset * 60,
		.has_time = t->has_time,
		.has_zone = t->has_zone,
	};
	ret->text = print(r, "%04d-%02d-%02d", t->year, t->month, t->day);
	if (t->has_time)
		ret->text = print(r, "%s %02d:%02d:%02d", ret->text.data,
				  t->hour, t->minute, t->second);
}

static void take_scalar(struct reading *r, const struct toml_event *e,
			struct data *ret)
{
	switch (e->kind) {
	case TOML_EVENT_INT:
		ret->kind = DATA_INT;
		ret->integer = e->integer;
		ret->text = print(r, "%" PRId64, e->integer);
		break;
	case TOML_EVENT_FLOAT:
		ret->kind = DATA_FLOAT;
		ret->number = e->number;
		ret->text = print(r, "%.15g", e->number);
		break;
	case TOML_EVENT_BOOL:
		ret->kind = DATA_BOOL;
		ret->boolean = e->boolean;
		ret->text = str_of(e->boolean ? "true" : "false");
		break;
	case TOML_EVENT_TIME:
		take_time(r, &e->time, ret);
		break;
	default:
		ret->kind = DATA_STRING;
		ret->string = ret->text = keep(r, e->string, e->string_len);
	}
}

static void add(struct reading *r, struct str key, struct data d)
{
	struct level *above;

	if (!r->depth) {
		r->result = d;
		return;
	}
	above = &r->levels[r->depth - 1];
	if (above->start.kind == DATA_MAP)
		node_map_add(&above->map, key, d);
	else
		node_list_add(&above->list, d);
}

static void open_level(struct reading *r, struct str key, struct data start)
{
	r->levels[r->depth++] = (struct level){
		.start = start,
		.key = key,
		.map = { .arena = r->arena },
		.list = { .arena = r->arena },
	};
}

static void close_level(struct reading *r)
{
	const struct level *l = &r->levels[--r->depth];
	struct data d = l->start.kind == DATA_MAP ? node_map_data(&l->map)
						  : node_list_data(&l->list);

	d.line = l->start.line;
	d.column = l->start.column;
	add(r, l->key, d);
}

static void visit(void *host, const struct toml_event *e)
{
	struct reading *r = host;
	struct data d = { .line = e->line + r->first_line - 1,
			  .column = e->column };
	struct str key = { NULL, 0 };

	if (e->kind == TOML_EVENT_END) {
		close_level(r);
		return;
	}
	if (e->key)
		key = keep(r, e->key, e->key_len);
	if (e->kind == TOML_EVENT_MAP || e->kind == TOML_EVENT_LIST) {
		d.kind = e->kind == TOML_EVENT_MAP ? DATA_MAP : DATA_LIST;
		open_level(r, key, d);
		return;
	}
	take_scalar(r, e, &d);
	add(r, key, d);
}

static bool is_of_key(char c)
{
	return isalnum((unsigned char)c) || strchr("-_.\"' \t", c);
}

/*
 * The line of a key of very many parts; 0: there is none. The library makes a
 * map within a map for each of them, and has no limit.
 */
static unsigned find_long_key(struct str text)
{
	unsigned line = 1;
	size_t parts = 0;

	for (size_t i = 0; i < text.len; i++) {
		const char c = text.data[i];

		line += c == '\n';
		if (!c || !is_of_key(c))
			parts = 0;
		else if (c == '.' && i && text.data[i - 1] != '.' &&
			 ++parts > MAX_KEY_PARTS)
			return line;
	}
	return 0;
}

fallible toml_parse(struct str text, const struct conf_origin *from,
		    struct arena *arena, struct data *ret)
{
	struct reading r = {
		.arena = arena,
		.first_line = from->first_line ? from->first_line : 1,
	};
	struct err_place at = { from->file, 0, 0 };
	struct toml_event_fault fault;

	if (text.len > TOML_MAX_BYTES)
		return err_new_in(at, &ERR_INPUT, "more than %u bytes of TOML",
				  TOML_MAX_BYTES);
	at.line = find_long_key(text);
	if (at.line) {
		at.line += r.first_line - 1;
		return err_new_in(at, &ERR_INPUT, "a key of more than %d parts",
				  MAX_KEY_PARTS);
	}
	if (!toml_event_walk(text.len ? text.data : "", text.len, visit, &r,
			     &fault)) {
		at.line = fault.line + r.first_line - 1;
		at.column = fault.column;
		return err_new_in(at, &ERR_INPUT, "%s", fault.text);
	}
	*ret = r.result;
	return NULL;
}
