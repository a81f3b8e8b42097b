/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/cgroup_mounts.h"

#include <sched.h>
#include <string.h>
#include <sys/mount.h>

#include "lib/buf.h"

struct expansion {
	struct spec *spec;
	const struct cgroup_layout *layout;
	const struct cgroup *groups;
	struct spec_mount *mounts;
	size_t len;
};

bool cgroup_mounts_include(const struct spec_mount *m)
{
	return !m->options.bind &&
	       (!strcmp(m->type, "cgroup") || !strcmp(m->type, "cgroup2"));
}

static const char *join(struct expansion *x, const char *top, const char *name)
{
	auto_buf struct buf path = { 0 };

	buf_printf(&path, "%s/%s", top, name);
	return arena_strdup(&x->spec->arena, buf_str(&path));
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The group to bind: the container's own, or ours. */
static const char *find_group(const struct expansion *x,
			      const struct cgroup_hierarchy *h)
{
	for (size_t i = 0; i < x->groups->len; i++)
		if (x->groups->places[i].version == h->version &&
		    !strcmp(x->groups->places[i].controllers, h->controllers))
			return x->groups->places[i].path;
	return h->own;
}

/* "cpu,cpuacct" as options for the file system. */
static void set_controllers(struct expansion *x, struct spec_mount *m,
			    const char *controllers)
{
	struct str rest = str_of(controllers), part;
	const char **data = arena_alloc_array(
		&x->spec->arena, strlen(controllers) + 1, sizeof(*data));

	m->options.data_len = 0;
	while (str_split(&rest, ',', &part))
		data[m->options.data_len++] =
			arena_strdup(&x->spec->arena, part);
	m->options.data = data;
}

static void add_hierarchy(struct expansion *x, const struct spec_mount *like,
			  const struct cgroup_hierarchy *h,
			  const char *destination)
{
	struct spec_mount m = *like;

	m.destination = destination;
	m.links = strchr(last_part(destination), ',') ? last_part(destination)
						      : NULL;
	if (!(x->spec->namespaces & CLONE_NEWCGROUP)) {
		m.type = "bind";
		m.options.bind = true;
		m.options.data_len = 0;
		m.source = find_group(x, h);
	} else if (h->version == 2) {
		m.type = "cgroup2";
		m.source = "cgroup2";
	} else {
		m.type = "cgroup";
		m.source = "cgroup";
		set_controllers(x, &m, h->controllers);
	}
	x->mounts[x->len++] = m;
}

/* The folder can be written to until all is mounted in it. */
static void add_folder(struct expansion *x, const struct spec_mount *like)
{
	static const char *data[] = { "mode=755", "size=64k" };
	struct spec_mount m = *like;

	m.type = m.source = "tmpfs";
	m.sealed = (like->options.set | like->options.set_below) &
		   MOUNT_ATTR_RDONLY;
	m.options.set &= ~(uint64_t)MOUNT_ATTR_RDONLY;
	m.options.set_below &= ~(uint64_t)MOUNT_ATTR_RDONLY;
	m.options.data = data;
	m.options.data_len = sizeof(data) / sizeof(*data);
	x->mounts[x->len++] = m;
}

static void expand(struct expansion *x, const struct spec_mount *m)
{
	const struct cgroup_hierarchy *unified =
		cgroup_layout_unified(x->layout);

	if (unified && (x->layout->len == 1 || !strcmp(m->type, "cgroup2"))) {
		add_hierarchy(x, m, unified, m->destination);
		return;
	}
	add_folder(x, m);
	for (size_t i = 0; i < x->layout->len; i++) {
		const struct cgroup_hierarchy *h = &x->layout->items[i];

		add_hierarchy(x, m, h,
			      join(x, m->destination, last_part(h->mount)));
	}
}

void cgroup_mounts_expand(struct spec *s, const struct cgroup_layout *l,
			  const struct cgroup *c)
{
	struct expansion x = { .spec = s, .layout = l, .groups = c };
	size_t found = 0;

	for (size_t i = 0; i < s->mounts_len; i++)
		found += cgroup_mounts_include(&s->mounts[i]);
	if (!found)
		return;
	x.mounts = arena_alloc_array(&s->arena,
				     s->mounts_len + found * (l->len + 1),
				     sizeof(*x.mounts));
	for (size_t i = 0; i < s->mounts_len; i++)
		if (cgroup_mounts_include(&s->mounts[i]))
			expand(&x, &s->mounts[i]);
		else
			x.mounts[x.len++] = s->mounts[i];
	s->mounts = x.mounts;
	s->mounts_len = x.len;
}
