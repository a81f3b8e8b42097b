/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/seccomp/default_seccomp.h"

#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <sys/socket.h>

static const char *const allowed[] = {
	"accept",
	"accept4",
	"access",
	"alarm",
	"arch_prctl",
	"bind",
	"brk",
	"cachestat",
	"capget",
	"capset",
	"chdir",
	"chmod",
	"chown",
	"clock_getres",
	"clock_gettime",
	"clock_nanosleep",
	"close",
	"close_range",
	"connect",
	"copy_file_range",
	"creat",
	"dup",
	"dup2",
	"dup3",
	"epoll_create",
	"epoll_create1",
	"epoll_ctl",
	"epoll_pwait",
	"epoll_pwait2",
	"epoll_wait",
	"eventfd",
	"eventfd2",
	"execve",
	"execveat",
	"exit",
	"exit_group",
	"faccessat",
	"faccessat2",
	"fadvise64",
	"fallocate",
	"fchdir",
	"fchmod",
	"fchmodat",
	"fchmodat2",
	"fchown",
	"fchownat",
	"fcntl",
	"fdatasync",
	"fgetxattr",
	"flistxattr",
	"flock",
	"fork",
	"fremovexattr",
	"fsetxattr",
	"fstat",
	"fstatfs",
	"fsync",
	"ftruncate",
	"futex",
	"futex_requeue",
	"futex_wait",
	"futex_waitv",
	"futex_wake",
	"futimesat",
	"get_mempolicy",
	"get_robust_list",
	"get_thread_area",
	"getcpu",
	"getcwd",
	"getdents",
	"getdents64",
	"getegid",
	"geteuid",
	"getgid",
	"getgroups",
	"getitimer",
	"getpeername",
	"getpgid",
	"getpgrp",
	"getpid",
	"getppid",
	"getpriority",
	"getrandom",
	"getresgid",
	"getresuid",
	"getrlimit",
	"getrusage",
	"getsid",
	"getsockname",
	"getsockopt",
	"gettid",
	"gettimeofday",
	"getuid",
	"getxattr",
	"inotify_add_watch",
	"inotify_init",
	"inotify_init1",
	"inotify_rm_watch",
	"io_cancel",
	"io_destroy",
	"io_getevents",
	"io_pgetevents",
	"io_setup",
	"io_submit",
	"ioprio_get",
	"ioprio_set",
	"kill",
	"landlock_add_rule",
	"landlock_create_ruleset",
	"landlock_restrict_self",
	"lchown",
	"lgetxattr",
	"link",
	"linkat",
	"listen",
	"listxattr",
	"llistxattr",
	"lremovexattr",
	"lseek",
	"lsetxattr",
	"lstat",
	"madvise",
	"membarrier",
	"memfd_create",
	"memfd_secret",
	"mincore",
	"mkdir",
	"mkdirat",
	"mknod",
	"mknodat",
	"mlock",
	"mlock2",
	"mlockall",
	"mmap",
	"mprotect",
	"mq_getsetattr",
	"mq_notify",
	"mq_open",
	"mq_timedreceive",
	"mq_timedsend",
	"mq_unlink",
	"mremap",
	"mseal",
	"msgctl",
	"msgget",
	"msgrcv",
	"msgsnd",
	"msync",
	"munlock",
	"munlockall",
	"munmap",
	"nanosleep",
	"newfstatat",
	"open",
	"openat",
	"openat2",
	"pause",
	"pidfd_open",
	"pidfd_send_signal",
	"pipe",
	"pipe2",
	"pkey_alloc",
	"pkey_free",
	"pkey_mprotect",
	"poll",
	"ppoll",
	"prctl",
	"pread64",
	"preadv",
	"preadv2",
	"prlimit64",
	"process_mrelease",
	"pselect6",
	"pwrite64",
	"pwritev",
	"pwritev2",
	"read",
	"readahead",
	"readlink",
	"readlinkat",
	"readv",
	"recvfrom",
	"recvmmsg",
	"recvmsg",
	"remap_file_pages",
	"removexattr",
	"rename",
	"renameat",
	"renameat2",
	"restart_syscall",
	"riscv_flush_icache",
	"rmdir",
	"rseq",
	"rt_sigaction",
	"rt_sigpending",
	"rt_sigprocmask",
	"rt_sigqueueinfo",
	"rt_sigreturn",
	"rt_sigsuspend",
	"rt_sigtimedwait",
	"rt_tgsigqueueinfo",
	"sched_get_priority_max",
	"sched_get_priority_min",
	"sched_getaffinity",
	"sched_getattr",
	"sched_getparam",
	"sched_getscheduler",
	"sched_rr_get_interval",
	"sched_setaffinity",
	"sched_setattr",
	"sched_setparam",
	"sched_setscheduler",
	"sched_yield",
	"seccomp",
	"select",
	"semctl",
	"semget",
	"semop",
	"semtimedop",
	"sendfile",
	"sendmmsg",
	"sendmsg",
	"sendto",
	"set_robust_list",
	"set_thread_area",
	"set_tid_address",
	"setfsgid",
	"setfsuid",
	"setgid",
	"setgroups",
	"setitimer",
	"setpgid",
	"setpriority",
	"setregid",
	"setresgid",
	"setresuid",
	"setreuid",
	"setrlimit",
	"setsid",
	"setsockopt",
	"setuid",
	"setxattr",
	"shmat",
	"shmctl",
	"shmdt",
	"shmget",
	"shutdown",
	"sigaltstack",
	"signalfd",
	"signalfd4",
	"socketpair",
	"splice",
	"stat",
	"statfs",
	"statx",
	"symlink",
	"symlinkat",
	"sync",
	"sync_file_range",
	"syncfs",
	"sysinfo",
	"tee",
	"tgkill",
	"time",
	"timer_create",
	"timer_delete",
	"timer_getoverrun",
	"timer_gettime",
	"timer_settime",
	"timerfd_create",
	"timerfd_gettime",
	"timerfd_settime",
	"times",
	"tkill",
	"truncate",
	"umask",
	"uname",
	"unlink",
	"unlinkat",
	"utime",
	"utimensat",
	"utimes",
	"vfork",
	"vmsplice",
	"wait4",
	"waitid",
	"write",
	"writev",
};

