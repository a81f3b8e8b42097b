/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/conf_event.h"

#include <stdlib.h>
#include <yaml.h>

#include "lib/mem.h"

#define UTF8_BOM "\xef\xbb\xbf"

/* libyaml compares each with all before it. */
#define MAX_TAG_DIRECTIVES 64

struct conf_events {
	yaml_parser_t yaml;
	yaml_event_t event; /* the current one */
	struct str text;
	const struct conf_origin *from;
	bool has_ended;
};

fallible conf_events_open(struct str text, const struct conf_origin *from,
			  struct conf_events **ret)
{
	struct conf_events *c = mem_alloc(sizeof(*c));
	const char *bytes;

	if (!yaml_parser_initialize(&c->yaml)) {
		free(c);
		return err_new(&ERR_SYSTEM, "out of memory");
	}
	c->text = str_starts(text, UTF8_BOM) ? str_from(text, 3) : text;
	c->from = from;
	bytes = c->text.len ? c->text.data : "";
	yaml_parser_set_encoding(&c->yaml, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&c->yaml, (const yaml_char_t *)bytes,
				     c->text.len);
	*ret = c;
	return NULL;
}

void conf_events_free(struct conf_events *c)
{
	if (!c)
		return;
	yaml_event_delete(&c->event);
	yaml_parser_delete(&c->yaml);
	free(c);
}

static struct err_place place_of(const struct conf_events *c,
				 const yaml_mark_t *mark)
{
	return (struct err_place){ c->from->file,
				   c->from->first_line + (unsigned)mark->line,
				   (unsigned)mark->column + 1 };
}

static struct err_place place_of_byte(const struct conf_events *c,
				      size_t offset)
{
	struct err_place place = { c->from->file, c->from->first_line, 1 };

	for (size_t i = 0; i < offset && i < c->text.len; i++) {
		bool newline = c->text.data[i] == '\n';

		place.line += newline;
		place.column = newline ? 1 : place.column + 1;
	}
	return place;
}

/* What authors did who meet the most common of libyaml's words. */
static const char *hint_for(const char *problem)
{
	static const char *const hints[][2] = {
		{ "mapping values are not allowed",
		  "put a value that has a colon and a space into quotes" },
		{ "found character that cannot start any token",
		  "put a value that begins with a sign into quotes, and indent "
		  "with spaces, not tabs" },
		{ "expected ',' or ']'",
		  "close the list with ']', or put a value that begins with "
		  "'[' into quotes" },
		{ "did not find expected node content",
		  "close the list with ']', or the map with '}'" },
		{ "expected ',' or '}'",
		  "close the map with '}', or put a value that begins with "
		  "'{' into quotes" },
		{ "unexpected end of stream", "close the quotes" },
		{ "unexpected document indicator", "close the quotes" },
		{ "did not find expected key",
		  "look for a quote too many or too few, or a line indented "
		  "unlike its neighbours" },
		{ "could not find expected ':'",
		  "each line is 'key: value'; a value of more lines is "
		  "indented" },
	};

	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (strstr(problem, hints[i][0]))
			return hints[i][1];
	return NULL;
}

/* Where it may be mended. Of quotes that are not closed that is where they
 * begin; of bytes that are no text libyaml knows just the offset. */
static struct err_place place_of_fault(const struct conf_events *c)
{
	const yaml_parser_t *p = &c->yaml;

	if (p->error == YAML_READER_ERROR)
		return place_of_byte(c, p->problem_offset);
	if (p->context && strstr(p->context, "quoted scalar") &&
	    strstr(p->problem, "found unexpected"))
		return place_of(c, &p->context_mark);
	return place_of(c, &p->problem_mark);
}

static fallible syntax_error(const struct conf_events *c)
{
	const yaml_parser_t *p = &c->yaml;
	struct err_place place = place_of_fault(c);

	if (p->error == YAML_MEMORY_ERROR)
		return err_new(&ERR_SYSTEM, "out of memory");
	return err_suggest(err_new_in(place, &ERR_INPUT, "%s%s%s", p->problem,
				      p->context ? " " : "",
				      p->context ? p->context : ""),
			   hint_for(p->problem));
}

