/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/confine_seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * A message may be sent with these, so not with MSG_FASTOPEN. Flags are the low
 * 32 bits of their register.
 */
#define SEND_FLAGS ((unsigned)(MSG_NOSIGNAL | MSG_MORE | MSG_DONTWAIT))
#define OTHER_SEND_FLAGS (0xffffffffu & ~SEND_FLAGS)

/* Allowed whatever the arguments. */
static const int harmless[] = {
	SCMP_SYS(brk),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(close),
	SCMP_SYS(epoll_ctl),
	SCMP_SYS(epoll_pwait),
	SCMP_SYS(epoll_wait),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(flock),
	SCMP_SYS(fstat),
	SCMP_SYS(futex),
	SCMP_SYS(getpid),
	SCMP_SYS(getrandom),
	SCMP_SYS(gettid),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(lseek),
	SCMP_SYS(madvise),
	SCMP_SYS(mremap),
	SCMP_SYS(munmap),
	SCMP_SYS(nanosleep),
	SCMP_SYS(newfstatat),
	SCMP_SYS(openat2),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(pread64),
	SCMP_SYS(read),
	SCMP_SYS(readlinkat),
	SCMP_SYS(recvfrom),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sendfile),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(statx),
	SCMP_SYS(time),
	SCMP_SYS(write),
	SCMP_SYS(writev),
};

/* Never tried by us, whatever goes wrong. */
static const int hostile[] = {
	SCMP_SYS(add_key),
	SCMP_SYS(bind),
	SCMP_SYS(bpf),
	SCMP_SYS(chroot),
	SCMP_SYS(clone),
	SCMP_SYS(clone3),
	SCMP_SYS(connect),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(fork),
	SCMP_SYS(init_module),
	SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(kexec_load),
	SCMP_SYS(keyctl),
	SCMP_SYS(listen),
	SCMP_SYS(mount),
	SCMP_SYS(move_mount),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(open_tree),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(personality),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(pivot_root),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(ptrace),
	SCMP_SYS(recvmsg),
	SCMP_SYS(sendmmsg),
	SCMP_SYS(setns),
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(umount2),
	SCMP_SYS(unshare),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(vfork),
};

/* @rc is what libseccomp returned: 0 or a negative errno. */
static fallible check(int rc, const char *what)
{
	if (!rc)
		return NULL;
	errno = -rc;
	return err_sys("%s", what);
}

static fallible add_all(scmp_filter_ctx ctx, uint32_t action, const int *calls,
			size_t n)
{
	struct err *e = NULL;

	for (size_t i = 0; i < n && !e; i++)
		e = check(seccomp_rule_add(ctx, action, calls[i], 0),
			  "add a system call to the filter");
	return e;
}

/* One system call, allowed while its arguments are as said. */
struct condition {
	int call;
	unsigned len;
	struct scmp_arg_cmp args[3];
};

static fallible add_conditions(scmp_filter_ctx ctx, const struct condition *c,
			       size_t n)
{
	struct err *e = NULL;

	for (size_t i = 0; i < n && !e; i++)
		e = check(seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, c[i].call,
						 c[i].len, c[i].args),
			  "add a condition to the filter");
	return e;
}

/*
 * Descriptors up to @last were passed in; the listening sockets are among them.
 * They may be accepted from, and nothing else; and they can have no other
 * number, for nothing up to @last can be duplicated.
 */
