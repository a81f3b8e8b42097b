/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tries from inside a container what a container must not be able to do, and
 * prints for each attempt its name and what came of it: "done", or the name of
 * the error, or the signal that ended it. Statically linked, so that it runs
 * in any image. Each attempt has a process of its own.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/sched.h>

#define X32_BIT 0x40000000L     /* marks a system call of the x32 ABI */
#define HIGH_BITS 0x100000000UL /* the kernel ignores them in a request */
#define TIOCLINUX_REQUEST 0x541cUL

/* A system call with arguments that would harm nobody if it went through. */
struct attempt {
	const char *name;
	long number;
	long args[5];
};

#define TEXT(s) (long)(uintptr_t)(s)

static char scratch[4096];

static const struct attempt attempts[] = {
	{ "unshare-user", SYS_unshare, { CLONE_NEWUSER } },
	{ "unshare-mount", SYS_unshare, { CLONE_NEWNS } },
	{ "clone-user", SYS_clone, { CLONE_NEWUSER | SIGCHLD } },
	{ "clone-net", SYS_clone, { CLONE_NEWNET | SIGCHLD } },
	{ "setns", SYS_setns, { 0, 0 } },
	{ "mount",
	  SYS_mount,
	  { TEXT("none"), TEXT("/tmp"), TEXT("tmpfs"), 0, 0 } },
	{ "umount", SYS_umount2, { TEXT("/proc/sys"), MNT_DETACH } },
	{ "remount",
	  SYS_mount,
	  { TEXT("none"), TEXT("/proc/sys"), 0, MS_REMOUNT | MS_BIND, 0 } },
	{ "mount-setattr",
	  SYS_mount_setattr,
	  { AT_FDCWD, TEXT("/proc/sys"), 0, TEXT(scratch), 32 } },
	{ "open-tree",
	  SYS_open_tree,
	  { AT_FDCWD, TEXT("/"), OPEN_TREE_CLONE } },
	{ "move-mount",
	  SYS_move_mount,
	  { AT_FDCWD, TEXT("/proc"), AT_FDCWD, TEXT("/tmp") } },
	{ "fsopen", SYS_fsopen, { TEXT("tmpfs"), 0 } },
	{ "pivot-root", SYS_pivot_root, { TEXT("/"), TEXT("/") } },
	{ "chroot", SYS_chroot, { TEXT("/tmp") } },
	{ "ptrace", SYS_ptrace, { PTRACE_TRACEME } },
	{ "process-vm-readv", SYS_process_vm_readv, { 1, 0, 0, 0, 0 } },
	{ "process-vm-writev", SYS_process_vm_writev, { 1, 0, 0, 0, 0 } },
	{ "pidfd-getfd", SYS_pidfd_getfd, { 0, 0, 0 } },
	{ "kcmp", SYS_kcmp, { 1, 1, 0, 0, 0 } },
	{ "keyctl", SYS_keyctl, { 0, -3 } },
	{ "add-key",
	  SYS_add_key,
	  { TEXT("user"), TEXT("k"), TEXT("v"), 1, -3 } },
	{ "request-key", SYS_request_key, { TEXT("user"), TEXT("k"), 0, -3 } },
	{ "bpf", SYS_bpf, { 0, TEXT(scratch), 64 } },
	{ "perf-event-open",
	  SYS_perf_event_open,
	  { TEXT(scratch), 0, -1, -1, 0 } },
	{ "userfaultfd", SYS_userfaultfd, { 1 } },
	{ "io-uring", SYS_io_uring_setup, { 1, TEXT(scratch) } },
	{ "name-to-handle-at",
	  SYS_name_to_handle_at,
	  { AT_FDCWD, TEXT("/"), TEXT(scratch), TEXT(scratch), 0 } },
	{ "open-by-handle-at", SYS_open_by_handle_at, { 0, TEXT(scratch), 0 } },
	{ "fanotify", SYS_fanotify_init, { 0, 0 } },
	{ "init-module", SYS_init_module, { 0, 0, TEXT("") } },
	{ "finit-module", SYS_finit_module, { 0, TEXT(""), 0 } },
	{ "kexec-load", SYS_kexec_load, { 0, 0, 0, 0 } },
	{ "reboot", SYS_reboot, { 0, 0, 0, 0 } },
	{ "swapon", SYS_swapon, { TEXT("/none"), 0 } },
	{ "acct", SYS_acct, { TEXT("/none") } },
	{ "syslog", SYS_syslog, { 3, TEXT(scratch), 16 } },
	{ "sethostname", SYS_sethostname, { TEXT("x"), 1 } },
	{ "settimeofday", SYS_settimeofday, { 0, TEXT(scratch) } },
	{ "quotactl", SYS_quotactl, { 0, 0, 0, 0 } },
	{ "personality", SYS_personality, { 0x0040000 } },
	{ "af-alg", SYS_socket, { AF_ALG, SOCK_SEQPACKET, 0 } },
	{ "af-alg-high", SYS_socket, { (long)HIGH_BITS | AF_ALG, 5, 0 } },
	{ "af-vsock", SYS_socket, { AF_VSOCK, SOCK_STREAM, 0 } },
	{ "af-packet", SYS_socket, { AF_PACKET, SOCK_RAW, 0 } },
	{ "raw-socket", SYS_socket, { AF_INET, SOCK_RAW, 1 } },
	{ "tiocsti", SYS_ioctl, { 0, TIOCSTI, TEXT("x") } },
	{ "tiocsti-high", SYS_ioctl, { 0, HIGH_BITS | TIOCSTI, TEXT("x") } },
	{ "tioclinux", SYS_ioctl, { 0, TIOCLINUX_REQUEST, TEXT("\3") } },
	{ "tioclinux-high",
	  SYS_ioctl,
	  { 0, (long)(HIGH_BITS | TIOCLINUX_REQUEST), TEXT("\3") } },
	{ "mknod-device", SYS_mknod, { TEXT("/tmp/d"), S_IFCHR | 0666, 259 } },
	{ "setuid", SYS_setuid, { 1 } },
	{ "setgroups", SYS_setgroups, { 1, TEXT(scratch) } },
	{ "x32", X32_BIT | SYS_getpid, { 0 } },
};

