/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * floor run FILTER ROOT [-c CGROUP]... PROGRAM [ARGUMENT...]
 * floor exec FILTER PID [-c FOLDER]... PROGRAM [ARGUMENT...]
 *
 * The least that a container costs: the system calls without which the bundle
 * of "nsrun spec" is not made, in their cheapest form, in their order, and no
 * more. Nothing is read, checked or written down; there is no state, no log, no
 * message. FILTER is the compiled system call filter, as the kernel takes it.
 * CGROUP is a control group of version 1 to be made, "FOLDER:FILE=VALUE" with a
 * limit or "FOLDER"; the program is put in there, and it is removed at the end.
 * FOLDER is one that is there and stays.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/capability.h>
#include <linux/close_range.h>
#include <linux/filter.h>
#include <linux/keyctl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>

#include "lib/num.h"

#define NAMESPACES                                                             \
	(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS |           \
	 CLONE_NEWIPC | CLONE_NEWCGROUP | CLONE_NEWNET)
#define FOREIGN_ID 2000000000u
#define SAFE (MS_NOSUID | MS_NODEV | MS_NOEXEC)
#define FILTER_MAX 4096 /* instructions */
#define CGROUPS_MAX 16

static const struct {
	const char *type, *target, *data;
	unsigned long flags;
} mounts[] = {
	{ "proc", "proc", NULL, SAFE },
	{ "tmpfs", "dev", "mode=755,size=65536k",
	  MS_NOSUID | MS_NOEXEC | MS_STRICTATIME },
	{ "devpts", "dev/pts", "newinstance,ptmxmode=0666,mode=0620",
	  MS_NOSUID | MS_NOEXEC },
	{ "tmpfs", "dev/shm", "mode=1777,size=65536k", SAFE },
	{ "mqueue", "dev/mqueue", NULL, SAFE },
	{ "sysfs", "sys", NULL, SAFE | MS_RDONLY },
};

static const char *const devices[] = { "/dev/null",    "/dev/zero",
				       "/dev/full",    "/dev/random",
				       "/dev/urandom", "/dev/tty" };

static const char *const links[][2] = {
	{ "pts/ptmx", "dev/ptmx" },
	{ "/proc/self/fd", "dev/fd" },
	{ "/proc/self/fd/0", "dev/stdin" },
	{ "/proc/self/fd/1", "dev/stdout" },
	{ "/proc/self/fd/2", "dev/stderr" },
};

static const char *const readonly[] = { "proc/bus", "proc/fs", "proc/irq",
					"proc/sys", "proc/sysrq-trigger" };

static const char *const masked_folders[] = {
	"proc/acpi",    "proc/asound",   "proc/scsi",
	"proc/tty",     "sys/dev/block", "sys/devices/virtual/powercap",
	"sys/firmware", "sys/fs",        "sys/kernel",
	"sys/module",
};

static const char *const masked_files[] = {
	"proc/interrupts", "proc/kallsyms",      "proc/kcore",
	"proc/config.gz",  "proc/key-users",     "proc/keys",
	"proc/kmsg",       "proc/latency_stats", "proc/sched_debug",
	"proc/timer_list", "proc/timer_stats",
};

static struct sock_filter filter[FILTER_MAX];
static struct sock_fprog program = { .filter = filter };

struct cgroup {
	const char *folder; /* a descriptor of its tasks follows */
	int tasks;
};
static struct cgroup cgroups[CGROUPS_MAX];
static size_t cgroups_len;

static void check(int failed, const char *what)
{
	if (!failed)
		return;
	(void)fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
	_exit(EXIT_FAILURE);
}

static void read_filter(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = read(fd, filter, sizeof(filter));

	check(len <= 0, path);
	(void)close(fd);
	program.len = (unsigned short)((size_t)len / sizeof(*filter));
}

static void put(int dir, const char *path, const char *text)
{
	int fd = openat(dir, path, O_WRONLY | O_CLOEXEC);

	check(fd < 0 || write(fd, text, strlen(text)) < 0, path);
	(void)close(fd);
}

