/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "linux.devices": nodes to make beside those every container has.
 */
#include <string.h>
#include <sys/stat.h>

#include "runtime/spec/spec_parts.h"

#define MAX_MODE 07777
#define DEFAULT_MODE 0666
#define MAX_ID (UINT32_MAX - 1)

static fallible read_type(const struct field *f, mode_t *ret)
{
	const char *type = "";
	struct err *e = field_require(f);

	if (!e)
		e = field_string(f, &type);
	if (e)
		return e;
	if (!strcmp(type, "c") || !strcmp(type, "u"))
		*ret = S_IFCHR;
	else if (!strcmp(type, "b"))
		*ret = S_IFBLK;
	else if (!strcmp(type, "p"))
		*ret = S_IFIFO;
	else
		return field_error(f, "'%s' is not one of 'c', 'b', 'u', 'p'",
				   type);
	return NULL;
}

static fallible read_numbers(const struct field *f, struct spec_device *d)
{
	struct field major = field_get(f, "major");
	struct field minor = field_get(f, "minor");
	uint64_t numbers[2] = { 0 };
	struct err *e = NULL;

	if (d->mode != S_IFIFO)
		e = field_require(&major);
	if (!e && d->mode != S_IFIFO)
		e = field_require(&minor);
	if (!e)
		e = field_uint(&major, UINT32_MAX, &numbers[0]);
	if (!e)
		e = field_uint(&minor, UINT32_MAX, &numbers[1]);
	d->major = (unsigned)numbers[0];
	d->minor = (unsigned)numbers[1];
	return e;
}

static fallible read_rights(const struct field *f, struct spec_device *d)
{
	struct field mode = field_get(f, "fileMode");
	struct field uid = field_get(f, "uid");
	struct field gid = field_get(f, "gid");
	uint64_t bits = DEFAULT_MODE, ids[2] = { 0 };
	struct err *e = field_uint(&mode, UINT32_MAX, &bits);

	if (!e)
		e = field_uint(&uid, MAX_ID, &ids[0]);
	if (!e)
		e = field_uint(&gid, MAX_ID, &ids[1]);
	/* Some write the type of the file once more. */
	d->mode |= (mode_t)bits & MAX_MODE;
	d->uid = (uid_t)ids[0];
	d->gid = (gid_t)ids[1];
	return e;
}

static fallible read_device(struct spec *s, const struct field *f,
			    struct spec_device *d)
{
	static const struct spec_known known[] = {
		{ "type", SPEC_DONE },     { "path", SPEC_DONE },
		{ "major", SPEC_DONE },    { "minor", SPEC_DONE },
		{ "fileMode", SPEC_DONE }, { "uid", SPEC_DONE },
		{ "gid", SPEC_DONE },      { 0 },
	};
	struct field type = field_get(f, "type");
	struct field path = field_get(f, "path");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_require(&path);
	if (!e)
		e = spec_read_path(&path, &d->path);
	if (!e)
		e = read_type(&type, &d->mode);
	if (!e)
		e = read_numbers(f, d);
	return e ? e : read_rights(f, d);
}

fallible spec_read_devices(struct spec *s, const struct field *f)
{
	size_t len = field_len(f);
	struct err *e = field_check(f, DATA_LIST);
	struct spec_device *items;

	if (e || !len)
		return e;
	items = arena_alloc_array(&s->arena, len, sizeof(*items));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(f, i);

		e = read_device(s, &item, &items[i]);
	}
	s->devices = items;
	s->devices_len = len;
	return e;
}
