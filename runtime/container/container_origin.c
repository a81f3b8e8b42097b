/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/container_origin.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "runtime/container/state.h"
#include "runtime/process/passwd.h"
#include "runtime/spec/field.h"

void container_origin_release(struct container_origin *o)
{
	free(o->bundle);
	free(o->owner);
	buf_release(&o->config);
}

/* Its folder is his who made it. */
static fallible read_owner(int dir, struct container_origin *ret)
{
	auto_close int root = -1;
	struct stat st;
	struct err *e;

	if (fstat(dir, &st))
		return err_sys("examine the container's folder");
	e = fs_open_dir("/", &root);
	if (e)
		return e;
	ret->owner = passwd_find_name(root, st.st_uid);
	if (!ret->owner)
		ret->owner = mem_printf("%u", st.st_uid);
	return NULL;
}

/* One that is still being made, or was killed at it, has little to tell. */
static fallible forgive(struct err *e)
{
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}

static fallible read_record(int dir, struct container_origin *ret)
{
	auto_state struct state s = { 0 };
	struct err *e = state_read(dir, &s);

	ret->created_ms = s.started_ms;
	ret->bundle = s.bundle ? take_ptr(&s.bundle) : mem_strdup("");
	return forgive(e);
}

fallible container_read_origin(const char *root, const char *id,
			       struct container_origin *ret)
{
	auto_close int dir = -1;
	struct err *e = state_open(root, id, &dir);

	if (!e)
		e = read_record(dir, ret);
	if (!e)
		e = read_owner(dir, ret);
	if (!e)
		e = state_read_config(dir, &ret->config);
	return forgive(e);
}

/* They were checked when the container was made. */
static void put_annotations(struct json_writer *w, const struct field *f)
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

static void put_root(struct json_writer *w, const struct field *top,
		     const char *bundle)
{
	struct field root = field_get(top, "root");
	struct field path = field_get(&root, "path");
	auto_free char *whole = NULL;
	const char *text = "";

	err_drop(field_string(&path, &text));
	if (*text && text[0] != '/')
		whole = mem_printf("%s/%s", bundle, text);
	json_put_text(w, "rootfs", whole ? whole : text);
}

void container_origin_time(const struct container_origin *o,
			   char ret[CONTAINER_TIME_SIZE])
{
	const time_t seconds = o->created_ms / 1000;
	struct tm tm = { 0 };
	size_t len;

	(void)gmtime_r(&seconds, &tm);
	len = strftime(ret, CONTAINER_TIME_SIZE, "%Y-%m-%dT%H:%M:%S", &tm);
	(void)snprintf(ret + len, CONTAINER_TIME_SIZE - len, ".%03dZ",
		       (int)(o->created_ms % 1000));
}

fallible container_origin_put(const struct container_origin *o,
			      struct json_writer *w)
{
	auto_arena struct arena arena = { 0 };
	struct data tree = { 0 };
	char created[CONTAINER_TIME_SIZE];
	struct field top = field_root(o->config.len ? &tree : NULL);
	struct field annotations;
	struct err *e = NULL;

	if (o->config.len)
		e = json_parse(buf_str(&o->config), "config.json", &arena,
			       &tree);
	if (e)
		return e;
	annotations = field_get(&top, "annotations");
	json_put_text(w, "bundle", o->bundle);
	put_root(w, &top, o->bundle);
	container_origin_time(o, created);
	json_put_text(w, "created", created);
	json_put_text(w, "owner", o->owner);
	put_annotations(w, &annotations);
	return NULL;
}
