/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/conf.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "lib/cleanup.h"
#include "lib/conf_map.h"
#include "lib/conf_scalar.h"
#include "lib/mem.h"

#define MAX_ANCHORS 1024
#define UTF8_BOM "\xef\xbb\xbf"

/* A value, and how much there is of it with its aliases expanded. */
struct node {
	struct data data;
	size_t count;    /* of values in it, itself too */
	unsigned height; /* levels of lists and maps */
};

struct anchor {
	char *name;
	struct node node;
};

struct reader {
	yaml_parser_t yaml;
	struct str text;
	const char *file;
	unsigned first_line;
	struct arena *arena;
	struct anchor *anchors;
	size_t anchors_len;
	size_t anchors_cap;
};

#define auto_event __attribute__((cleanup(yaml_event_delete)))

static struct err_place place_of(const struct reader *r,
				 const yaml_mark_t *mark)
{
	return (struct err_place){ r->file,
				   r->first_line + (unsigned)mark->line,
				   (unsigned)mark->column + 1 };
}

/* The reader knows no line of bytes that are no text, just their offset. */
static struct err_place place_of_byte(const struct reader *r, size_t offset)
{
	struct err_place place = { r->file, r->first_line, 1 };

	for (size_t i = 0; i < offset && i < r->text.len; i++) {
		bool newline = r->text.data[i] == '\n';

		place.line += newline;
		place.column = newline ? 1 : place.column + 1;
	}
	return place;
}

static fallible syntax_error(const struct reader *r)
{
	const yaml_parser_t *p = &r->yaml;
	struct err_place place = place_of(r, &p->problem_mark);

	if (p->error == YAML_MEMORY_ERROR)
		return err_new(&ERR_SYSTEM, "out of memory");
	if (p->error == YAML_READER_ERROR)
		place = place_of_byte(r, p->problem_offset);
	return err_new_in(place, &ERR_INPUT, "%s%s%s", p->problem,
			  p->context ? " " : "", p->context ? p->context : "");
}

static fallible next_event(struct reader *r, yaml_event_t *ret)
{
	return yaml_parser_parse(&r->yaml, ret) ? NULL : syntax_error(r);
}

static fallible parse_node(struct reader *r, const yaml_event_t *event,
			   unsigned depth, struct node *ret);

/* Count @child into @parent. */
static fallible add_child(const struct reader *r, const yaml_mark_t *mark,
			  unsigned depth, struct node *parent,
			  const struct node *child)
{
	parent->count += child->count;
	if (parent->height < child->height + 1)
		parent->height = child->height + 1;
	if (parent->count > CONF_MAX_NODES)
		return err_new_in(place_of(r, mark), &ERR_INPUT,
				  "more than %u values", CONF_MAX_NODES);
	if (depth + child->height > CONF_MAX_DEPTH)
		return err_new_in(place_of(r, mark), &ERR_INPUT,
				  "more than %d levels", CONF_MAX_DEPTH);
	return NULL;
}

static struct str copy(struct reader *r, const yaml_char_t *bytes, size_t len)
{
	struct str s = str_n((const char *)bytes, len);

	return str_n(arena_strdup(r->arena, s), len);
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
static fallible check_tag(const struct reader *r, const yaml_mark_t *mark,
			  const yaml_char_t *tag)
{
	const char *t = (const char *)tag;
	struct str s = str_of(t);

	if (!str_starts(s, "!ruby/") && !str_starts(s, "tag:ruby.") &&
	    !is_tag(t, "binary") && !is_tag(t, "omap"))
		return NULL;
	return err_new_in(place_of(r, mark), &ERR_INPUT,
			  "the tag '%s' is not supported", t);
}

static fallible parse_scalar(struct reader *r, const yaml_event_t *event,
			     struct node *ret)
{
	const char *tag = (const char *)event->data.scalar.tag;
	struct data *d = &ret->data;

