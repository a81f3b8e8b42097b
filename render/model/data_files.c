/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/data_files.h"

#include <ctype.h>

#include "lib/cleanup.h"
#include "lib/conf.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "render/model/csv.h"
#include "render/model/node.h"

#define MAX_DEPTH 16 /* folders in folders */

struct reading {
	int dir;
	struct build_report *report;
	struct arena *arena;
};

static fallible parse_json(const struct reading *r, struct str text,
			   const char *file, struct data *ret)
{
	return json_parse(text, file, r->arena, ret);
}

static fallible parse_yaml(const struct reading *r, struct str text,
			   const char *file, struct data *ret)
{
	const struct conf_origin from = {
		.file = file,
		.first_line = 1,
		.doubt = build_report_warn,
		.host = r->report,
	};

	return conf_parse(text, &from, r->arena, ret);
}

static fallible parse_csv(const struct reading *r, struct str text,
			  const char *file, struct data *ret)
{
	return csv_parse(text, file, ',', r->arena, ret);
}

static fallible parse_tsv(const struct reading *r, struct str text,
			  const char *file, struct data *ret)
{
	return csv_parse(text, file, '\t', r->arena, ret);
}

static const struct format {
	const char *ext;
	fallible (*parse)(const struct reading *r, struct str text,
			  const char *file, struct data *ret);
} formats[] = {
	{ ".yml", parse_yaml },  { ".yaml", parse_yaml },
	{ ".json", parse_json }, { ".csv", parse_csv },
	{ ".tsv", parse_tsv },
};

static const struct format *find_format(struct str name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (str_ends(name, formats[i].ext))
			return &formats[i];
	return NULL;
}

/* A file's name as a key: white space becomes an underscore; signs go. */
static struct str key_of(struct arena *arena, struct str name)
{
	auto_buf struct buf key = { 0 };

	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.data[i];

		if (isalnum(c) || c == '_' || c == '-' || c >= 0x80)
			buf_putc(&key, (char)c);
		else if (isspace(c))
			buf_putc(&key, '_');
	}
	return str_of(arena_strdup(arena, buf_str(&key)));
}

static fallible read_file(const struct reading *r, const struct format *f,
			  const char *path, struct data *ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e;

	e = fs_read_at(r->dir, path, JSON_MAX_BYTES, &text);
	if (e)
		return e;
	return f->parse(r, buf_str(&text), path, ret);
}

static fallible read_folder(const struct reading *r, const char *path,
			    unsigned depth, struct data *ret);

/* Read one entry into @m. Faults of a file are reported, not returned. */
static fallible read_entry(const struct reading *r, const char *path,
			   const struct fs_entry *entry, unsigned depth,
			   struct node_map *m)
{
	struct str name = str_of(entry->name);
	const struct format *f = find_format(name);
	struct data value;
	struct err *e;

	if (S_ISDIR(entry->stat.st_mode)) {
		e = read_folder(r, path, depth + 1, &value);
		if (e)
			return e;
		node_map_set(m, key_of(r->arena, name), value);
		return NULL;
	}
	if (!f || !S_ISREG(entry->stat.st_mode))
		return NULL;
	e = read_file(r, f, path, &value);
	if (e) {
		build_report_add_err(r->report, e);
		return NULL;
	}
	name.len -= strlen(f->ext);
	node_map_set(m, key_of(r->arena, name), value);
	return NULL;
}

static fallible read_folder(const struct reading *r, const char *path,
			    unsigned depth, struct data *ret)
{
	struct node_map m = { .arena = r->arena };
	auto_fs_list struct fs_list list = { 0 };
	struct err *e;

	if (depth > MAX_DEPTH)
		return err_new(&ERR_INPUT, "'%s': too deep", path);
	e = fs_list_at(r->dir, path, &list);
	if (e)
		return e;
	for (size_t i = 0; i < list.len; i++) {
		auto_free char *below =
			mem_printf("%s/%s", path, list.entries[i].name);

		e = read_entry(r, below, &list.entries[i], depth, &m);
		if (e)
			return e;
	}
	*ret = node_map_data(&m);
	return NULL;
}

fallible data_files_read(int dir, const char *path, struct build_report *report,
			 struct arena *arena, struct data *ret)
{
	const struct reading r = { dir, report, arena };
	struct err *e = read_folder(&r, path, 0, ret);

	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	*ret = (struct data){ .kind = DATA_MAP };
	return NULL;
}
