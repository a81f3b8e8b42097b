/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/source_failure.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"

#define NAME "failure.json"
#define MAX_BYTES (64u << 10)

void source_failure_release(struct source_failure *f)
{
	free(f->text);
	*f = (struct source_failure){ 0 };
}

static fallible parse(struct str text, struct source_failure *ret)
{
	auto_arena struct arena arena = { 0 };
	struct data map = { 0 };
	const char *why = NULL;
	uint64_t since = 0;
	struct err *e = json_parse(text, NAME, &arena, &map);

	if (!e)
		e = data_get_uint(&map, NAME, "since", INT64_MAX, &since);
	if (!e)
		e = data_get_string(&map, NAME, "text", &why);
	if (!e)
		*ret = (struct source_failure){ (int64_t)since,
						mem_strdup(why) };
	return e;
}

fallible source_failure_read(int volume, struct source_failure *ret)
{
	struct source_failure f = { 0 };
	auto_buf struct buf text = { 0 };
	struct err *e = fs_read_at(volume, NAME, MAX_BYTES, &text);

	if (!e)
		e = parse(buf_str(&text), &f);
	if (e && !err_is(e, &ERR_NOT_FOUND) && !err_is(e, &ERR_INPUT))
		return e;
	err_drop(e);
	*ret = f;
	return NULL;
}

static char *describe(const struct err *e)
{
	struct buf text = { 0 };

	err_describe(e, &text);
	return buf_take(&text);
}

fallible source_failure_note(int volume, const struct err *why, int64_t now)
{
	auto_source_failure struct source_failure last = { 0 };
	auto_free char *reason = NULL;
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };
	struct err *e;

	if (!why)
		return fs_remove_at(volume, NAME);
	e = source_failure_read(volume, &last);
	if (e)
		return e;
	reason = describe(why);
	if (last.text && !strcmp(last.text, reason))
		return NULL;
	json_open_object(&w, NULL);
	json_put_int(&w, "since", last.text ? last.since : now);
	json_put_text(&w, "text", reason);
	json_close_object(&w);
	return fs_replace_at(volume, NAME, text.data, text.len, 0644);
}