static void clone3_user(void)
{
	struct clone_args args = { .flags = CLONE_NEWUSER,
				   .exit_signal = SIGCHLD };

	if (syscall(SYS_clone3, &args, sizeof(args)) < 0)
		_exit(errno);
	_exit(0);
}

/* getpid(2) by the 32-bit entry, whose numbers are others. */
static void enter_i386(void)
{
#ifdef __x86_64__
	long result;

	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "a"(20L)
			 : "memory", "r8", "r9", "r10", "r11");
	_exit(result < 0 ? (int)-result : 0);
#else
	_exit(ENOSYS);
#endif
}

static void open_for_writing(const char *path)
{
	_exit(open(path, O_WRONLY | O_CLOEXEC) < 0 ? errno : 0);
}

static void read_some(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		_exit(errno);
	_exit(read(fd, scratch, 1) > 0 ? 0 : ENODATA);
}

static void say(const char *kind, const char *name, int status)
{
	if (WIFSIGNALED(status))
		printf("%s%s SIG%s\n", kind, name,
		       sigabbrev_np(WTERMSIG(status)));
	else if (WEXITSTATUS(status))
		printf("%s%s %s\n", kind, name,
		       strerrorname_np(WEXITSTATUS(status)));
	else
		printf("%s%s done\n", kind, name);
}

/* False in the new process; the old one has seen that one end. */
static int in_parent(const char *kind, const char *name)
{
	pid_t pid;
	int status = 0;

	(void)fflush(stdout);
	pid = fork();
	if (pid == 0)
		return 0;
	if (pid > 0 && waitpid(pid, &status, 0) == pid)
		say(kind, name, status);
	return 1;
}

static void try_call(const struct attempt *a)
{
	const long *x = a->args;

	if (in_parent("", a->name))
		return;
	if (syscall(a->number, x[0], x[1], x[2], x[3], x[4]) < 0)
		_exit(errno);
	_exit(0);
}

/* Arguments: "w:PATH" is opened for writing, "r:PATH" read from. */
int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof(attempts) / sizeof(*attempts); i++)
		try_call(&attempts[i]);
	if (!in_parent("", "clone3-user"))
		clone3_user();
	if (!in_parent("", "i386"))
		enter_i386();
	for (int i = 1; i < argc; i++) {
		if (in_parent("", argv[i]))
			continue;
		if (argv[i][0] == 'w')
			open_for_writing(argv[i] + 2);
		read_some(argv[i] + 2);
	}
	return 0;
}
