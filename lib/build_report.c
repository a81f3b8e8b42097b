/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/build_report.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "lib/public_volume.h"

static const char *const severity_names[] = {
	[BUILD_WARNING] = "warning",
	[BUILD_ERROR] = "error",
};

void build_report_release(struct build_report *r)
{
	free(r->commit);
	for (size_t i = 0; i < r->messages_len; i++) {
		free(r->messages[i].file);
		free(r->messages[i].text);
	}
	free(r->messages);
	*r = (struct build_report){ 0 };
}

void build_report_add(struct build_report *r, enum build_severity severity,
		      struct err_place place, const char *text)
{
	r->messages = mem_grow(r->messages, r->messages_len, &r->messages_cap,
			       sizeof(*r->messages));
	r->messages[r->messages_len++] = (struct build_message){
		.severity = severity,
		.file = mem_strdup(place.file),
		.line = place.line,
		.column = place.column,
		.text = mem_strdup(text),
	};
}

void build_report_warn(void *report, struct err_place place, const char *text)
{
	build_report_add(report, BUILD_WARNING, place, text);
}

void build_report_add_err(struct build_report *r, struct err *e)
{
	auto_buf struct buf text = { 0 };

	err_describe(e, &text);
	build_report_add(r, BUILD_ERROR, err_where(e), text.data);
	err_drop(e);
}

size_t build_report_count(const struct build_report *r,
			  enum build_severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < r->messages_len; i++)
		n += r->messages[i].severity == severity;
	return n;
}

/* A number of the report, and its key in the file. */
struct field {
	const char *key;
	uint64_t *value;
};

#define FIELDS_LEN 12

static void list_fields(struct build_report *r, struct field ret[FIELDS_LEN])
{
	const struct field fields[FIELDS_LEN] = {
		{ "sequence", &r->sequence },
		{ "release", &r->release },
		{ "release_sequence", &r->release_sequence },
		{ "read_ms", &r->read_ms },
		{ "render_ms", &r->render_ms },
		{ "publish_ms", &r->publish_ms },
		{ "pages", &r->pages },
		{ "posts", &r->posts },
		{ "static_files", &r->static_files },
		{ "written", &r->written },
		{ "changed", &r->changed },
	};

	memcpy(ret, fields, sizeof(fields));
}

static void write_message(struct json_writer *w, const struct build_message *m)
{
	json_open_object(w, NULL);
	json_put_text(w, "severity", severity_names[m->severity]);
	json_put_text(w, "file", m->file);
	json_put_int(w, "line", m->line);
	json_put_int(w, "column", m->column);
	json_put_text(w, "text", m->text);
	json_close_object(w);
}

fallible build_report_write(int volume, const struct build_report *r)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };
	struct build_report copy = *r;
	struct field fields[FIELDS_LEN];

	list_fields(&copy, fields);
	json_open_object(&w, NULL);
	json_put_text(&w, "commit", r->commit);
	json_put_bool(&w, "published", r->published);
	json_put_bool(&w, "given_up", r->given_up);
	json_put_int(&w, "finished_ms", r->finished_ms);
	for (size_t i = 0; fields[i].key; i++)
		json_put_int(&w, fields[i].key, (int64_t)*fields[i].value);
	json_open_list(&w, "messages");
	for (size_t i = 0; i < r->messages_len; i++)
		write_message(&w, &r->messages[i]);
	json_close_list(&w);
	json_close_object(&w);
	return fs_replace_at(volume, PUBLIC_VOLUME_BUILD, text.data, text.len,
			     0644);
}

static fallible not_a_report(const char *why)
{
	return err_new_in((struct err_place){ .file = PUBLIC_VOLUME_BUILD },
			  &ERR_INPUT, "%s", why);
}

static fallible read_severity(const struct data *d, enum build_severity *ret)
{
	const char *name = "";
	struct err *e;

	e = data_get_string(d, PUBLIC_VOLUME_BUILD, "severity", &name);
	if (e)
		return e;
	for (int i = BUILD_WARNING; i <= BUILD_ERROR; i++) {
		if (strcmp(name, severity_names[i]) != 0)
			continue;
		*ret = (enum build_severity)i;
		return NULL;
	}
	return not_a_report("'severity' is neither warning nor error");
}