static fallible check_directives(const struct conf_events *c)
{
	static const struct str directive = STR("%TAG");
	struct str rest = c->text;
	size_t n = 0;

	for (;;) {
		size_t at = str_find(rest, directive);

		if (at == rest.len)
			return NULL;
		if (++n > MAX_TAG_DIRECTIVES)
			return err_new_in(
				((struct err_place){ .file = c->from->file }),
				&ERR_INPUT, "more than %d %%TAG directives",
				MAX_TAG_DIRECTIVES);
		rest = str_from(rest, at + directive.len);
	}
}

static fallible next_event(struct conf_events *c, yaml_event_type_t *ret)
{
	yaml_event_delete(&c->event);
	if (!yaml_parser_parse(&c->yaml, &c->event))
		return syntax_error(c);
	*ret = c->event.type;
	return NULL;
}

static fallible begin(struct conf_events *c, yaml_event_type_t *ret)
{
	struct err *e;

	e = check_directives(c);
	if (!e)
		e = next_event(c, ret);
	if (!e && *ret == YAML_DOCUMENT_START_EVENT)
		e = next_event(c, ret);
	return e;
}

/* What follows the document, whether it is YAML or not. */
static void doubt_the_rest(struct conf_events *c, struct err_place at)
{
	c->from->doubt(c->from->host, at,
		       "a second document begins here; nobody reads it");
	yaml_event_delete(&c->event);
	c->event.type = YAML_STREAM_END_EVENT;
}

/* Nothing should follow the document. */
static fallible end(struct conf_events *c, yaml_event_type_t *type)
{
	struct err *e;

	c->has_ended = true;
	if (*type == YAML_DOCUMENT_END_EVENT) {
		e = next_event(c, type);
		if (e && c->from->doubt) {
			doubt_the_rest(c, err_where(e));
			err_drop(e);
			return NULL;
		}
		if (e)
			return e;
	}
	if (*type == YAML_STREAM_END_EVENT)
		return NULL;
	if (c->from->doubt) {
		doubt_the_rest(c, place_of(c, &c->event.start_mark));
		return NULL;
	}
	return err_new_in(place_of(c, &c->event.start_mark), &ERR_INPUT,
			  "more than one document");
}

static void translate(const yaml_event_t *event, struct conf_event *ret)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		ret->kind = CONF_SCALAR;
		ret->value = str_n((const char *)event->data.scalar.value,
				   event->data.scalar.length);
		ret->is_string = event->data.scalar.quoted_implicit &&
				 !event->data.scalar.tag;
		ret->anchor = (const char *)event->data.scalar.anchor;
		ret->tag = (const char *)event->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		ret->kind = CONF_LIST;
		ret->anchor = (const char *)event->data.sequence_start.anchor;
		ret->tag = (const char *)event->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		ret->kind = CONF_MAP;
		ret->anchor = (const char *)event->data.mapping_start.anchor;
		ret->tag = (const char *)event->data.mapping_start.tag;
		break;
	case YAML_ALIAS_EVENT:
		ret->kind = CONF_ALIAS;
		ret->anchor = (const char *)event->data.alias.anchor;
		break;
	case YAML_STREAM_END_EVENT:
		ret->kind = CONF_END;
		break;
	default:
		ret->kind = CONF_CLOSE;
	}
}

fallible conf_events_next(struct conf_events *c, struct conf_event *ret)
{
	yaml_event_type_t type = YAML_NO_EVENT;
	struct conf_event event = { 0 };
	struct err *e = NULL;

	if (!c->has_ended)
		e = next_event(c, &type);
	if (!e && type == YAML_STREAM_START_EVENT)
		e = begin(c, &type);
	if (!e &&
	    (type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT))
		e = end(c, &type);
	if (e)
		return e;
	translate(&c->event, &event);
	event.place = place_of(c, &c->event.start_mark);
	*ret = event;
	return NULL;
}
