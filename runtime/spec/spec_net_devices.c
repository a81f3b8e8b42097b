/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "linux.netDevices": an object with a device of the machine for each key.
 */
#include <net/if.h>
#include <sched.h>
#include <string.h>

#include "runtime/spec/spec_parts.h"

/* What the kernel takes, but for what it would expand. */
static bool is_device_name(const char *name)
{
	size_t len = strlen(name);

	return len && len < IFNAMSIZ && strcmp(name, ".") != 0 &&
	       strcmp(name, "..") != 0 && !strpbrk(name, "/:% \t\n\v\f\r");
}

static fallible read_device(struct spec *s, const struct field *f,
			    struct net_device *ret)
{
	static const struct spec_known known[] = {
		{ "name", SPEC_DONE },
		{ 0 },
	};
	struct field name = field_get(f, "name");
	struct err *e = spec_check_names(s, f, known);

	if (!e && !is_device_name(ret->name))
		return field_error(f, "is not the name of a network device");
	ret->inside = ret->name;
	if (!e)
		e = field_string(&name, &ret->inside);
	if (!e && !is_device_name(ret->inside))
		return field_error(&name,
				   "'%s' cannot be that of a network device",
				   ret->inside);
	return e;
}

static fallible check_unlike(const struct field *f,
			     const struct net_device *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(items[i].inside, items[n].inside))
			return field_error(f, "two are called '%s'",
					   items[n].inside);
	return NULL;
}

fallible spec_read_net_devices(struct spec *s, const struct field *f)
{
	size_t len = field_len(f);
	struct err *e = field_check(f, DATA_MAP);
	struct net_device *items;

	if (e || !len)
		return e;
	if (!spec_has_namespace(s, CLONE_NEWNET))
		return field_error(f, "needs a network namespace");
	items = arena_alloc_array(&s->arena, len, sizeof(*items));
	for (size_t i = 0; i < len && !e; i++) {
		const struct str key = f->data->map.entries[i].key;
		struct field item = field_get(f, key.data);

		items[i].name = key.data;
		e = read_device(s, &item, &items[i]);
		if (!e)
			e = check_unlike(f, items, i);
	}
	s->net_devices = items;
	s->net_devices_len = len;
	return e;
}
