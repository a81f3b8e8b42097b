/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/config_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/hugo/matter.h"
#include "render/model/config.h"
#include "render/model/node.h"

#define MAX_BYTES (4u << 20)

/* As Hugo looks for them. */
static const char *const names[] = {
	"hugo.toml",   "hugo.yaml",   "hugo.yml",   "hugo.json",
	"config.toml", "config.yaml", "config.yml", "config.json",
};
#define NAMES (sizeof names / sizeof *names)
#define HUGO_NAMES 4 /* the first ones: no other program's */

static const char *const folders[] = { "config/_default", "config/production" };

struct reading {
	int dir;
	struct build_report *report;
	struct arena *arena;
	struct data all;
	const char *file;
};

static bool is_there(int dir, const char *path, mode_t kind)
{
	struct stat st;

	return !fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) &&
	       (st.st_mode & S_IFMT) == kind;
}

bool config_files_are_there(int dir)
{
	const bool content = is_there(dir, "content", S_IFDIR);
	bool any = false;

	for (size_t i = 0; i < NAMES; i++)
		any = any || ((content || i < HUGO_NAMES) &&
			      is_there(dir, names[i], S_IFREG));
	any = any || (content && is_there(dir, folders[0], S_IFDIR));
	return any && !is_there(dir, CONFIG_FILE, S_IFREG);
}

static enum matter_kind kind_of(struct str path)
{
	if (str_ends(path, ".toml"))
		return MATTER_TOML;
	if (str_ends(path, ".json"))
		return MATTER_JSON;
	if (str_ends(path, ".yaml") || str_ends(path, ".yml"))
		return MATTER_YAML;
	return MATTER_NONE;
}

/* Lay what file @path says over what is there; below @key unless it is empty.
 */
static fallible read_file(struct reading *r, const char *path, struct str key)
{
	const struct conf_origin from = {
		.file = arena_strdup(r->arena, str_of(path)),
		.first_line = 1,
		.doubt = build_report_warn,
		.host = r->report,
	};
	struct node_map wrapped = { .arena = r->arena };
	auto_buf struct buf text = { 0 };
	struct data d;
	struct err *e;

	e = fs_read_at(r->dir, path, MAX_BYTES, &text);
	if (e)
		return e;
	e = matter_parse(kind_of(str_of(path)), buf_str(&text), &from, r->arena,
			 &d);
	if (e)
		return e;
	if (key.len) {
		node_map_set(&wrapped, key, d);
		d = node_map_data(&wrapped);
	}
	r->all = node_merge(r->arena, &r->all, &d);
	if (!r->file)
		r->file = from.file;
	return NULL;
}

static fallible read_root(struct reading *r)
{
	for (size_t i = 0; i < NAMES; i++)
		if (is_there(r->dir, names[i], S_IFREG))
			return read_file(r, names[i], (struct str){ NULL, 0 });
	return NULL;
}

/* Under which key "params.toml" stands; that of "hugo.toml" is empty. */
static struct str key_of(struct arena *arena, struct str name)
{
	struct str key = { 0 };

	(void)str_split(&name, '.', &key);
	if (str_is(key, "hugo") || str_is(key, "config"))
		key.len = 0;
	return str_of(arena_strdup(arena, str_is(key, "menus") ? str_of("menu")
							       : key));
}

static fallible read_folder(struct reading *r, const char *folder)
{
	auto_fs_list struct fs_list list = { 0 };
	struct err *e = fs_list_at(r->dir, folder, &list);

	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	for (size_t i = 0; !e && i < list.len; i++) {
		const struct fs_entry *entry = &list.entries[i];
		auto_free char *path = mem_printf("%s/%s", folder, entry->name);

		if (S_ISREG(entry->stat.st_mode) &&
		    kind_of(str_of(path)) != MATTER_NONE)
			e = read_file(r, path,
				      key_of(r->arena, str_of(entry->name)));
	}
	return e;
}

fallible config_files_read(int dir, struct build_report *report,
			   struct arena *arena, struct data *ret,
			   const char **ret_file)
{
	struct reading r = {
		.dir = dir,
		.report = report,
		.arena = arena,
		.all = { .kind = DATA_MAP },
	};
	struct err *e = read_root(&r);

	for (size_t i = 0; !e && i < sizeof folders / sizeof *folders; i++)
		e = read_folder(&r, folders[i]);
	if (e)
		return e;
	*ret = r.all;
	*ret_file = r.file;
	return NULL;
}
