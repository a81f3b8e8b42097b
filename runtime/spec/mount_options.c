/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/spec/mount_options.h"

#include <string.h>
#include <sys/mount.h>

struct attribute {
	const char *name;
	uint64_t set;
	uint64_t clear;
};

/*
 * The options of the OCI runtime specification that are attributes. The kind
 * of access time is one field of three values, cleared as a whole.
 */
static const struct attribute attributes[] = {
	{ "async", 0, 0 },
	{ "atime", MOUNT_ATTR_RELATIME, MOUNT_ATTR__ATIME },
	{ "defaults", 0, 0 },
	{ "dev", 0, MOUNT_ATTR_NODEV },
	{ "diratime", 0, MOUNT_ATTR_NODIRATIME },
	{ "exec", 0, MOUNT_ATTR_NOEXEC },
	{ "noatime", MOUNT_ATTR_NOATIME, MOUNT_ATTR__ATIME },
	{ "nodev", MOUNT_ATTR_NODEV, 0 },
	{ "nodiratime", MOUNT_ATTR_NODIRATIME, 0 },
	{ "noexec", MOUNT_ATTR_NOEXEC, 0 },
	{ "norelatime", MOUNT_ATTR_STRICTATIME, MOUNT_ATTR__ATIME },
	{ "nostrictatime", MOUNT_ATTR_RELATIME, MOUNT_ATTR__ATIME },
	{ "nosuid", MOUNT_ATTR_NOSUID, 0 },
	{ "nosymfollow", MOUNT_ATTR_NOSYMFOLLOW, 0 },
	{ "relatime", MOUNT_ATTR_RELATIME, MOUNT_ATTR__ATIME },
	{ "ro", MOUNT_ATTR_RDONLY, 0 },
	{ "rw", 0, MOUNT_ATTR_RDONLY },
	{ "strictatime", MOUNT_ATTR_STRICTATIME, MOUNT_ATTR__ATIME },
	{ "suid", 0, MOUNT_ATTR_NOSUID },
	{ "symfollow", 0, MOUNT_ATTR_NOSYMFOLLOW },
};

struct propagation {
	const char *name;
	uint64_t type;
	bool below;
};

static const struct propagation propagations[] = {
	{ "private", MS_PRIVATE, false },
	{ "rprivate", MS_PRIVATE, true },
	{ "rshared", MS_SHARED, true },
	{ "rslave", MS_SLAVE, true },
	{ "runbindable", MS_UNBINDABLE, true },
	{ "shared", MS_SHARED, false },
	{ "slave", MS_SLAVE, false },
	{ "unbindable", MS_UNBINDABLE, false },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool take_propagation(const char *option, struct mount_options *o)
{
	for (size_t i = 0; i < COUNT(propagations); i++) {
		if (strcmp(option, propagations[i].name) != 0)
			continue;
		o->propagation = propagations[i].type;
		o->propagate_below = propagations[i].below;
		return true;
	}
	return false;
}

static const struct attribute *find_attribute(const char *name)
{
	for (size_t i = 0; i < COUNT(attributes); i++)
		if (!strcmp(name, attributes[i].name))
			return &attributes[i];
	return NULL;
}

/* The later of two opposites wins, so each takes the other's bits away. */
static void merge(const struct attribute *a, uint64_t *set, uint64_t *clear)
{
	*set = (*set & ~a->clear) | a->set;
	*clear = (*clear & ~(a->set & ~MOUNT_ATTR__ATIME)) | a->clear;
}

/* "rnosuid" is "nosuid" for the whole tree, yet "ro" is not "o". */
static bool take_attribute(const char *option, struct mount_options *o)
{
	const struct attribute *a = find_attribute(option);

	if (a) {
		merge(a, &o->set, &o->clear);
		return true;
	}
	a = option[0] == 'r' ? find_attribute(option + 1) : NULL;
	if (!a)
		return false;
	merge(a, &o->set_below, &o->clear_below);
	return true;
}

static bool take_kind(const char *option, struct mount_options *o)
{
	if (!strcmp(option, "bind"))
		o->bind = true;
	else if (!strcmp(option, "rbind"))
		o->bind = o->recursive = true;
	else if (!strcmp(option, "tmpcopyup"))
		o->copy_up = true;
	else
		return false;
	return true;
}

const char *mount_options_nth(size_t n)
{
	static const char *const kinds[] = { "bind", "rbind", "tmpcopyup" };

	if (n < COUNT(kinds))
		return kinds[n];
	n -= COUNT(kinds);
	if (n < COUNT(propagations))
		return propagations[n].name;
	n -= COUNT(propagations);
	return n < COUNT(attributes) ? attributes[n].name : NULL;
}

void mount_options_parse(const char *const *options, size_t len,
			 struct arena *arena, struct mount_options *ret)
{
	struct mount_options o = { 0 };

	o.data = arena_alloc_array(arena, len + 1, sizeof(*o.data));
	for (size_t i = 0; i < len; i++)
		if (!take_kind(options[i], &o) &&
		    !take_propagation(options[i], &o) &&
		    !take_attribute(options[i], &o))
			o.data[o.data_len++] = options[i];
	*ret = o;
}
