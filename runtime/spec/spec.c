/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/spec/spec.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>

#include "lib/cleanup.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "runtime/spec/spec_parts.h"

#define HOST_NAME_MAX_BYTES 64 /* uname(2) */

void spec_release(struct spec *s)
{
	free(s->warnings);
	arena_release(&s->arena);
	*s = (struct spec){ 0 };
}

bool spec_has_namespace(const struct spec *s, uint64_t flag)
{
	for (size_t i = 0; i < s->joined_len; i++)
		if (s->joined[i].flag == flag)
			return true;
	return s->namespaces & flag;
}

static const struct spec_known *find_known(const struct spec_known *known,
					   const char *name)
{
	for (; known->name; known++)
		if (!strcmp(known->name, name))
			return known;
	return NULL;
}

void spec_warn(struct spec *s, const struct field *f, const char *why)
{
	auto_buf struct buf text = { 0 };

	field_path(f, &text);
	buf_printf(&text, ": %s", why);
	s->warnings = mem_grow(s->warnings, s->warnings_len, &s->warnings_cap,
			       sizeof(*s->warnings));
	s->warnings[s->warnings_len++] =
		arena_strdup(&s->arena, buf_str(&text));
}

fallible spec_check_names(struct spec *s, const struct field *f,
			  const struct spec_known *known)
{
	struct err *e = field_check(f, DATA_MAP);

	if (e || !f->data)
		return e;
	for (size_t i = 0; i < f->data->map.len; i++) {
		const char *name = f->data->map.entries[i].key.data;
		struct field item = field_get(f, name);
		const struct spec_known *k = find_known(known, name);

		if (!field_says_something(&item))
			continue;
		if (!k)
			spec_warn(s, &item, "is not known and left out");
		else if (k->support == SPEC_OMITTED)
			spec_warn(s, &item, "is not supported and left out");
		else if (k->support == SPEC_REFUSED)
			return field_error(&item, "is not supported");
	}
	return NULL;
}

fallible spec_read_path(const struct field *f, const char **ret)
{
	const char *path = NULL;
	struct err *e = field_string(f, &path);

	if (e || !path)
		return e;
	if (path[0] != '/')
		return field_error(f, "'%s' is not an absolute path", path);
	*ret = path;
	return NULL;
}

static fallible read_range(struct spec *s, const struct field *f,
			   struct id_range *ret)
{
	static const struct spec_known known[] = {
		{ "containerID", SPEC_DONE },
		{ "hostID", SPEC_DONE },
		{ "size", SPEC_DONE },
		{ 0 },
	};
	struct field container = field_get(f, "containerID");
	struct field host = field_get(f, "hostID");
	struct field size = field_get(f, "size");
	uint64_t numbers[3] = { 0 };
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_uint(&container, UINT32_MAX, &numbers[0]);
	if (!e)
		e = field_uint(&host, UINT32_MAX, &numbers[1]);
	if (!e)
		e = field_uint(&size, UINT32_MAX, &numbers[2]);
	if (e)
		return e;
	*ret = (struct id_range){ (uint32_t)numbers[0], (uint32_t)numbers[1],
				  (uint32_t)numbers[2] };
	return NULL;
}

fallible spec_read_id_map(struct spec *s, const struct field *f,
			  struct id_map *ret)
{
	size_t len = field_len(f), at = 0;
	struct id_range *ranges;
	const char *fault;
	struct err *e = field_check(f, DATA_LIST);

	if (e || !len)
		return e;
	ranges = arena_alloc_array(&s->arena, len, sizeof(*ranges));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(f, i);

		e = read_range(s, &item, &ranges[i]);
	}
	if (e)
		return e;
	*ret = (struct id_map){ ranges, len };
	fault = id_map_fault(ret, &at);
	if (fault) {
		struct field item = field_at(f, at);

		return field_error(&item, "%s", fault);
	}
	return NULL;
}

static fallible read_root(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "path", SPEC_DONE },
		{ "readonly", SPEC_DONE },
		{ 0 },
	};
	struct field path = field_get(f, "path");
	struct field readonly = field_get(f, "readonly");
	struct err *e = field_require(f);

	if (!e)
		e = spec_check_names(s, f, known);
	if (!e)
		e = field_require(&path);
	if (!e)
		e = field_string(&path, &s->root);
	if (!e)
		e = field_bool(&readonly, &s->root_readonly);
	return e;
}

static fallible read_name(const struct field *f, const char **ret)
{
	struct err *e = field_string(f, ret);

	if (!e && *ret && strlen(*ret) > HOST_NAME_MAX_BYTES)
		return field_error(f, "is longer than %d bytes",
				   HOST_NAME_MAX_BYTES);
	return e;
}

static fallible read_names(struct spec *s, const struct field *root)
{
	struct field hostname = field_get(root, "hostname");
	struct field domainname = field_get(root, "domainname");
	struct err *e = read_name(&hostname, &s->hostname);

	if (e)
		return e;
	return read_name(&domainname, &s->domainname);
}