	d->text = copy(r, event->data.scalar.value, event->data.scalar.length);
	if (is_tag(tag, "str") ||
	    (!tag && event->data.scalar.quoted_implicit)) {
		d->kind = DATA_STRING;
		d->string = d->text;
	} else {
		conf_scalar_resolve(d->text, d);
	}
	if (d->kind == DATA_INT && is_tag(tag, "float")) {
		d->kind = DATA_FLOAT;
		d->number = (double)d->integer;
	}
	return check_tag(r, &event->start_mark, event->data.scalar.tag);
}

static fallible parse_list(struct reader *r, const yaml_event_t *start,
			   unsigned depth, struct node *ret)
{
	auto_free struct data *items = NULL;
	size_t len = 0, cap = 0;
	struct err *e;

	e = check_tag(r, &start->start_mark, start->data.sequence_start.tag);
	if (e)
		return e;
	for (;;) {
		auto_event yaml_event_t event = { 0 };
		struct node child = { 0 };

		e = next_event(r, &event);
		if (e)
			return e;
		if (event.type == YAML_SEQUENCE_END_EVENT)
			break;
		e = parse_node(r, &event, depth + 1, &child);
		if (!e)
			e = add_child(r, &event.start_mark, depth + 1, ret,
				      &child);
		if (e)
			return e;
		items = mem_grow(items, len, &cap, sizeof(*items));
		items[len++] = child.data;
	}
	ret->data.kind = DATA_LIST;
	ret->data.list.items = arena_alloc_array(r->arena, len, sizeof(*items));
	ret->data.list.len = len;
	if (len)
		memcpy((void *)ret->data.list.items, items,
		       len * sizeof(*items));
	return NULL;
}

static fallible parse_key(struct reader *r, const yaml_event_t *event,
			  unsigned depth, struct data_entry *ret)
{
	struct node key = { 0 };
	struct err *e;

	e = parse_node(r, event, depth, &key);
	if (e)
		return e;
	if (key.data.kind == DATA_LIST || key.data.kind == DATA_MAP)
		return err_new_in(place_of(r, &event->start_mark), &ERR_INPUT,
				  "a key is %s", data_kind_name(key.data.kind));
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
	auto_event yaml_event_t event = { 0 };
	struct node value = { 0 };
	struct err *e;

	e = next_event(r, &event);
	if (!e)
		e = parse_node(r, &event, depth, &value);
	if (!e)
		e = add_child(r, &event.start_mark, depth, parent, &value);
	if (e)
		return e;
	entry->value = value.data;
	if (str_is(entry->key, "<<") && event.type != YAML_SCALAR_EVENT &&
	    conf_map_merge(map, &value.data))
		return NULL;
	conf_map_add(map, entry);
	return NULL;
}

static fallible parse_map(struct reader *r, const yaml_event_t *start,
			  unsigned depth, struct node *ret)
{
	auto_conf_map struct conf_map map = { 0 };
	struct err *e;

	e = check_tag(r, &start->start_mark, start->data.mapping_start.tag);
	if (e)
		return e;
	for (;;) {
		auto_event yaml_event_t event = { 0 };
		struct data_entry entry = { 0 };

		e = next_event(r, &event);
		if (e)
			return e;
		if (event.type == YAML_MAPPING_END_EVENT)
			break;
		e = parse_key(r, &event, depth + 1, &entry);
		if (!e)
			e = parse_entry(r, depth + 1, &entry, ret, &map);
		if (e)
			return e;
	}
	return conf_map_finish(&map, r->file, r->arena, &ret->data);
}

static fallible find_alias(const struct reader *r, const yaml_event_t *event,
			   struct node *ret)
{
	const char *name = (const char *)event->data.alias.anchor;

	for (size_t i = r->anchors_len; i > 0; i--) {
		if (strcmp(r->anchors[i - 1].name, name) != 0)
			continue;
		*ret = r->anchors[i - 1].node;
		return NULL;
	}
	return err_new_in(place_of(r, &event->start_mark), &ERR_INPUT,
			  "no value is called '%s' before this", name);
}

/* The anchor of a value that may have one. */
static const yaml_char_t *anchor_of(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return event->data.scalar.anchor;
	case YAML_SEQUENCE_START_EVENT:
		return event->data.sequence_start.anchor;
	case YAML_MAPPING_START_EVENT:
		return event->data.mapping_start.anchor;
	default:
		return NULL;
	}
}

