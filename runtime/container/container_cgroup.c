/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/container_cgroup.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "runtime/cgroup/cgroup_stats.h"
#include "runtime/container/container.h"
#include "runtime/container/container_scope.h"
#include "runtime/container/state.h"
#include "runtime/privilege.h"
#include "runtime/process/cgroup_mounts.h"

/*
 * A name that no other container has: ids are only unique below a state root,
 * and a folder's number is unique on its file system. Whoever has the root can
 * tell which groups are of its containers.
 */
static fallible choose_name(int dir, const char *id, char **ret)
{
	struct stat st;

	if (fstatat(dir, "..", &st, 0))
		return err_sys("examine the folder of the containers");
	*ret = mem_printf("nsrun-%llx-%llx-%s", (unsigned long long)st.st_dev,
			  (unsigned long long)st.st_ino, id);
	return NULL;
}

static fallible write_record(int dir, const struct cgroup *c)
{
	auto_buf struct buf record = { 0 };

	cgroup_write_record(c, &record);
	return state_write_cgroup(dir, buf_str(&record));
}

/* Written down before the first is made, so a death on the way leaves nothing
 * that is not known. */
static fallible make_planned(int dir, const struct cgroup_plan *p,
			     struct cgroup_entry *ret)
{
	const struct cgroup c = cgroup_of_plan(p);
	struct err *e = cgroup_check_unused(p);

	if (!e)
		e = write_record(dir, &c);
	if (!e)
		e = cgroup_make(p);
	/* Another took it meanwhile: it is not ours to empty. */
	if (err_is(e, &CGROUP_IN_USE))
		err_drop(write_record(dir, &(const struct cgroup){ 0 }));
	return e ? e : cgroup_entry_open(&c, NULL, ret);
}

static fallible find_layout(struct spec *s, const char *name,
			    enum cgroup_manager manager,
			    struct cgroup_layout *ret,
			    struct scope_keeper *keeper)
{
	switch (manager) {
	case CGROUP_MANAGER_FILES:
		return cgroup_layout_read(0, &s->arena, ret);
	case CGROUP_MANAGER_SYSTEMD:
		return container_scope_make(name, s, ret, keeper);
	case CGROUP_MANAGER_NONE:
		break;
	}
	/* As on a machine without any: limits are an error. */
	return NULL;
}

/*
 * An ordinary user makes no devices in a container, and can use those he can
 * use outside: rules only root can have the kernel keep are of little use.
 */
static void leave_devices_out(struct spec *s, const struct cgroup_layout *l)
{
	const struct cgroup_hierarchy *h = cgroup_layout_find(l, "devices");

	if (!s->resources.devices_len ||
	    (h && !access(h->own, W_OK) && !s->cgroups_path))
		return;
	log_info("linux.resources.devices: left out, for only root may have "
		 "them kept");
	s->resources.devices_len = 0;
}

fallible container_cgroup_make(int dir, const char *id, struct spec *s,
			       enum cgroup_manager manager,
			       struct cgroup_entry *ret)
{
	auto_free char *name = NULL;
	struct cgroup_layout layout = { 0 };
	struct cgroup_plan p = { 0 };
	struct cgroup groups;
	struct err *e = choose_name(dir, id, &name);

	if (!e)
		e = find_layout(s, name, manager, &layout, &ret->keeper);
	if (!e && !privilege_is_machines())
		leave_devices_out(s, &layout);
	if (!e)
		e = cgroup_plan_make(&s->resources, &layout, s->cgroups_path,
				     manager == CGROUP_MANAGER_SYSTEMD
					     ? CONTAINER_SCOPE_GROUP
					     : name,
				     &s->arena, &p);
	if (!e)
		e = cgroup_settle(&p);
	if (e)
		return e;
	if (manager == CGROUP_MANAGER_SYSTEMD && !p.len)
		return err_new(&ERR_DENIED, "no group can be made in the scope "
					    "that systemd made");
	groups = cgroup_of_plan(&p);
	cgroup_mounts_expand(s, &layout, &groups);
	return p.len ? make_planned(dir, &p, ret) : NULL;
}

fallible container_cgroup_read(int dir, struct arena *arena, struct cgroup *ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e = state_read_cgroup(dir, &text);

	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret = (struct cgroup){ 0 };
		return NULL;
	}
	return e ? e : cgroup_read_record(buf_str(&text), arena, ret);
}

fallible container_cgroup_open(int dir, const char *below,
			       struct cgroup_entry *ret)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup c = { 0 };
	struct err *e = container_cgroup_read(dir, &arena, &c);

	return e ? e : cgroup_entry_open(&c, below, ret);
}

fallible container_cgroup_is_frozen(int dir, bool *ret)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup c = { 0 };
	struct err *e = container_cgroup_read(dir, &arena, &c);

	return e ? e : cgroup_is_frozen(&c, ret);
}

fallible container_cgroup_thaw(int dir)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup c = { 0 };
	bool frozen = false;
	struct err *e = container_cgroup_read(dir, &arena, &c);

	if (!e)
		e = cgroup_is_frozen(&c, &frozen);
	if (e || !frozen)
		return e;
	return cgroup_freeze(&c, false);
}

bool container_cgroup_ran_out(int dir)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup c = { 0 };
	uint64_t kills = 0;
	struct err *e = container_cgroup_read(dir, &arena, &c);

	if (!e)
		e = cgroup_count_oom_kills(&c, &kills);
	/* It is not worth failing for. */
	err_drop(e);
	return kills > 0;
}

fallible container_remove(const char *root, const char *id, int dir)
{
	auto_arena struct arena arena = { 0 };
	struct cgroup c = { 0 };
	struct err *e = container_cgroup_read(dir, &arena, &c);

	if (!e)
		e = cgroup_remove(&c);
	return e ? e : state_remove(root, id, dir);
}
