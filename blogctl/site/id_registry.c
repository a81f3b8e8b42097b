/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/id_registry.h"

#include <fcntl.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"

#define REGISTRY "ids.json"
#define REGISTRY_LOCK "ids.lock"
#define MAX_BYTES (1u << 20)

static fallible read_registry(int dir, struct arena *arena, struct data *ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e = fs_read_at(dir, REGISTRY, MAX_BYTES, &text);

	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret = (struct data){ .kind = DATA_MAP };
		return NULL;
	}
	if (!e)
		e = json_parse(buf_str(&text), REGISTRY, arena, ret);
	if (!e && ret->kind != DATA_MAP)
		e = err_new(&ERR_INPUT, "'%s' is not a map of sites", REGISTRY);
	return e;
}

static bool is_taken(const struct data *registry, uint32_t first)
{
	for (size_t i = 0; i < registry->map.len; i++)
		if (registry->map.entries[i].value.integer == first)
			return true;
	return false;
}

static fallible find_free(const struct data *registry, uint32_t *ret_first)
{
	for (uint32_t n = 0; n < ID_REGISTRY_SITES; n++) {
		uint32_t first = ID_REGISTRY_FIRST + n * ID_REGISTRY_IDS;

		if (!is_taken(registry, first)) {
			*ret_first = first;
			return NULL;
		}
	}
	return err_new(&ERR_SYSTEM, "all ids for sites are taken");
}

/* A registry that is locked and read. */
struct opened {
	int dir;
	int lock;
	struct arena arena;
	struct data sites;
};

static void opened_release(struct opened *o)
{
	cleanup_close(&o->dir);
	cleanup_close(&o->lock);
	arena_release(&o->arena);
}
#define auto_opened __attribute__((cleanup(opened_release)))
#define OPENED_NONE                                                            \
	{                                                                      \
		.dir = -1, .lock = -1                                          \
	}

static fallible open_registry(const char *base, struct opened *o)
{
	struct err *e = fs_open_dir(base, &o->dir);

	if (!e)
		e = fs_open_at(o->dir, REGISTRY_LOCK, O_CREAT | O_RDWR, 0600,
			       &o->lock);
	if (!e)
		e = fs_lock(o->lock, FS_LOCK_EXCLUSIVE, -1);
	if (!e)
		e = read_registry(o->dir, &o->arena, &o->sites);
	return e;
}

/* All but those of @site, which gets @first unless that is 0. */
static fallible write_registry(const struct opened *o, const char *site,
			       uint32_t first)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };

	json_open_object(&w, NULL);
	for (size_t i = 0; i < o->sites.map.len; i++) {
		const struct data_entry *entry = &o->sites.map.entries[i];

		if (strcmp(entry->key.data, site) != 0)
			json_put_int(&w, entry->key.data, entry->value.integer);
	}
	if (first)
		json_put_int(&w, site, first);
	json_close_object(&w);
	return fs_replace_at(o->dir, REGISTRY, text.data, text.len, 0600);
}

fallible id_registry_find(const char *base, const char *site,
			  uint32_t *ret_first)
{
	auto_opened struct opened o = OPENED_NONE;
	uint64_t first = 0;
	uint32_t found = 0;
	struct err *e = open_registry(base, &o);

	if (!e)
		e = data_get_uint(&o.sites, REGISTRY, site, UINT32_MAX, &first);
	found = (uint32_t)first;
	if (!e && !found) {
		e = find_free(&o.sites, &found);
		if (!e)
			e = write_registry(&o, site, found);
	}
	if (e)
		return err_wrap(e,
				"find ids for site '%s' in '%s/" REGISTRY "'",
				site, base);
	*ret_first = found;
	return NULL;
}

/* Without the lock: the file is only ever replaced. */
static fallible look_up(const char *base, const char *site, bool *ret_has)
{
	auto_arena struct arena arena = { 0 };
	struct data sites = { 0 };
	auto_close int dir = -1;
	struct err *e = fs_open_dir(base, &dir);

	if (!e)
		e = read_registry(dir, &arena, &sites);
	*ret_has = !e && data_get(&sites, site);
	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}

fallible id_registry_release(const char *base, const char *site, bool *ret_had)
{
	auto_opened struct opened o = OPENED_NONE;
	bool had = false;
	struct err *e = look_up(base, site, &had);

	if (!e && had)
		e = open_registry(base, &o);
	if (!e && had)
		e = write_registry(&o, site, 0);
	if (e)
		return err_wrap(
			e, "release the ids of site '%s' in '%s/" REGISTRY "'",
			site, base);
	*ret_had = had;
	return NULL;
}
