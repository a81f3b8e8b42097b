/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "linux.resources.devices": which devices may be used.
 */
#include <string.h>

#include "runtime/spec/spec_parts.h"
#include "runtime/spec/spec_resources.h"

#define ALL_ACCESS (DEVICE_READ | DEVICE_WRITE | DEVICE_MKNOD)

/*
 * OCI runtime specification, "Default Devices", with the terminals. A node may
 * be made of anything: it is of no use without the right to open it.
 */
static const struct device_rule customary[] = {
	{ true, 'c', DEVICE_ANY, DEVICE_ANY, DEVICE_MKNOD },
	{ true, 'b', DEVICE_ANY, DEVICE_ANY, DEVICE_MKNOD },
	{ true, 'c', 1, 3, ALL_ACCESS },            /* null */
	{ true, 'c', 1, 5, ALL_ACCESS },            /* zero */
	{ true, 'c', 1, 7, ALL_ACCESS },            /* full */
	{ true, 'c', 1, 8, ALL_ACCESS },            /* random */
	{ true, 'c', 1, 9, ALL_ACCESS },            /* urandom */
	{ true, 'c', 5, 0, ALL_ACCESS },            /* tty */
	{ true, 'c', 5, 2, ALL_ACCESS },            /* ptmx */
	{ true, 'c', 136, DEVICE_ANY, ALL_ACCESS }, /* pts */
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static fallible read_access(const struct field *f, unsigned *ret)
{
	const char *text = "rwm";
	unsigned access = 0;
	struct err *e = field_string(f, &text);

	if (e)
		return e;
	if (!*text || text[strspn(text, "rwm")])
		return field_error(f, "'%s' is not of 'rwm'", text);
	access |= strchr(text, 'r') ? DEVICE_READ : 0;
	access |= strchr(text, 'w') ? DEVICE_WRITE : 0;
	access |= strchr(text, 'm') ? DEVICE_MKNOD : 0;
	*ret = access;
	return NULL;
}

static fallible read_type(const struct field *f, char *ret)
{
	const char *text = "a";
	struct err *e = field_string(f, &text);

	if (e)
		return e;
	/* 'u' is an unbuffered character device. */
	if (strlen(text) != 1 || !strchr("abcu", text[0]))
		return field_error(f, "'%s' is not one of 'a', 'b', 'c', 'u'",
				   text);
	*ret = text[0] == 'u' ? 'c' : text[0];
	return NULL;
}

static fallible read_rule(struct spec *s, const struct field *f,
			  struct device_rule *d)
{
	static const struct spec_known known[] = {
		{ "allow", SPEC_DONE },  { "type", SPEC_DONE },
		{ "major", SPEC_DONE },  { "minor", SPEC_DONE },
		{ "access", SPEC_DONE }, { 0 },
	};
	struct field allow = field_get(f, "allow");
	struct field type = field_get(f, "type");
	struct field major = field_get(f, "major");
	struct field minor = field_get(f, "minor");
	struct field access = field_get(f, "access");
	struct err *e = spec_check_names(s, f, known);

	d->major = d->minor = DEVICE_ANY;
	if (!e)
		e = field_require(&allow);
	if (!e)
		e = field_bool(&allow, &d->allow);
	if (!e)
		e = read_type(&type, &d->type);
	if (!e)
		e = field_int(&major, DEVICE_ANY, UINT32_MAX, &d->major);
	if (!e)
		e = field_int(&minor, DEVICE_ANY, UINT32_MAX, &d->minor);
	if (!e)
		e = read_access(&access, &d->access);
	return e;
}

fallible spec_read_device_rules(struct spec *s, const struct field *f,
				struct resources *r)
{
	size_t len = field_len(f);
	struct err *e = field_check(f, DATA_LIST);
	struct device_rule *items;

	if (e || !len)
		return e;
	items = arena_alloc_array(&s->arena, len + COUNT(customary),
				  sizeof(*items));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(f, i);

		e = read_rule(s, &item, &items[i]);
	}
	memcpy(items + len, customary, sizeof(customary));
	r->devices = items;
	r->devices_len = len + COUNT(customary);
	return e;
}
