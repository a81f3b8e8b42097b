/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/supervisor_record.h"

#include <stdlib.h>

#include "blogctl/site/place.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"

#define MAX_BYTES (64u << 10)
#define RESTARTS "restarts"
#define FAILURES "failures"

void supervisor_record_release(struct supervisor_record *r)
{
	for (int i = 0; i < ROLES; i++)
		free(r->failures[i]);
	*r = (struct supervisor_record){ 0 };
}

static fallible parse(const struct data *map, enum role role,
		      struct supervisor_record *r)
{
	const char *failure = NULL;
	struct err *e;

	e = data_get_uint(data_get(map, RESTARTS), PLACE_SUPERVISOR_STATE,
			  role_name(role), UINT64_MAX, &r->restarts[role]);
	if (!e)
		e = data_get_string(data_get(map, FAILURES),
				    PLACE_SUPERVISOR_STATE, role_name(role),
				    &failure);
	if (!e)
		r->failures[role] = mem_strdup(failure);
	return e;
}

fallible supervisor_record_read(int run_dir, struct supervisor_record *ret)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	auto_supervisor_record struct supervisor_record r = { 0 };
	struct data map = { 0 };
	struct err *e;

	e = fs_read_at(run_dir, PLACE_SUPERVISOR_STATE, MAX_BYTES, &text);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret = (struct supervisor_record){ 0 };
		return NULL;
	}
	if (!e)
		e = json_parse(buf_str(&text), PLACE_SUPERVISOR_STATE, &arena,
			       &map);
	for (int i = 0; !e && i < ROLES; i++)
		e = parse(&map, (enum role)i, &r);
	if (e)
		return e;
	*ret = r;
	r = (struct supervisor_record){ 0 };
	return NULL;
}

fallible supervisor_record_write(int run_dir, const struct supervisor_record *r)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };

	json_open_object(&w, NULL);
	json_open_object(&w, RESTARTS);
	for (int i = 0; i < ROLES; i++)
		json_put_int(&w, role_name((enum role)i),
			     (int64_t)r->restarts[i]);
	json_close_object(&w);
	json_open_object(&w, FAILURES);
	for (int i = 0; i < ROLES; i++)
		json_put_text(&w, role_name((enum role)i), r->failures[i]);
	json_close_object(&w);
	json_close_object(&w);
	return fs_replace_at(run_dir, PLACE_SUPERVISOR_STATE, text.data,
			     text.len, 0600);
}
