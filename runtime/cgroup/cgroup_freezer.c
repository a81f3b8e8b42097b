/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stopping all processes of a container, and letting them go on.
 */
#include <fcntl.h>
#include <poll.h>
#include <time.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/cgroup/cgroup.h"
#include "runtime/cgroup/cgroup_file.h"

#define FREEZE_MS 10000 /* for all to stop: one may be in the kernel */
#define STEP_NS 200000

static fallible find_freezer(const struct cgroup *c,
			     const struct cgroup_place **ret)
{
	const struct cgroup_place *p = cgroup_find(c, "freezer");

	if (!p)
		p = cgroup_unified(c);
	if (!p)
		return err_new(&ERR_NOT_FOUND,
			       "it has no control group that can be frozen");
	*ret = p;
	return NULL;
}

static int64_t now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* "FREEZING" turns into "FROZEN" while it is read, and no event tells. */
static fallible freeze_v1(const struct cgroup_place *p, bool frozen)
{
	const char *wanted = frozen ? "FROZEN" : "THAWED";
	const struct timespec step = { .tv_nsec = STEP_NS };
	int64_t end = now_ms() + FREEZE_MS;

	for (;;) {
		auto_buf struct buf text = { 0 };
		struct err *e =
			cgroup_file_write(p->path, "freezer.state", wanted);

		if (!e)
			e = cgroup_file_read(p->path, "freezer.state", &text);
		if (e || str_is(str_trim(buf_str(&text)), wanted))
			return e;
		if (now_ms() > end)
			break;
		(void)nanosleep(&step, NULL);
	}
	err_drop(cgroup_file_write(p->path, "freezer.state", "THAWED"));
	return err_new(&ERR_SYSTEM, "its processes do not stop");
}

static fallible read_frozen_v2(const char *group, bool *ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e = cgroup_file_read(group, "cgroup.events", &text);

	*ret = cgroup_file_find(buf_str(&text), "frozen") == 1;
	return e;
}

/* A change of the file of events is an event of it. */
static fallible freeze_v2(const struct cgroup_place *p, bool frozen)
{
	auto_free char *path = mem_printf("%s/cgroup.events", p->path);
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct pollfd watched = { .fd = fd, .events = POLLPRI };
	struct err *e;
	bool is = false;

	if (fd < 0)
		return err_sys("open '%s'", path);
	e = cgroup_file_write(p->path, "cgroup.freeze", frozen ? "1" : "0");
	while (!e) {
		char text[64];

		(void)!pread(fd, text, sizeof(text), 0);
		e = read_frozen_v2(p->path, &is);
		if (e || is == frozen)
			return e;
		if (poll(&watched, 1, FREEZE_MS) == 0)
			e = err_new(&ERR_SYSTEM, "its processes do not stop");
	}
	return e;
}

fallible cgroup_freeze(const struct cgroup *c, bool frozen)
{
	const struct cgroup_place *p = NULL;
	struct err *e = find_freezer(c, &p);

	if (e)
		return e;
	return p->version == 2 ? freeze_v2(p, frozen) : freeze_v1(p, frozen);
}

fallible cgroup_is_frozen(const struct cgroup *c, bool *ret)
{
	auto_buf struct buf text = { 0 };
	const struct cgroup_place *p = NULL;
	struct err *e = find_freezer(c, &p);

	*ret = false;
	if (!e && p->version == 2)
		e = read_frozen_v2(p->path, ret);
	else if (!e)
		e = cgroup_file_read(p->path, "freezer.state", &text);
	if (text.len)
		*ret = !str_is(str_trim(buf_str(&text)), "THAWED");
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}