static fallible allow_on_sockets(scmp_filter_ctx ctx, scmp_datum_t last)
{
	const struct scmp_arg_cmp ours = { 0, SCMP_CMP_GT, last, 0 };
	const struct scmp_arg_cmp tcp = { 1, SCMP_CMP_EQ, IPPROTO_TCP, 0 };
	const struct condition conditions[] = {
		{ SCMP_SYS(accept4), 1, { { 0, SCMP_CMP_LE, last, 0 } } },
		{ SCMP_SYS(shutdown), 1, { ours } },
		{ SCMP_SYS(setsockopt),
		  3,
		  { ours, tcp, { 2, SCMP_CMP_EQ, TCP_NODELAY, 0 } } },
		{ SCMP_SYS(setsockopt),
		  3,
		  { ours, tcp, { 2, SCMP_CMP_EQ, TCP_CORK, 0 } } },
		{ SCMP_SYS(sendto),
		  3,
		  { ours,
		    { 3, SCMP_CMP_MASKED_EQ, OTHER_SEND_FLAGS, 0 },
		    { 4, SCMP_CMP_EQ, 0, 0 } } },
		{ SCMP_SYS(sendmsg),
		  2,
		  { ours, { 2, SCMP_CMP_MASKED_EQ, OTHER_SEND_FLAGS, 0 } } },
		{ SCMP_SYS(fcntl),
		  2,
		  { ours, { 1, SCMP_CMP_EQ, F_DUPFD_CLOEXEC, 0 } } },
		{ SCMP_SYS(fcntl),
		  2,
		  { ours, { 1, SCMP_CMP_EQ, F_SETFL, 0 } } },
		{ SCMP_SYS(fcntl),
		  2,
		  { ours, { 1, SCMP_CMP_EQ, F_GETFL, 0 } } },
	};

	return add_conditions(ctx, conditions,
			      sizeof(conditions) / sizeof(*conditions));
}

/* Memory, but no new code; and of the signals only those to ourselves. */
static fallible allow_on_ourselves(scmp_filter_ctx ctx)
{
	const struct scmp_arg_cmp no_code = { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC,
					      0 };
	const struct condition conditions[] = {
		{ SCMP_SYS(mmap), 1, { no_code } },
		{ SCMP_SYS(mprotect), 1, { no_code } },
		{ SCMP_SYS(tgkill),
		  1,
		  { { 0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0 } } },
	};

	return add_conditions(ctx, conditions,
			      sizeof(conditions) / sizeof(*conditions));
}

/*
 * A descriptor is an int, but a filter sees all 64 bits of its register: 3 with
 * a bit beyond the 32nd would pass for one of ours. The strictest of all
 * filters decides, so this one needs to know nothing else.
 */
static fallible refuse_wide_descriptors(scmp_filter_ctx ctx)
{
	static const int calls[] = { SCMP_SYS(shutdown), SCMP_SYS(setsockopt),
				     SCMP_SYS(sendto), SCMP_SYS(sendmsg),
				     SCMP_SYS(fcntl) };
	const struct scmp_arg_cmp wide = { 0, SCMP_CMP_GT, INT_MAX, 0 };
	struct err *e = NULL;

	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls) && !e; i++)
		e = check(seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(EPERM),
						 calls[i], 1, &wide),
			  "refuse wide descriptors");
	return e;
}

static fallible allow_what_we_do(scmp_filter_ctx ctx,
				 const struct confine_config *cfg)
{
	struct err *e;

	e = add_all(ctx, SCMP_ACT_ALLOW, harmless,
		    sizeof(harmless) / sizeof(*harmless));
	if (!e)
		e = add_all(ctx, SCMP_ACT_KILL_PROCESS, hostile,
			    sizeof(hostile) / sizeof(*hostile));
	if (!e)
		e = allow_on_sockets(ctx, (scmp_datum_t)cfg->last_passed);
	if (!e)
		e = allow_on_ourselves(ctx);
	return e;
}

/* @cfg is NULL for the filter that refuses, and allows the rest. */
static fallible load(uint32_t otherwise, const struct confine_config *cfg)
{
	scmp_filter_ctx ctx = seccomp_init(otherwise);
	struct err *e;

	if (!ctx)
		return err_new(&ERR_SYSTEM, "start a seccomp filter");
	e = check(seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH,
				   SCMP_ACT_KILL_PROCESS),
		  "refuse foreign system calls");
	if (!e)
		e = cfg ? allow_what_we_do(ctx, cfg)
			: refuse_wide_descriptors(ctx);
	if (!e)
		e = check(seccomp_load(ctx), "load the seccomp filter");
	seccomp_release(ctx);
	return e;
}

/* Once the second is there, no third can be loaded. */
fallible confine_seccomp(const struct confine_config *cfg)
{
	struct err *e;

	e = load(SCMP_ACT_ALLOW, NULL);
	if (!e)
		e = load(SCMP_ACT_ERRNO(EPERM), cfg);
	return e;
}