/* They are for whoever asks for the state. */
static fallible keep_annotations(struct spec *s, const struct field *f)
{
	const size_t len = f->data ? f->data->map.len : 0;
	struct spec_annotation *kept =
		arena_alloc_array(&s->arena, len + 1, sizeof(*kept));
	struct err *e = NULL;

	for (size_t i = 0; i < len && !e; i++) {
		struct field item;

		kept[i].name = f->data->map.entries[i].key.data;
		item = field_get(f, kept[i].name);
		e = field_string(&item, &kept[i].value);
	}
	s->annotations = kept;
	s->annotations_len = len;
	return e;
}

static fallible read_annotations(struct spec *s, const struct field *f)
{
	struct field init = field_get(f, SPEC_ANNOTATION_INIT);
	const char *value = "false";
	struct err *e = field_check(f, DATA_MAP);

	if (!e)
		e = field_string(&init, &value);
	if (e)
		return e;
	e = keep_annotations(s, f);
	if (e)
		return e;
	s->init = !strcmp(value, "true");
	if (!s->init && strcmp(value, "false") != 0)
		return field_error(&init, "is '%s', not 'true' or 'false'",
				   value);
	return NULL;
}

/* Any 1.x will do: later ones only add fields. */
static fallible read_version(const struct field *root)
{
	struct field f = field_get(root, "ociVersion");
	const char *version = NULL;
	struct err *e = field_require(&f);

	if (!e)
		e = field_string(&f, &version);
	if (!e && strncmp(version, "1.", 2) != 0)
		e = field_error(&f, "'%s' is not a version 1", version);
	return e;
}

/*
 * An image may hold device nodes and set-user-ID programs. The former are not
 * for a user namespace to open, the latter do nothing without new privileges.
 */
static uint64_t choose_folder_attributes(const struct spec *s)
{
	uint64_t attributes = 0;

	if (spec_has_namespace(s, CLONE_NEWUSER))
		attributes |= MOUNT_ATTR_NODEV;
	if (s->process.no_new_privileges)
		attributes |= MOUNT_ATTR_NOSUID;
	return attributes;
}

static fallible read_all(struct spec *s, const struct field *root)
{
	static const struct spec_known known[] = {
		{ "ociVersion", SPEC_DONE }, { "root", SPEC_DONE },
		{ "process", SPEC_DONE },    { "mounts", SPEC_DONE },
		{ "hostname", SPEC_DONE },   { "domainname", SPEC_DONE },
		{ "linux", SPEC_DONE },      { "annotations", SPEC_DONE },
		{ "hooks", SPEC_DONE },      { "vm", SPEC_REFUSED },
		{ "windows", SPEC_REFUSED }, { "solaris", SPEC_REFUSED },
		{ "zos", SPEC_REFUSED },     { 0 },
	};
	struct field process = field_get(root, "process");
	struct field top = field_get(root, "root");
	struct field mounts = field_get(root, "mounts");
	struct field platform = field_get(root, "linux");
	struct field annotations = field_get(root, "annotations");
	struct field hooks = field_get(root, "hooks");
	struct err *e = field_check(root, DATA_MAP);

	if (!e)
		e = read_version(root);
	if (!e)
		e = spec_check_names(s, root, known);
	if (!e)
		e = read_root(s, &top);
	if (!e)
		e = read_names(s, root);
	if (!e)
		e = spec_read_process(s, &process);
	if (!e)
		e = spec_read_mounts(s, &mounts);
	if (!e)
		e = spec_read_linux(s, &platform);
	if (!e)
		e = read_annotations(s, &annotations);
	if (!e)
		e = spec_read_hooks(s, &hooks);
	s->folder_attributes = choose_folder_attributes(s);
	return e;
}

fallible spec_parse_process(struct str text, const char *file, struct spec *s)
{
	struct data *tree = arena_alloc(&s->arena, sizeof(*tree));
	struct field root;
	struct err *e = json_parse(text, file, &s->arena, tree);

	if (e)
		return e;
	root = field_root(tree);
	s->process = (struct spec_process){ 0 };
	e = spec_read_process(s, &root);
	if (!e)
		e = spec_check_mapped(s, &root);
	return e ? err_wrap(e, "'%s'", file) : NULL;
}

typedef fallible (*read_text)(struct spec *s, const struct field *root);

static fallible parse(struct str text, const char *file, read_text read,
		      struct spec *ret)
{
	auto_spec struct spec s = { 0 };
	struct data *tree = arena_alloc(&s.arena, sizeof(*tree));
	struct field root;
	struct err *e = json_parse(text, file, &s.arena, tree);

	if (e)
		return e;
	root = field_root(tree);
	e = read(&s, &root);
	if (e)
		return err_wrap(e, "'%s'", file);
	*ret = s;
	s = (struct spec){ 0 };
	return NULL;
}

fallible spec_parse(struct str text, const char *file, struct spec *ret)
{
	return parse(text, file, read_all, ret);
}

fallible spec_parse_resources(struct str text, const char *file,
			      struct spec *ret)
{
	return parse(text, file, spec_read_resources, ret);
}
