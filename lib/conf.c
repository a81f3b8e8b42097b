/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/conf.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/conf_event.h"
#include "lib/conf_map.h"
#include "lib/conf_scalar.h"
#include "lib/mem.h"

#define MAX_ANCHORS 1024

/* A value, and how much there is of it with its aliases expanded. */
struct node {
	struct data data;
	size_t count;    /* of values in it, itself too */
	unsigned height; /* levels of lists and maps */
};

struct anchor {
	const char *name;
	struct node node;
};

struct reader {
	struct conf_events *events;
	const struct conf_origin *from;
	struct arena *arena;
	struct anchor *anchors;
	size_t anchors_len;
	size_t anchors_cap;
};

static fallible parse_node(struct reader *r, const struct conf_event *event,
			   unsigned depth, struct node *ret);

/* Count @child into @parent. */
static fallible add_child(struct err_place place, unsigned depth,
			  struct node *parent, const struct node *child)
{
	parent->count += child->count;
	if (parent->height < child->height + 1)
		parent->height = child->height + 1;
	if (parent->count > CONF_MAX_NODES)
		return err_new_in(place, &ERR_INPUT, "more than %u values",
				  CONF_MAX_NODES);
	if (depth + child->height > CONF_MAX_DEPTH)
		return err_new_in(place, &ERR_INPUT, "more than %d levels",
				  CONF_MAX_DEPTH);
	return NULL;
}

static bool is_tag(const char *tag, const char *name)
{
	static const char prefix[] = "tag:yaml.org,2002:";

	if (!tag)
		return false;
	if (str_starts(str_of(tag), prefix))
		return strcmp(tag + sizeof(prefix) - 1, name) == 0;
	return *tag == '!' && strcmp(tag + 1, name) == 0;
}

/* Tags that make something else than plain values; others change nothing. */
static fallible check_tag(const struct conf_event *event)
{
	const char *tag = event->tag;

	if (!str_starts(str_of(tag), "!ruby/") &&
	    !str_starts(str_of(tag), "tag:ruby.") && !is_tag(tag, "binary") &&
	    !is_tag(tag, "omap"))
		return NULL;
	return err_new_in(event->place, &ERR_INPUT,
			  "the tag '%s' is not supported", tag);
}

static void read_scalar(struct reader *r, const struct conf_event *event,
			struct data *ret)
{
	ret->text =
		str_n(arena_strdup(r->arena, event->value), event->value.len);
	if (event->is_string || is_tag(event->tag, "str")) {
		ret->kind = DATA_STRING;
		ret->string = ret->text;
	} else {
		conf_scalar_resolve(ret->text, ret);
	}
	if (ret->kind == DATA_INT && is_tag(event->tag, "float")) {
		ret->kind = DATA_FLOAT;
		ret->number = (double)ret->integer;
	}
}

static fallible parse_list(struct reader *r, unsigned depth, struct node *ret)
{
	auto_free struct data *items = NULL;
	size_t len = 0, cap = 0;

	for (;;) {
		struct conf_event event;
		struct node child = { 0 };
		struct err *e;

		e = conf_events_next(r->events, &event);
		if (e)
			return e;
		if (event.kind == CONF_CLOSE)
			break;
		e = parse_node(r, &event, depth + 1, &child);
		if (!e)
			e = add_child(event.place, depth + 1, ret, &child);
		if (e)
			return e;
		items = mem_grow(items, len, &cap, sizeof(*items));
		items[len++] = child.data;
	}
	ret->data.kind = DATA_LIST;
	ret->data.list.items = arena_copy(r->arena, items, len, sizeof(*items));
	ret->data.list.len = len;
	return NULL;
}

static fallible parse_key(struct reader *r, const struct conf_event *event,
			  unsigned depth, struct data_entry *ret)
{
	struct err_place place = event->place;
	struct node key = { 0 };
	struct err *e;

	e = parse_node(r, event, depth, &key);
	if (e)
		return e;
	if (key.data.kind == DATA_LIST || key.data.kind == DATA_MAP)
		return err_new_in(place, &ERR_INPUT, "a key is %s",
				  data_kind_name(key.data.kind));
	ret->key = key.data.text;
	ret->line = key.data.line;
	ret->column = key.data.column;
	return NULL;
}

/* The value of a key, into the map. */
static fallible parse_entry(struct reader *r, unsigned depth,
			    struct data_entry *entry, struct node *parent,
			    struct conf_map *map)
{
	struct conf_event event;
	struct node value = { 0 };
	struct err *e;

