/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/id_registry.h"

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

static fallible write_registry(int dir, const struct data *registry,
			       const char *site, uint32_t first)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };

	json_open_object(&w, NULL);
	for (size_t i = 0; i < registry->map.len; i++)
		json_put_int(&w, registry->map.entries[i].key.data,
			     registry->map.entries[i].value.integer);
	json_put_int(&w, site, first);
	json_close_object(&w);
	return fs_replace_at(dir, REGISTRY, text.data, text.len, 0600);
}

fallible id_registry_find(const char *base, const char *site,
			  uint32_t *ret_first)
{
	auto_arena struct arena arena = { 0 };
	struct data registry = { 0 };
	auto_close int lock = -1;
	auto_close int dir = -1;
	uint64_t first = 0;
	uint32_t found = 0;
	struct err *e;

	e = fs_open_dir(base, &dir);
	if (!e)
		e = fs_open_at(dir, REGISTRY_LOCK, O_CREAT | O_RDWR, 0600,
			       &lock);
	if (!e)
		e = fs_lock(lock, FS_LOCK_EXCLUSIVE, -1);
	if (!e)
		e = read_registry(dir, &arena, &registry);
	if (!e)
		e = data_get_uint(&registry, REGISTRY, site, UINT32_MAX,
				  &first);
	found = (uint32_t)first;
	if (!e && !found) {
		e = find_free(&registry, &found);
		if (!e)
			e = write_registry(dir, &registry, site, found);
	}
	if (e)
		return err_wrap(e, "find ids for site '%s'", site);
	*ret_first = found;
	return NULL;
}
