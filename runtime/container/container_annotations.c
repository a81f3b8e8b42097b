/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a bundle says of its container to whoever asks.
 */
#include "lib/cleanup.h"
#include "lib/json.h"
#include "runtime/container/container_status.h"
#include "runtime/container/state.h"
#include "runtime/spec/field.h"

/* They were checked when the container was made. */
static void put(struct json_writer *w, const struct field *f)
{
	if (!f->data || !f->data->map.len)
		return;
	json_open_object(w, "annotations");
	for (size_t i = 0; i < f->data->map.len; i++) {
		const char *name = f->data->map.entries[i].key.data;
		struct field item = field_get(f, name);
		const char *value = "";

		err_drop(field_string(&item, &value));
		json_put_text(w, name, value);
	}
	json_close_object(w);
}

fallible container_put_annotations(const char *root, const char *id,
				   struct json_writer *w)
{
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	auto_close int dir = -1;
	struct data tree = { 0 };
	struct err *e = state_open(root, id, &dir);

	if (!e)
		e = state_read_config(dir, &text);
	if (!e)
		e = json_parse(buf_str(&text), "config.json", &arena, &tree);
	if (!e) {
		struct field top = field_root(&tree);
		struct field annotations = field_get(&top, "annotations");

		put(w, &annotations);
	}
	/* One that is still being made has none to tell. */
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}
