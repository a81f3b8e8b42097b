/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Handing the program for devices to the kernel.
 */
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/bpf.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "runtime/cgroup/device_filter.h"

#define MAX_ATTACHED 64

static int bpf(enum bpf_cmd cmd, union bpf_attr *attr)
{
	return (int)syscall(SYS_bpf, cmd, attr, sizeof(*attr));
}

static fallible load(const struct buf *program, int *ret)
{
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_CGROUP_DEVICE,
		.insns = (uint64_t)(uintptr_t)program->data,
		.insn_cnt = (uint32_t)(program->len / sizeof(struct bpf_insn)),
		.license = (uint64_t)(uintptr_t) "GPL",
	};
	int fd = bpf(BPF_PROG_LOAD, &attr);

	if (fd < 0)
		return err_sys("load the filter for devices");
	*ret = fd;
	return NULL;
}

static uint32_t list_attached(int group, uint32_t ids[static MAX_ATTACHED])
{
	union bpf_attr attr = {
		.query = { .target_fd = (uint32_t)group,
			   .attach_type = BPF_CGROUP_DEVICE,
			   .prog_ids = (uint64_t)(uintptr_t)ids,
			   .prog_cnt = MAX_ATTACHED },
	};

	return bpf(BPF_PROG_QUERY, &attr) ? 0 : attr.query.prog_cnt;
}

static fallible detach(int group, uint32_t id)
{
	union bpf_attr by_id = { .prog_id = id };
	union bpf_attr attr = { .target_fd = (uint32_t)group,
				.attach_type = BPF_CGROUP_DEVICE };
	auto_close int fd = bpf(BPF_PROG_GET_FD_BY_ID, &by_id);

	attr.attach_bpf_fd = (uint32_t)fd;
	if (fd < 0 || bpf(BPF_PROG_DETACH, &attr))
		return err_sys("detach the former filter for devices");
	return NULL;
}

static fallible replace(int group, const struct buf *program)
{
	uint32_t ids[MAX_ATTACHED] = { 0 };
	uint32_t len = list_attached(group, ids);
	auto_close int fd = -1;
	union bpf_attr attr = { .target_fd = (uint32_t)group,
				.attach_type = BPF_CGROUP_DEVICE,
				.attach_flags = BPF_F_ALLOW_MULTI };
	struct err *e = load(program, &fd);

	if (e)
		return e;
	attr.attach_bpf_fd = (uint32_t)fd;
	if (bpf(BPF_PROG_ATTACH, &attr))
		return err_sys("attach the filter for devices");
	for (uint32_t i = 0; i < len && !e; i++)
		e = detach(group, ids[i]);
	return e;
}

fallible device_filter_attach(const char *group,
			      const struct device_rule *rules, size_t len)
{
	auto_buf struct buf program = { 0 };
	auto_close int fd = -1;
	struct err *e = fs_open_dir(group, &fd);

	if (e)
		return e;
	device_filter_write(rules, len, &program);
	e = replace(fd, &program);
	return e ? err_wrap(e, "linux.resources.devices") : NULL;
}
