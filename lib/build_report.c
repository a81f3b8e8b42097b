/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/build_report.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "lib/public_volume.h"

/* So that a large site with one fault on each page takes no memory for it. */
#define TIDY_AT 10000

/* What quotes the source may quote all of it. */
#define MAX_TEXT 1000

void build_report_release(struct build_report *r)
{
	free(r->commit);
	for (size_t i = 0; i < r->messages_len; i++)
		build_message_release(&r->messages[i]);
	free(r->messages);
	*r = (struct build_report){ 0 };
}

static int compare_texts(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int compare_numbers(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int compare_messages(const void *left, const void *right)
{
	const struct build_message *a = left;
	const struct build_message *b = right;
	int order = compare_texts(a->file, b->file);

	if (!order)
		order = compare_numbers(a->line, b->line);
	if (!order)
		order = compare_numbers(a->column, b->column);
	if (!order)
		order = compare_texts(a->text, b->text);
	/* Of two that say the same, what is graver stays. */
	return order ? order : compare_numbers(b->severity, a->severity);
}

static bool is_same(const struct build_message *a,
		    const struct build_message *b)
{
	return !compare_texts(a->file, b->file) && a->line == b->line &&
	       a->column == b->column && !compare_texts(a->text, b->text);
}

/* Is there room for it? Else it is counted. */
static bool takes(struct build_report *r, const struct build_message *m,
		  size_t *errors, size_t *others)
{
	const bool is_error = m->severity == BUILD_ERROR;

	if ((*(is_error ? errors : others))++ < BUILD_REPORT_KEEP)
		return true;
	r->more_errors += is_error;
	r->more_warnings += m->severity == BUILD_WARNING;
	return false;
}

void build_report_tidy(struct build_report *r)
{
	size_t kept = 0, errors = 0, others = 0;

	if (r->messages_len)
		qsort(r->messages, r->messages_len, sizeof *r->messages,
		      compare_messages);
	for (size_t i = 0; i < r->messages_len; i++) {
		struct build_message *m = &r->messages[i];

		if ((kept && is_same(&r->messages[kept - 1], m)) ||
		    !takes(r, m, &errors, &others))
			build_message_release(m);
		else
			r->messages[kept++] = *m;
	}
	r->messages_len = kept;
}

void build_report_add_message(struct build_report *r,
			      const struct build_message *m)
{
	struct build_message *put;

	if (r->messages_len >= TIDY_AT)
		build_report_tidy(r);
	r->messages = mem_grow(r->messages, r->messages_len, &r->messages_cap,
			       sizeof(*r->messages));
	put = &r->messages[r->messages_len++];
	*put = *m;
	put->file = mem_strdup(m->file);
	put->text = strnlen(m->text, MAX_TEXT + 1) <= MAX_TEXT
			    ? mem_strdup(m->text)
			    : mem_printf("%.*s...", MAX_TEXT, m->text);
	put->excerpt = mem_strdup(m->excerpt);
	put->hint = mem_strdup(m->hint);
}

void build_report_suggest(struct build_report *r, enum build_severity severity,
			  struct err_place place, const char *text,
			  const char *hint)
{
	const struct build_message m = { .severity = severity,
					 .file = (char *)place.file,
					 .line = place.line,
					 .column = place.column,
					 .text = (char *)text,
					 .hint = (char *)hint };

	build_report_add_message(r, &m);
}

void build_report_add(struct build_report *r, enum build_severity severity,
		      struct err_place place, const char *text)
{
	build_report_suggest(r, severity, place, text, NULL);
}

void build_report_warn(void *report, struct err_place place, const char *text)
{
	build_report_add(report, BUILD_WARNING, place, text);
}

void build_report_add_err(struct build_report *r, struct err *e)
{
	auto_buf struct buf text = { 0 };

	err_describe(e, &text);
	build_report_suggest(r, BUILD_ERROR, err_where(e), buf_str(&text).data,
			     err_hint(e));
	err_drop(e);
}

size_t build_report_count(const struct build_report *r,
			  enum build_severity severity)
{
	size_t n = severity == BUILD_ERROR     ? r->more_errors
		   : severity == BUILD_WARNING ? r->more_warnings
					       : 0;

	for (size_t i = 0; i < r->messages_len; i++)
		n += r->messages[i].severity == severity;
	return n;
}

bool build_report_is_bad(const struct build_report *r)
{
	return build_report_count(r, BUILD_ERROR) ||
	       build_report_count(r, BUILD_WARNING);
}

static void put_fate(uint64_t n, const char *one, const char *many,
		     struct buf *out)
{
	if (n)
		buf_printf(out, "%s%" PRIu64 " page%s %s", out->len ? ", " : "",
			   n, str_plural(n), n == 1 ? one : many);
}

void build_report_format_fates(const struct build_report *r, struct buf *out)
{
	auto_buf struct buf text = { 0 };

	put_fate(r->pages_kept, "stays as it was", "stay as they were", &text);
	put_fate(r->pages_left_out, "is left out", "are left out", &text);
	buf_add_str(out, buf_str(&text));
}

static void put_rest(const char *indent, uint64_t n, const char *what,
		     struct buf *out)
{
	if (n)
		buf_printf(out, "%sand %" PRIu64 " more %s%s\n", indent, n,
			   what, str_plural(n));
}

void build_report_format(const struct build_report *r, const char *indent,
			 struct buf *out)
{
	for (size_t i = 0; i < r->messages_len; i++)
		build_message_format(&r->messages[i], indent, out);
	put_rest(indent, r->more_errors, "error", out);
	put_rest(indent, r->more_warnings, "warning", out);
}

/* A number of the report, and its key in the file. */
struct field {
	const char *key;
	uint64_t *value;
};

#define FIELDS_LEN 20

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
		{ "html", &r->html },
		{ "html_changed", &r->html_changed },
		{ "html_gone", &r->html_gone },
		{ "files_changed", &r->files_changed },
		{ "pages_kept", &r->pages_kept },
		{ "pages_left_out", &r->pages_left_out },
		{ "more_errors", &r->more_errors },
		{ "more_warnings", &r->more_warnings },
	};

	memcpy(ret, fields, sizeof(fields));
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
		build_message_write(&w, &r->messages[i]);
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

static fallible read_messages(const struct data *map, struct build_report *r)
{
	const struct data *messages = data_get(map, "messages");
	struct err *e = NULL;

	if (!messages)
		return NULL;
	if (messages->kind != DATA_LIST)
		return not_a_report("'messages' is not a list");
	for (size_t i = 0; !e && i < messages->list.len; i++) {
		r->messages = mem_grow(r->messages, r->messages_len,
				       &r->messages_cap, sizeof(*r->messages));
		e = build_message_read(&messages->list.items[i],
				       PUBLIC_VOLUME_BUILD,
				       &r->messages[r->messages_len]);
		r->messages_len += !e;
	}
	return e;
}

/* Leaves in @r what was read before an error. */
static fallible read_report(const struct data *map, struct build_report *r)
{
	struct field fields[FIELDS_LEN];
	auto_buf struct buf shown = { 0 };
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
	if (commit) {
		buf_add_printable(&shown, str_of(commit));
		r->commit = buf_take(&shown);
	}
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
