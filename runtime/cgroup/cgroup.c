/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/cgroup/cgroup.h"

#include <string.h>

#include "lib/json.h"

struct cgroup cgroup_of_plan(const struct cgroup_plan *p)
{
	struct cgroup_place *places =
		arena_alloc_array(p->writes.arena, p->len + 1, sizeof(*places));

	for (size_t i = 0; i < p->len; i++)
		places[i] = p->sites[i].place;
	return (struct cgroup){ places, p->len };
}

const struct cgroup_place *cgroup_find(const struct cgroup *c,
				       const char *controller)
{
	for (size_t i = 0; i < c->len; i++)
		if (cgroup_has_controller(c->places[i].controllers, controller))
			return &c->places[i];
	return NULL;
}

const struct cgroup_place *cgroup_unified(const struct cgroup *c)
{
	for (size_t i = 0; i < c->len; i++)
		if (c->places[i].version == 2)
			return &c->places[i];
	return NULL;
}

void cgroup_write_record(const struct cgroup *c, struct buf *out)
{
	struct json_writer w = { .out = out };

	json_open_list(&w, NULL);
	for (size_t i = 0; i < c->len; i++) {
		const struct cgroup_place *p = &c->places[i];

		json_open_object(&w, NULL);
		json_put_int(&w, "version", p->version);
		json_put_text(&w, "controllers", p->controllers);
		json_put_text(&w, "path", p->path);
		json_put_int(&w, "kept", (int64_t)p->kept);
		json_close_object(&w);
	}
	json_close_list(&w);
}

static fallible read_place(const struct data *d, struct cgroup_place *ret)
{
	const char *file = "cgroup.json", *controllers = "", *path = "";
	uint64_t version = 0, kept = 0;
	struct err *e = data_get_uint(d, file, "version", 2, &version);

	if (!e)
		e = data_get_string(d, file, "controllers", &controllers);
	if (!e)
		e = data_get_string(d, file, "path", &path);
	if (!e)
		e = data_get_uint(d, file, "kept", strlen(path), &kept);
	if (!e && (!version || path[0] != '/' || !cgroup_path_is_plain(path)))
		e = err_new(&ERR_INPUT, "'%s': '%s' is not a control group",
			    file, path);
	*ret = (struct cgroup_place){ (int)version, controllers, path,
				      (size_t)kept };
	return e;
}

fallible cgroup_read_record(struct str text, struct arena *arena,
			    struct cgroup *ret)
{
	struct data d = { 0 };
	struct cgroup_place *places;
	struct err *e = json_parse(text, "cgroup.json", arena, &d);

	if (!e && d.kind != DATA_LIST)
		e = err_new(&ERR_INPUT, "'cgroup.json': is not a list");
	if (e)
		return e;
	places = arena_alloc_array(arena, d.list.len + 1, sizeof(*places));
	for (size_t i = 0; i < d.list.len && !e; i++)
		e = read_place(&d.list.items[i], &places[i]);
	if (!e)
		*ret = (struct cgroup){ places, d.list.len };
	return e;
}
