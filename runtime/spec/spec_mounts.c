/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "mounts": what is seen where.
 */
#include <string.h>

#include "runtime/spec/spec_parts.h"

static fallible read_maps(struct spec *s, const struct field *f,
			  struct spec_mount *m)
{
	struct field uids = field_get(f, "uidMappings");
	struct field gids = field_get(f, "gidMappings");
	struct err *e = spec_read_id_map(s, &uids, &m->maps.uids);

	if (!e)
		e = spec_read_id_map(s, &gids, &m->maps.gids);
	if (e)
		return e;
	if (!m->maps.uids.len != !m->maps.gids.len)
		return field_error(f, "uidMappings and gidMappings need each "
				      "other");
	if (m->maps.uids.len && !m->options.bind)
		return field_error(&uids, "only a bind mount can be idmapped");
	return NULL;
}

static fallible read_options(struct spec *s, const struct field *f,
			     struct spec_mount *m)
{
	const char **options = NULL;
	size_t len = 0;
	struct err *e = field_strings(f, &s->arena, &options, &len);

	if (e)
		return e;
	mount_options_parse(options, len, &s->arena, &m->options);
	if (!strcmp(m->type, "bind"))
		m->options.bind = true;
	if (m->options.copy_up && strcmp(m->type, "tmpfs") != 0)
		return field_error(f, "only a tmpfs takes 'tmpcopyup'");
	/* "idmap" and "ridmap" only repeat what the mappings say. */
	for (size_t i = 0; m->options.bind && i < m->options.data_len; i++)
		if (strcmp(m->options.data[i], "idmap") != 0)
			return field_error(f, "no bind mount option '%s'",
					   m->options.data[i]);
	return NULL;
}

static fallible read_mount(struct spec *s, const struct field *f,
			   struct spec_mount *m)
{
	static const struct spec_known known[] = {
		{ "destination", SPEC_DONE },
		{ "type", SPEC_DONE },
		{ "source", SPEC_DONE },
		{ "options", SPEC_DONE },
		{ "uidMappings", SPEC_DONE },
		{ "gidMappings", SPEC_DONE },
		{ 0 },
	};
	struct field destination = field_get(f, "destination");
	struct field type = field_get(f, "type");
	struct field source = field_get(f, "source");
	struct field options = field_get(f, "options");
	struct err *e = spec_check_names(s, f, known);

	m->type = "";
	if (!e)
		e = field_require(&destination);
	if (!e)
		e = spec_read_path(&destination, &m->destination);
	if (!e)
		e = field_string(&type, &m->type);
	if (!e)
		e = field_string(&source, &m->source);
	if (!e)
		e = read_options(s, &options, m);
	if (!e && m->options.bind)
		e = field_require(&source);
	if (!e && !m->options.bind && !*m->type)
		e = field_error(f, "has neither type nor bind");
	if (!e)
		e = read_maps(s, f, m);
	return e;
}

static bool has_dev(const struct spec *s)
{
	for (size_t i = 0; i < s->mounts_len; i++)
		if (!strcmp(s->mounts[i].destination, "/dev") &&
		    !strcmp(s->mounts[i].type, "tmpfs"))
			return true;
	return false;
}

fallible spec_read_mounts(struct spec *s, const struct field *f)
{
	size_t len = field_len(f);
	struct spec_mount *mounts;
	struct err *e = field_check(f, DATA_LIST);

	if (e || !len)
		return e;
	mounts = arena_alloc_array(&s->arena, len, sizeof(*mounts));
	for (size_t i = 0; i < len; i++) {
		struct field item = field_at(f, i);

		struct spec_mount m = { .index = i };

		e = field_check(&item, DATA_MAP);
		if (!e)
			e = read_mount(s, &item, &m);
		if (e)
			return e;
		mounts[s->mounts_len++] = m;
	}
	s->mounts = mounts;
	if (!has_dev(s))
		spec_warn(s, f, "no tmpfs on /dev, so without its devices");
	return NULL;
}