static void open_cgroup(const char *folder)
{
	int dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int tasks = openat(dir, "tasks", O_WRONLY | O_CLOEXEC);

	check(tasks < 0 || cgroups_len == CGROUPS_MAX, folder);
	cgroups[cgroups_len++] = (struct cgroup){ folder, tasks };
	(void)close(dir);
}

/* @text is FOLDER:FILE=VALUE, and gets cut up. */
static void make_cgroup(char *text)
{
	char *file = strchr(text, ':');
	char *value = file ? strchr(file, '=') : NULL;
	int dir;

	if (value)
		*file++ = *value++ = '\0';
	check(mkdir(text, 0755), text);
	if (value) {
		dir = open(text, O_PATH | O_DIRECTORY | O_CLOEXEC);
		put(dir, file, value);
		(void)close(dir);
	}
	open_cgroup(text);
}

static void bring_loopback_up(void)
{
	struct ifreq lo = { .ifr_name = "lo",
			    .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	check(ioctl(fd, SIOCSIFFLAGS, &lo), "lo");
	(void)close(fd);
}

static void bind_readonly(const char *from, const char *to, unsigned flags)
{
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_RDONLY };

	if (mount(from, to, NULL, MS_BIND | MS_REC, NULL)) {
		check(errno != ENOENT, to);
		return;
	}
	check(mount_setattr(AT_FDCWD, to, flags, &attr, sizeof(attr)), to);
}

static void hide(void)
{
	const char *first = NULL;

	for (size_t i = 0; i < sizeof(readonly) / sizeof(*readonly); i++)
		bind_readonly(readonly[i], readonly[i], AT_RECURSIVE);
	for (size_t i = 0; i < sizeof(masked_files) / sizeof(*masked_files);
	     i++)
		bind_readonly("dev/null", masked_files[i], 0);
	for (size_t i = 0; i < sizeof(masked_folders) / sizeof(*masked_folders);
	     i++) {
		const char *to = masked_folders[i];
		int failed =
			first ? mount(first, to, NULL, MS_BIND, NULL)
			      : mount("tmpfs", to, "tmpfs", SAFE | MS_RDONLY,
				      "size=0,nr_inodes=1,mode=555");

		check(failed && errno != ENOENT, to);
		if (!failed && !first)
			first = to;
	}
}

static void make_root(const char *root)
{
	const struct mount_attr seal = { .attr_set = MOUNT_ATTR_RDONLY |
						     MOUNT_ATTR_NOSUID |
						     MOUNT_ATTR_NODEV };

	check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private");
	check(mount(root, root, NULL, MS_BIND | MS_REC, NULL), root);
	check(chdir(root), root);
	for (size_t i = 0; i < sizeof(mounts) / sizeof(*mounts); i++) {
		const char *target = mounts[i].target;

		if (target[3] == '/')
			check(mkdir(target, 0755) && errno != EEXIST, target);
		check(mount(mounts[i].type, target, mounts[i].type,
			    mounts[i].flags, mounts[i].data),
		      target);
	}
	for (size_t i = 0; i < sizeof(devices) / sizeof(*devices); i++) {
		const char *to = devices[i] + 1;

		(void)close(open(to, O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
		check(mount(devices[i], to, NULL, MS_BIND, NULL), to);
	}
	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++)
		check(symlink(links[i][0], links[i][1]), links[i][1]);
	hide();
	check(mount_setattr(AT_FDCWD, ".", 0, (struct mount_attr *)&seal,
			    sizeof(seal)),
	      "seal");
	check((int)syscall(SYS_pivot_root, ".", "."), "pivot");
	check(umount2(".", MNT_DETACH), "old root");
	check(chdir("/"), "/");
}

static _Noreturn void confine_and_execute(char **argv)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct none[2] = { 0 };
	char *const env[] = { (char *)"PATH=/usr/local/sbin:/usr/local/bin:"
				      "/usr/sbin:/usr/bin:/sbin:/bin",
			      NULL };

	check(!argv[0], "which program");
	check((int)close_range(3, ~0u, CLOSE_RANGE_CLOEXEC), "close");
	(void)setsid();
	(void)syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL);
	for (unsigned long c = 0; !prctl(PR_CAPBSET_DROP, c, 0, 0, 0); c++)
		;
	check((int)syscall(SYS_capset, &header, none), "capset");
	check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
	check(prctl(PR_SET_PDEATHSIG, SIGKILL), "die with parent");
	check((int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program),
	      "filter");
	(void)execve(argv[0], argv, env);
	_exit(127);
}