/*
 * A report is written by the process that runs the site's own templates, and
 * ends up on a terminal. NULL gives NULL.
 */
static char *to_printable_lines(const char *text)
{
	auto_buf struct buf out = { 0 };
	struct str rest = str_of(text), line;

	if (!text)
		return NULL;
	for (bool first = true; str_split(&rest, '\n', &line); first = false) {
		if (!first)
			buf_putc(&out, '\n');
		buf_add_printable(&out, line);
	}
	return buf_take(&out);
}

static fallible read_message(const struct data *d, struct build_report *r)
{
	enum build_severity severity = BUILD_WARNING;
	struct err_place place = { 0 };
	const char *text = NULL;
	auto_free char *file = NULL, *shown = NULL;
	uint64_t line = 0, column = 0;
	struct err *e;

	e = read_severity(d, &severity);
	if (!e)
		e = data_get_string(d, PUBLIC_VOLUME_BUILD, "file",
				    &place.file);
	if (!e)
		e = data_get_uint(d, PUBLIC_VOLUME_BUILD, "line", UINT_MAX,
				  &line);
	if (!e)
		e = data_get_uint(d, PUBLIC_VOLUME_BUILD, "column", UINT_MAX,
				  &column);
	if (!e)
		e = data_get_string(d, PUBLIC_VOLUME_BUILD, "text", &text);
	if (!e && !text)
		e = not_a_report("a message without 'text'");
	if (e)
		return e;
	file = to_printable_lines(place.file);
	shown = to_printable_lines(text);
	place = (struct err_place){ file, (unsigned)line, (unsigned)column };
	build_report_add(r, severity, place, shown);
	return NULL;
}

static fallible read_messages(const struct data *map, struct build_report *r)
{
	const struct data *messages = data_get(map, "messages");
	struct err *e = NULL;

	if (!messages)
		return NULL;
	if (messages->kind != DATA_LIST)
		return not_a_report("'messages' is not a list");
	for (size_t i = 0; !e && i < messages->list.len; i++)
		e = read_message(&messages->list.items[i], r);
	return e;
}

/* Leaves in @r what was read before an error. */
static fallible read_report(const struct data *map, struct build_report *r)
{
	struct field fields[FIELDS_LEN];
	const char *commit = NULL;
	struct err *e;

	if (map->kind != DATA_MAP)
		return not_a_report("not a JSON object");
	e = data_get_string(map, PUBLIC_VOLUME_BUILD, "commit", &commit);
	if (!e)
		e = data_get_bool(map, PUBLIC_VOLUME_BUILD, "published",
				  &r->published);
	if (!e)
		e = data_get_bool(map, PUBLIC_VOLUME_BUILD, "given_up",
				  &r->given_up);
	if (!e)
		e = data_get_int(map, PUBLIC_VOLUME_BUILD, "finished_ms",
				 INT64_MIN, INT64_MAX, &r->finished_ms);
	list_fields(r, fields);
	for (size_t i = 0; !e && fields[i].key; i++)
		e = data_get_uint(map, PUBLIC_VOLUME_BUILD, fields[i].key,
				  INT64_MAX, fields[i].value);
	if (e)
		return e;
	r->commit = to_printable_lines(commit);
	return read_messages(map, r);
}

fallible build_report_parse(struct str text, struct build_report *ret)
{
	auto_build_report struct build_report r = { 0 };
	auto_arena struct arena arena = { 0 };
	struct data root;
	struct err *e;

	e = json_parse(text, PUBLIC_VOLUME_BUILD, &arena, &root);
	if (!e)
		e = read_report(&root, &r);
	if (e)
		return e;
	*ret = r;
	r = (struct build_report){ 0 };
	return NULL;
}

fallible build_report_read(int volume, struct build_report *ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e;

	e = fs_read_at(volume, PUBLIC_VOLUME_BUILD, JSON_MAX_BYTES, &text);
	if (e)
		return e;
	return build_report_parse(buf_str(&text), ret);
}