	e = conf_events_next(r->events, &event);
	if (!e)
		e = parse_node(r, &event, depth, &value);
	if (!e)
		e = add_child(event.place, depth, parent, &value);
	if (e)
		return e;
	entry->value = value.data;
	if (str_is(entry->key, "<<") && event.kind != CONF_SCALAR &&
	    conf_map_merge(map, &value.data))
		return NULL;
	conf_map_add(map, entry);
	return NULL;
}

static fallible parse_map(struct reader *r, unsigned depth, struct node *ret)
{
	auto_conf_map struct conf_map map = { 0 };

	for (;;) {
		struct data_entry entry = { 0 };
		struct conf_event event;
		struct err *e;

		e = conf_events_next(r->events, &event);
		if (e)
			return e;
		if (event.kind == CONF_CLOSE)
			break;
		e = parse_key(r, &event, depth + 1, &entry);
		if (!e)
			e = parse_entry(r, depth + 1, &entry, ret, &map);
		if (e)
			return e;
	}
	return conf_map_finish(&map, r->from, r->arena, &ret->data);
}

static fallible find_alias(const struct reader *r,
			   const struct conf_event *event, struct node *ret)
{
	for (size_t i = r->anchors_len; i > 0; i--) {
		if (strcmp(r->anchors[i - 1].name, event->anchor) != 0)
			continue;
		*ret = r->anchors[i - 1].node;
		return NULL;
	}
	return err_new_in(event->place, &ERR_INPUT,
			  "no value is called '%s' before this", event->anchor);
}

/* @name lives in the arena, or is NULL. */
static fallible keep_anchor(struct reader *r, struct err_place place,
			    const char *name, const struct node *node)
{
	if (!name)
		return NULL;
	if (r->anchors_len == MAX_ANCHORS)
		return err_new_in(place, &ERR_INPUT, "more than %d anchors",
				  MAX_ANCHORS);
	r->anchors = mem_grow(r->anchors, r->anchors_len, &r->anchors_cap,
			      sizeof(*r->anchors));
	r->anchors[r->anchors_len++] = (struct anchor){ name, *node };
	return NULL;
}

/* Not an alias. The event is spent by the time the value is whole. */
static fallible parse_value(struct reader *r, const struct conf_event *event,
			    unsigned depth, struct node *ret)
{
	struct err_place place = event->place;
	const char *anchor = NULL;
	struct err *e;

	e = check_tag(event);
	if (e)
		return e;
	if (event->anchor)
		anchor = arena_strdup(r->arena, str_of(event->anchor));
	if (event->kind == CONF_LIST)
		e = parse_list(r, depth, ret);
	else if (event->kind == CONF_MAP)
		e = parse_map(r, depth, ret);
	else
		read_scalar(r, event, &ret->data);
	return e ? e : keep_anchor(r, place, anchor, ret);
}

/* @depth: of lists and maps around it. */
static fallible parse_node(struct reader *r, const struct conf_event *event,
			   unsigned depth, struct node *ret)
{
	struct node node = {
		.count = 1,
		.data = { .line = event->place.line,
			  .column = event->place.column },
	};
	struct err *e;

	if (depth > CONF_MAX_DEPTH)
		return err_new_in(event->place, &ERR_INPUT,
				  "more than %d levels", CONF_MAX_DEPTH);
	if (event->kind == CONF_ALIAS)
		e = find_alias(r, event, &node);
	else
		e = parse_value(r, event, depth, &node);
	if (!e)
		*ret = node;
	return e;
}

static fallible parse_document(struct reader *r, struct data *ret)
{
	struct conf_event event;
	struct node node = { 0 };
	struct err *e;

	e = conf_events_next(r->events, &event);
	if (!e && event.kind != CONF_END) {
		e = parse_node(r, &event, 0, &node);
		if (!e)
			e = conf_events_next(r->events, &event);
	}
	if (!e)
		*ret = node.data;
	return e;
}

fallible conf_parse(struct str text, const struct conf_origin *from,
		    struct arena *arena, struct data *ret)
{
	auto_conf_events struct conf_events *events = NULL;
	struct reader r = { .arena = arena, .from = from };
	struct err *e;

	if (text.len > CONF_MAX_BYTES)
		return err_new_in((struct err_place){ .file = from->file },
				  &ERR_INPUT, "more than %u bytes of YAML",
				  CONF_MAX_BYTES);
	e = conf_events_open(text, from, &events);
	if (e)
		return e;
	r.events = events;
	e = parse_document(&r, ret);
	free(r.anchors);
	return e;
}