static void become_root_inside(void)
{
	check(setresgid(0, 0, 0), "group");
	check(setresuid(0, 0, 0), "user");
}

static int wait_for(pid_t pid)
{
	int status = 0;

	check(waitpid(pid, &status, 0) < 0, "wait");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static pid_t start(uint64_t flags)
{
	struct clone_args args = { .flags = flags, .exit_signal = SIGCHLD };
	pid_t pid = (pid_t)syscall(SYS_clone3, &args, sizeof(args));

	check(pid < 0, "start");
	return pid;
}

static void map_ids(pid_t pid)
{
	uid_t uid = geteuid() ? geteuid() : FOREIGN_ID;
	gid_t gid = geteuid() ? getegid() : FOREIGN_ID;
	char path[32], text[32];
	int dir;

	(void)snprintf(path, sizeof(path), "/proc/%d", (int)pid);
	dir = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	(void)snprintf(text, sizeof(text), "0 %u 1\n", uid);
	put(dir, "uid_map", text);
	put(dir, "setgroups", "deny");
	(void)snprintf(text, sizeof(text), "0 %u 1\n", gid);
	put(dir, "gid_map", text);
	(void)close(dir);
}

/* Late, so that what is made for the container is not charged to it. */
static void join_cgroups(void)
{
	for (size_t i = 0; i < cgroups_len; i++)
		check(write(cgroups[i].tasks, "0", 1) < 0, "join");
}

static int run(const char *root, char **argv)
{
	char byte = 0;
	int ends[2];
	pid_t pid;
	int status;

	for (; argv[0] && !strcmp(argv[0], "-c"); argv += 2)
		make_cgroup(argv[1]);
	check(!geteuid() && setgroups(0, NULL), "groups");
	check(pipe2(ends, O_CLOEXEC), "pipe");
	pid = start(NAMESPACES & ~CLONE_NEWCGROUP);
	if (!pid) {
		check(read(ends[0], &byte, 1) != 1, "go");
		(void)prctl(PR_SET_DUMPABLE, 0);
		become_root_inside();
		bring_loopback_up();
		check(sethostname("nsrun", 5), "hostname");
		make_root(root);
		join_cgroups();
		/* Its root is where its maker is. */
		check(unshare(CLONE_NEWCGROUP), "cgroup namespace");
		confine_and_execute(argv);
	}
	map_ids(pid);
	check(write(ends[1], &byte, 1) != 1, "go");
	status = wait_for(pid);
	for (size_t i = 0; i < cgroups_len; i++)
		check(rmdir(cgroups[i].folder), cgroups[i].folder);
	return status;
}

static int enter(const char *pid, char **argv)
{
	int64_t number = 0;
	int process;
	pid_t child;

	check(!num_parse_int(str_of(pid), 1, INT32_MAX, &number), pid);
	process = (int)syscall(SYS_pidfd_open, (pid_t)number, 0);
	check(!geteuid() && setgroups(0, NULL), "groups");
	(void)prctl(PR_SET_DUMPABLE, 0);
	for (; argv[0] && !strcmp(argv[0], "-c"); argv += 2)
		open_cgroup(argv[1]);
	check(setns(process, NAMESPACES), "join");
	child = start(0);
	if (!child) {
		join_cgroups();
		become_root_inside();
		confine_and_execute(argv);
	}
	return wait_for(child);
}

int main(int argc, char **argv)
{
	if (argc < 5) {
		(void)fprintf(stderr, "usage: floor run|exec ...\n");
		return 2;
	}
	read_filter(argv[2]);
	if (!strcmp(argv[1], "run"))
		return run(argv[3], argv + 4);
	return enter(argv[3], argv + 4);
}