static fallible keep_anchor(struct reader *r, const yaml_event_t *event,
			    const struct node *node)
{
	const char *name = (const char *)anchor_of(event);

	if (!name)
		return NULL;
	if (r->anchors_len == MAX_ANCHORS)
		return err_new_in(place_of(r, &event->start_mark), &ERR_INPUT,
				  "more than %d anchors", MAX_ANCHORS);
	r->anchors = mem_grow(r->anchors, r->anchors_len, &r->anchors_cap,
			      sizeof(*r->anchors));
	r->anchors[r->anchors_len++] =
		(struct anchor){ mem_strdup(name), *node };
	return NULL;
}

/* @depth: of lists and maps around it. */
static fallible parse_node(struct reader *r, const yaml_event_t *event,
			   unsigned depth, struct node *ret)
{
	struct node node = { .count = 1 };
	struct err *e;

	if (depth > CONF_MAX_DEPTH)
		return err_new_in(place_of(r, &event->start_mark), &ERR_INPUT,
				  "more than %d levels", CONF_MAX_DEPTH);
	node.data.line = place_of(r, &event->start_mark).line;
	node.data.column = place_of(r, &event->start_mark).column;
	if (event->type == YAML_ALIAS_EVENT)
		e = find_alias(r, event, &node);
	else if (event->type == YAML_SEQUENCE_START_EVENT)
		e = parse_list(r, event, depth, &node);
	else if (event->type == YAML_MAPPING_START_EVENT)
		e = parse_map(r, event, depth, &node);
	else
		e = parse_scalar(r, event, &node);
	if (!e)
		e = keep_anchor(r, event, &node);
	if (!e)
		*ret = node;
	return e;
}

/* The events of a text that holds one document, or none. */
static fallible parse_document(struct reader *r, struct data *ret)
{
	auto_event yaml_event_t root = { 0 }, end = { 0 }, after = { 0 };
	struct node node = { 0 };
	struct err *e;

	e = next_event(r, &root);
	if (!e)
		e = parse_node(r, &root, 0, &node);
	if (!e)
		e = next_event(r, &end);
	if (!e)
		e = next_event(r, &after);
	if (!e && after.type != YAML_STREAM_END_EVENT)
		e = err_new_in(place_of(r, &after.start_mark), &ERR_INPUT,
			       "more than one document");
	if (!e)
		*ret = node.data;
	return e;
}

static fallible parse_stream(struct reader *r, struct data *ret)
{
	auto_event yaml_event_t start = { 0 }, document = { 0 };
	struct err *e;

	e = next_event(r, &start);
	if (!e)
		e = next_event(r, &document);
	if (e)
		return e;
	if (document.type != YAML_STREAM_END_EVENT)
		return parse_document(r, ret);
	*ret = (struct data){ 0 };
	return NULL;
}

fallible conf_parse(struct str text, const char *file, unsigned first_line,
		    struct arena *arena, struct data *ret)
{
	struct reader r = {
		.text = str_starts(text, UTF8_BOM) ? str_from(text, 3) : text,
		.file = file,
		.first_line = first_line,
		.arena = arena,
	};
	const char *bytes = r.text.len ? r.text.data : "";
	struct err *e;

	if (text.len > CONF_MAX_BYTES)
		return err_new_in((struct err_place){ .file = file },
				  &ERR_INPUT, "more than %u bytes of YAML",
				  CONF_MAX_BYTES);
	if (!yaml_parser_initialize(&r.yaml))
		return err_new(&ERR_SYSTEM, "out of memory");
	yaml_parser_set_encoding(&r.yaml, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.yaml, (const yaml_char_t *)bytes,
				     r.text.len);
	e = parse_stream(&r, ret);
	for (size_t i = 0; i < r.anchors_len; i++)
		free(r.anchors[i].name);
	free(r.anchors);
	yaml_parser_delete(&r.yaml);
	return e;
}
