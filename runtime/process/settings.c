/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/spec/number_list.h"

#define WHO_PROCESS 1 /* IOPRIO_WHO_PROCESS of ioprio_set(2) */

/* sched_setattr(2), in its first form. */
struct sched_attributes {
	uint32_t size;
	uint32_t policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime;
	uint64_t deadline;
	uint64_t period;
};

fallible settings_schedule(pid_t pid, const struct spec_scheduling *s)
{
	const struct sched_attributes attr = {
		.size = sizeof(attr),
		.policy = s->policy,
		.flags = s->flags,
		.nice = s->nice,
		.priority = s->priority,
		.runtime = s->runtime,
		.deadline = s->deadline,
		.period = s->period,
	};

	if (s->given && syscall(SYS_sched_setattr, pid, &attr, 0))
		return err_sys("process.scheduler");
	if (s->io_given &&
	    syscall(SYS_ioprio_set, WHO_PROCESS, pid, s->io_priority))
		return err_sys("process.ioPriority");
	return NULL;
}

static bool write_text(const char *path, const char *text)
{
	auto_close int fd = open(path, O_WRONLY | O_CLOEXEC);

	return fd >= 0 && write(fd, text, strlen(text)) >= 0;
}

fallible settings_set_oom_score_adj(pid_t pid, int value, bool *ret_denied)
{
	auto_free char *path =
		pid ? mem_printf("/proc/%d/oom_score_adj", (int)pid)
		    : mem_strdup("/proc/self/oom_score_adj");
	auto_free char *text = mem_printf("%d", value);

	if (write_text(path, text))
		return NULL;
	if (errno != EACCES && errno != EPERM)
		return err_sys("process.oomScoreAdj: write %s to '%s'", text,
			       path);
	*ret_denied = true;
	return NULL;
}

fallible settings_set_affinity(const char *cpus)
{
	unsigned long bits[NUMBER_LIST_WORDS(CPU_SETSIZE)] = { 0 };

	if (!cpus)
		return NULL;
	if (!number_list_parse(cpus, bits, CPU_SETSIZE) ||
	    syscall(SYS_sched_setaffinity, 0, sizeof(bits), bits) < 0)
		return err_sys("process.execCPUAffinity: run on '%s'", cpus);
	return NULL;
}

fallible settings_set_personality(unsigned long wanted)
{
	if (personality(wanted) < 0)
		return err_sys("linux.personality");
	return NULL;
}

fallible settings_set_memory_policy(const struct spec_memory_policy *p)
{
	if (p->given && syscall(SYS_set_mempolicy, p->mode, p->nodes,
				(unsigned long)SPEC_MAX_NODES))
		return err_sys("linux.memoryPolicy");
	return NULL;
}

/*
 * A process that nobody may inspect does not own its files in /proc; root may
 * open them all the same, others have to be ordinary for a moment.
 */
static fallible open_own(const char *path, int flags, int *ret)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0 && errno == EACCES) {
		(void)prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
		fd = open(path, flags | O_CLOEXEC);
		(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	}
	if (fd < 0)
		return err_sys("open '%s'", path);
	*ret = fd;
	return NULL;
}

static fallible write_own(const char *path, const char *text)
{
	auto_close int fd = -1;
	struct err *e = open_own(path, O_WRONLY, &fd);

	if (!e && write(fd, text, strlen(text)) < 0)
		e = err_sys("write '%s' to '%s'", text, path);
	return e;
}

fallible settings_set_labels(const struct spec_labels *l)
{
	auto_free char *text = NULL;
	struct err *e = NULL;

	if (l->apparmor && access("/sys/module/apparmor", F_OK))
		return err_new(&ERR_INPUT, "process.apparmorProfile: this "
					   "kernel has no AppArmor");
	if (l->selinux && access("/sys/fs/selinux/enforce", F_OK))
		return err_new(&ERR_INPUT, "process.selinuxLabel: this kernel "
					   "has no SELinux");
	if (l->apparmor) {
		text = mem_printf("exec %s", l->apparmor);
		e = write_own("/proc/self/attr/apparmor/exec", text);
		if (e)
			return err_wrap(e, "process.apparmorProfile");
	}
	if (l->selinux)
		e = write_own("/proc/self/attr/exec", l->selinux);
	return e ? err_wrap(e, "process.selinuxLabel") : NULL;
}

fallible settings_write_sysctl(const char *path, const char *value)
{
	auto_free char *whole = mem_printf("/proc/sys/%s", path);
	auto_close int fd = open(whole, O_WRONLY | O_CLOEXEC);
	struct statfs fs;

	if (fd < 0 || fstatfs(fd, &fs))
		return err_sys("linux.sysctl: open '%s'", whole);
	if (fs.f_type != PROC_SUPER_MAGIC)
		return err_new(&ERR_SYSTEM,
			       "linux.sysctl: '%s' is not the kernel's", whole);
	if (write(fd, value, strlen(value)) < 0)
		return err_sys("linux.sysctl: write '%s' to '%s'", value,
			       whole);
	return NULL;
}

fallible settings_make_time_namespace(const char *offsets)
{
	auto_close int fd = -1;
	struct err *e = NULL;

	if (unshare(CLONE_NEWTIME))
		return err_sys("make a time namespace");
	if (offsets)
		e = write_own("/proc/self/timens_offsets", offsets);
	if (e)
		return err_wrap(e, "linux.timeOffsets");
	e = open_own("/proc/self/ns/time_for_children", O_RDONLY, &fd);
	if (!e && setns(fd, CLONE_NEWTIME))
		e = err_sys("enter the time namespace");
	return e;
}
