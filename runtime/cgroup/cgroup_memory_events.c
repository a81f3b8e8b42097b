/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/cgroup/cgroup.h"
#include "runtime/cgroup/cgroup_file.h"

fallible cgroup_count_oom_kills(const struct cgroup *c, uint64_t *ret)
{
	const struct cgroup_place *p = cgroup_find(c, "memory");
	auto_buf struct buf text = { 0 };
	struct err *e;

	*ret = 0;
	if (!p)
		return NULL;
	e = cgroup_file_read(p->path,
			     p->version == 2 ? "memory.events"
					     : "memory.oom_control",
			     &text);
	if (!e)
		*ret = cgroup_file_find(buf_str(&text), "oom_kill");
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}
