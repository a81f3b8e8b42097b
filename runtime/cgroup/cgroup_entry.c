/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/cgroup/cgroup_entry.h"

#include <errno.h>
#include <fcntl.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

void cgroup_entry_close(struct cgroup_entry *entry)
{
	for (size_t i = 0; i < entry->len; i++)
		cleanup_close(&entry->tasks[i]);
	cleanup_close(&entry->unified);
	scope_keeper_release(&entry->keeper);
	*entry = (struct cgroup_entry)CGROUP_ENTRY_NONE;
}

static fallible open_place(const struct cgroup_place *p, const char *below,
			   struct cgroup_entry *entry)
{
	auto_free char *path = mem_printf("%s%s%s", p->path, below ? "/" : "",
					  below ? below : "");
	auto_free char *tasks = mem_printf("%s/tasks", path);
	int fd;

	if (p->version == 2)
		fd = open(path, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	else
		fd = open(tasks, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return err_sys("open the control group '%s'", path);
	if (p->version == 2)
		entry->unified = fd;
	else
		entry->tasks[entry->len++] = fd;
	return NULL;
}

fallible cgroup_entry_open(const struct cgroup *c, const char *below,
			   struct cgroup_entry *ret)
{
	auto_cgroup_entry struct cgroup_entry entry = CGROUP_ENTRY_NONE;
	struct err *e = NULL;

	if (below && !c->len)
		return err_new(&ERR_INPUT, "there are no control groups");
	if (below && !cgroup_path_is_plain(below))
		return err_new(&ERR_INPUT, "'%s' has a part '.' or '..'",
			       below);
	for (size_t i = 0; i < c->len && !e; i++)
		e = open_place(&c->places[i], below, &entry);
	if (e)
		return e;
	entry.keeper = ret->keeper;
	*ret = entry;
	entry = (struct cgroup_entry)CGROUP_ENTRY_NONE;
	return NULL;
}

fallible cgroup_entry_join(const struct cgroup_entry *entry)
{
	for (size_t i = 0; i < entry->len; i++)
		if (write(entry->tasks[i], "0", 1) != 1)
			return err_sys("enter a control group");
	return NULL;
}