/* personality(2) values that change no layout and no protection: the ordinary
 * one, 32-bit memory or names of it, and the question which it is. */
static const uint64_t personalities[] = { 0x0, 0x8, 0x20000, 0x20008,
					  0xffffffff };

static const uint64_t families[] = { AF_UNIX, AF_INET, AF_INET6, AF_NETLINK };

#define NEW_NAMESPACES                                                         \
	((uint64_t)(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS |             \
		    CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |              \
		    CLONE_NEWNET))

/*
 * The terminal requests that put words into its owner's mouth: TIOCSTI is
 * 0x5412 and TIOCLINUX 0x541c. The kernel looks at 32 bits and ignores the
 * others, and a filter of allowed calls can only say what a request may be: one
 * that differs from both in any bit.
 */
#define TIOCSTI_BITS UINT64_C(0x5412)
#define BOTH_DIFFER UINT64_C(0x000e) /* where the two are unlike */
#define REQUEST_BITS 32

static const uint64_t other_requests[] = { 0x0, 0x4, 0x6, 0x8, 0xa, 0xe };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void open_rule(struct json_writer *w, const char *const *names,
		      size_t len)
{
	json_open_object(w, NULL);
	json_open_list(w, "names");
	for (size_t i = 0; i < len; i++)
		json_put_text(w, NULL, names[i]);
	json_close_list(w);
	json_put_text(w, "action", "SCMP_ACT_ALLOW");
}

/* Allow @name when argument @index, under @mask, is @value. */
static void put_masked(struct json_writer *w, const char *name, int index,
		       uint64_t mask, uint64_t value)
{
	open_rule(w, &name, 1);
	json_open_list(w, "args");
	json_open_object(w, NULL);
	json_put_int(w, "index", index);
	json_put_int(w, "value", (int64_t)mask);
	json_put_int(w, "valueTwo", (int64_t)value);
	json_put_text(w, "op", "SCMP_CMP_MASKED_EQ");
	json_close_object(w);
	json_close_list(w);
	json_close_object(w);
}

/* The kernel takes 32 bits of these arguments, whatever is above them. */
static void put_values(struct json_writer *w, const char *name,
		       const uint64_t *values, size_t len)
{
	for (size_t i = 0; i < len; i++)
		put_masked(w, name, 0, UINT32_MAX, values[i]);
}

static void put_requests(struct json_writer *w)
{
	for (unsigned bit = 0; bit < REQUEST_BITS; bit++) {
		uint64_t mask = UINT64_C(1) << bit;

		if (!(mask & BOTH_DIFFER))
			put_masked(w, "ioctl", 1, mask, ~TIOCSTI_BITS & mask);
	}
	for (size_t i = 0; i < COUNT(other_requests); i++)
		put_masked(w, "ioctl", 1, BOTH_DIFFER, other_requests[i]);
}

void default_seccomp_write(struct json_writer *w, const char *key)
{
	json_open_object(w, key);
	json_put_text(w, "defaultAction", "SCMP_ACT_ERRNO");
	json_put_int(w, "defaultErrnoRet", ENOSYS);
	json_open_list(w, "syscalls");
	open_rule(w, allowed, COUNT(allowed));
	json_close_object(w);
	put_masked(w, "clone", 0, NEW_NAMESPACES, 0);
	put_values(w, "personality", personalities, COUNT(personalities));
	put_values(w, "socket", families, COUNT(families));
	put_requests(w);
	json_close_list(w);
	json_close_object(w);
}
