/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/cgroup/cgroup_plan.h"

#include <string.h>

/* What a container has a group for even if nothing is asked: to stop, count
 * and limit it later. */
static const char *const customary[] = { "freezer", "memory", "pids", "cpu",
					 "cpuacct" };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

bool cgroup_path_is_plain(const char *path)
{
	struct str rest = str_of(path), part;

	while (str_split(&rest, '/', &part))
		if (str_is(part, "..") || str_is(part, "."))
			return false;
	return true;
}

static const struct cgroup_hierarchy *
find_speaker(const struct cgroup_layout *l, const struct cgroup_controller *c)
{
	const struct cgroup_hierarchy *h = cgroup_layout_find(l, c->name);

	return h && c->say[h->version] ? h : NULL;
}

/* Some are asked under one name in version 1 and another in version 2. */
static bool is_said_otherwise(const struct cgroup_layout *l,
			      const struct cgroup_controller *c)
{
	const struct cgroup_controller *other = cgroup_controllers;

	for (; other->name; other++)
		if (other->is_asked == c->is_asked && find_speaker(l, other))
			return true;
	return str_is(str_of(c->name), "devices") && cgroup_layout_unified(l);
}

struct planning {
	const struct cgroup_layout *layout;
	const char *needed[CGROUP_MAX_HIERARCHIES]; /* of each hierarchy */
	struct cgroup_plan plan;
};

static fallible plan_writes(struct planning *p, const struct resources *r)
{
	const struct cgroup_layout *l = p->layout;
	const struct cgroup_controller *c = cgroup_controllers;
	struct err *e = NULL;

	for (; c->name && !e; c++) {
		const struct cgroup_hierarchy *h = find_speaker(l, c);

		if (!c->is_asked(r))
			continue;
		if (h) {
			p->needed[h - l->items] = c->name;
			e = c->say[h->version](r, &p->plan.writes);
		} else if (!is_said_otherwise(l, c)) {
			e = err_new(&ERR_INPUT,
				    "the cgroup controller '%s' is needed, "
				    "and not here",
				    c->name);
		}
	}
	return e;
}

static fallible plan_unified(struct planning *p, const struct resources *r)
{
	const struct cgroup_hierarchy *h = cgroup_layout_unified(p->layout);

	for (size_t i = 0; i < r->unified_len; i++) {
		const struct resource_file *f = &r->unified[i];
		struct str name = str_of(f->name);
		const char *controller = arena_strdup(
			p->plan.writes.arena,
			str_n(name.data, str_find_char(name, '.')));

		if (!h || (strcmp(controller, "cgroup") != 0 &&
			   !cgroup_has_controller(h->controllers, controller)))
			return err_new(&ERR_INPUT,
				       "unified.%s: there is no cgroup "
				       "version 2 with it here",
				       f->name);
		p->needed[h - p->layout->items] = controller;
		cgroup_writes_add(&p->plan.writes,
				  (struct cgroup_write){
					  .controller = controller,
					  .file = f->name,
					  .value = f->value,
					  .field = "unified",
				  });
	}
	return NULL;
}

/* Rules need a program where no controller takes them. */
static void plan_filter(struct planning *p, const struct resources *r)
{
	const struct cgroup_hierarchy *h = cgroup_layout_unified(p->layout);

	if (!r->devices_len || cgroup_layout_find(p->layout, "devices") || !h)
		return;
	p->plan.filter = r->devices;
	p->plan.filter_len = r->devices_len;
}

/* Version 2 freezes any group; where version 1 does, that is enough. */
static bool is_wanted(const struct planning *p, size_t n)
{
	const struct cgroup_hierarchy *h = &p->layout->items[n];

	if (p->needed[n])
		return true;
	if (h->version == 2)
		return p->plan.filter_len ||
		       !cgroup_layout_find(p->layout, "freezer");
	for (size_t i = 0; i < COUNT(customary); i++)
		if (cgroup_has_controller(h->controllers, customary[i]))
			return true;
	return false;
}

static void add_site(struct planning *p, size_t n, const char *path)
{
	const struct cgroup_hierarchy *h = &p->layout->items[n];
	bool fixed = path[0] == '/';
	const char *below = fixed ? h->mount : h->own;
	const char *slash = fixed ? "" : "/";

	p->plan.sites[p->plan.len++] = (struct cgroup_site){
		.place = { .version = h->version,
			   .controllers = h->controllers,
			   .path = cgroup_writes_text(&p->plan.writes, "%s%s%s",
						      below, slash, path) },
		.needed = p->needed[n],
		.mount = h->mount,
		.below = below,
		.fixed = fixed,
	};
}

fallible cgroup_plan_make(const struct resources *r,
			  const struct cgroup_layout *l, const char *path,
			  const char *name, struct arena *arena,
			  struct cgroup_plan *ret)
{
	struct planning p = { .layout = l, .plan.writes = { .arena = arena } };
	struct err *e = plan_writes(&p, r);

	if (!e)
		e = plan_unified(&p, r);
	if (e)
		return err_wrap(e, "linux.resources");
	plan_filter(&p, r);
	p.plan.sites =
		arena_alloc_array(arena, l->len + 1, sizeof(*p.plan.sites));
	for (size_t i = 0; i < l->len; i++)
		if (is_wanted(&p, i))
			add_site(&p, i, path ? path : name);
	*ret = p.plan;
	return NULL;
}
