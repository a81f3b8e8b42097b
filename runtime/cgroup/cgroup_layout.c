/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/cgroup/cgroup_layout.h"

#include <fcntl.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define PROC_MAX_BYTES (8u << 20) /* of a table of mounts */

/* A line of mountinfo, of proc(5). */
struct mount_line {
	struct str root;
	struct str target;
	struct str type;
	struct str options; /* of the file system */
};

static bool parse_mount(struct str line, struct mount_line *ret)
{
	const struct str dash = STR(" - ");
	size_t at = str_find(line, dash);
	struct str rest = str_n(line.data, at), skipped, source;
	struct mount_line m = { 0 };

	if (at == line.len)
		return false;
	for (int i = 0; i < 3; i++)
		if (!str_split(&rest, ' ', &skipped))
			return false;
	if (!str_split(&rest, ' ', &m.root) ||
	    !str_split(&rest, ' ', &m.target))
		return false;
	rest = str_from(line, at + dash.len);
	if (!str_split(&rest, ' ', &m.type) ||
	    !str_split(&rest, ' ', &source) ||
	    !str_split(&rest, ' ', &m.options))
		return false;
	*ret = m;
	return true;
}

static bool list_has(struct str list, struct str name)
{
	struct str part;

	while (str_split(&list, ',', &part))
		if (str_eq(part, name))
			return true;
	return false;
}

bool cgroup_has_controller(const char *controllers, const char *name)
{
	return list_has(str_of(controllers), str_of(name));
}

static bool is_wanted(const struct mount_line *m, struct str controllers)
{
	struct str first =
		str_n(controllers.data, str_find_char(controllers, ','));

	if (!controllers.len)
		return str_is(m->type, "cgroup2");
	return str_is(m->type, "cgroup") && list_has(m->options, first);
}

/* A mount may show a part of the hierarchy, with @path in it or not. */
static bool is_within(struct str path, struct str root, struct str *ret_rest)
{
	if (str_is(root, "/")) {
		*ret_rest = path;
		return true;
	}
	if (path.len < root.len || memcmp(path.data, root.data, root.len) != 0)
		return false;
	*ret_rest = str_from(path, root.len);
	return !ret_rest->len || ret_rest->data[0] == '/';
}

static bool find_mount(struct str mountinfo, struct str controllers,
		       struct str path, struct mount_line *ret,
		       struct str *ret_rest)
{
	struct str line, rest = { 0 };
	struct mount_line m;
	bool found = false;

	while (str_split(&mountinfo, '\n', &line)) {
		if (!parse_mount(line, &m) || !is_wanted(&m, controllers))
			continue;
		if (is_within(path, m.root, &rest)) {
			*ret = m;
			*ret_rest = rest;
			return true;
		}
		if (!found)
			*ret = m;
		found = true;
	}
	*ret_rest = str_n("", 0);
	return found;
}

static void add(struct cgroup_layout *l, struct arena *arena,
		struct str controllers, const struct mount_line *m,
		struct str rest)
{
	auto_buf struct buf own = { 0 };

	buf_add_str(&own, m->target);
	if (!str_is(rest, "/"))
		buf_add_str(&own, rest);
	l->items[l->len++] = (struct cgroup_hierarchy){
		.version = controllers.len ? 1 : 2,
		.controllers = arena_strdup(arena, controllers),
		.mount = arena_strdup(arena, m->target),
		.own = arena_strdup(arena, buf_str(&own)),
	};
}

void cgroup_layout_parse(struct str mountinfo, struct str own,
			 struct arena *arena, struct cgroup_layout *ret)
{
	struct cgroup_layout l = { 0 };
	struct str line;

	while (l.len < CGROUP_MAX_HIERARCHIES && str_split(&own, '\n', &line)) {
		struct str number, controllers, rest;
		struct mount_line m;

		if (!str_split(&line, ':', &number) ||
		    !str_split(&line, ':', &controllers) || !line.data)
			continue;
		if (!str_starts(controllers, "name=") &&
		    find_mount(mountinfo, controllers, line, &m, &rest))
			add(&l, arena, controllers, &m, rest);
	}
	*ret = l;
}

static fallible read_file(int dir, const char *path, struct buf *out)
{
	auto_close int fd = openat(dir, path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_sys("open '%s'", path);
	return fs_read_fd(fd, PROC_MAX_BYTES, out);
}

static fallible read_controllers(struct arena *arena,
				 struct cgroup_hierarchy *h)
{
	auto_buf struct buf text = { 0 };
	auto_close int dir = -1;
	struct err *e = fs_open_dir(h->mount, &dir);

	if (!e)
		e = read_file(dir, "cgroup.controllers", &text);
	if (e)
		return e;
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] == ' ')
			text.data[i] = ',';
	h->controllers = arena_strdup(arena, str_trim(buf_str(&text)));
	return NULL;
}

fallible cgroup_layout_read(pid_t pid, struct arena *arena,
			    struct cgroup_layout *ret)
{
	auto_free char *path = pid ? mem_printf("/proc/%d/cgroup", (int)pid)
				   : mem_strdup("/proc/self/cgroup");
	auto_buf struct buf mounts = { 0 }, own = { 0 };
	struct cgroup_layout l = { 0 };
	struct err *e = read_file(AT_FDCWD, path, &own);

	/* A kernel without control groups. */
	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret = l;
		return NULL;
	}
	if (!e)
		e = read_file(AT_FDCWD, "/proc/self/mountinfo", &mounts);
	if (e)
		return e;
	cgroup_layout_parse(buf_str(&mounts), buf_str(&own), arena, &l);
	for (size_t i = 0; i < l.len && !e; i++)
		if (l.items[i].version == 2)
			e = read_controllers(arena, &l.items[i]);
	if (e)
		return err_wrap(e, "find the control groups");
	*ret = l;
	return NULL;
}

const struct cgroup_hierarchy *cgroup_layout_find(const struct cgroup_layout *l,
						  const char *controller)
{
	for (size_t i = 0; i < l->len; i++)
		if (cgroup_has_controller(l->items[i].controllers, controller))
			return &l->items[i];
	return NULL;
}

const struct cgroup_hierarchy *
cgroup_layout_unified(const struct cgroup_layout *l)
{
	for (size_t i = 0; i < l->len; i++)
		if (l->items[i].version == 2)
			return &l->items[i];
	return NULL;
}
