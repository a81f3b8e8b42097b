/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/supervisor_record.h"

#include "blogctl/site/place.h"
#include "lib/fs.h"
#include "lib/json.h"

#define MAX_BYTES 4096
#define FIELD "restarts"

fallible supervisor_record_read(int run_dir, struct supervisor_record *ret)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct supervisor_record r = { 0 };
	struct data map = { 0 };
	struct err *e;

	e = fs_read_at(run_dir, PLACE_SUPERVISOR_STATE, MAX_BYTES, &text);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret = r;
		return NULL;
	}
	if (!e)
		e = json_parse(buf_str(&text), PLACE_SUPERVISOR_STATE, &arena,
			       &map);
	for (int i = 0; !e && i < ROLES; i++)
		e = data_get_uint(data_get(&map, FIELD), PLACE_SUPERVISOR_STATE,
				  role_name((enum role)i), UINT64_MAX,
				  &r.restarts[i]);
	if (!e)
		*ret = r;
	return e;
}

fallible supervisor_record_write(int run_dir, const struct supervisor_record *r)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };

	json_open_object(&w, NULL);
	json_open_object(&w, FIELD);
	for (int i = 0; i < ROLES; i++)
		json_put_int(&w, role_name((enum role)i),
			     (int64_t)r->restarts[i]);
	json_close_object(&w);
	json_close_object(&w);
	return fs_replace_at(run_dir, PLACE_SUPERVISOR_STATE, text.data,
			     text.len, 0600);
}
