/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Looks around from inside a container and prints what it found, a fact a
 * line: a word and a value. Statically linked, so that it runs in any image.
 * Its arguments are paths of the host and ports of its loopback ("@PORT") that
 * should be out of reach.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "lib/num.h"

#define MAX_DEPTH 6

static void fact(const char *name, const char *value)
{
	printf("%s %s\n", name, value);
}

/* An attempt that ought to be refused. */
static void attempt(const char *name, bool went_through)
{
	printf("attempt %s %s\n", name, went_through ? "done" : "refused");
}

static void print_processes(void)
{
	DIR *proc = opendir("/proc");
	struct dirent *d;

	while (proc && (d = readdir(proc)))
		if (d->d_name[0] >= '1' && d->d_name[0] <= '9')
			fact("process", d->d_name);
	if (proc)
		(void)closedir(proc);
}

static void print_interfaces(void)
{
	struct if_nameindex *all = if_nameindex();

	for (size_t i = 0; all && all[i].if_index; i++)
		fact("interface", all[i].if_name);
	if (all)
		if_freenameindex(all);
}

/* What the kernel says of us: capabilities, no_new_privs, seccomp, ids. */
static void print_file(const char *name, const char *path)
{
	FILE *f = fopen(path, "re");
	char line[256];

	while (f && fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = 0;
		fact(name, line);
	}
	if (f)
		(void)fclose(f);
}

static void try_to_write_in(const char *dir)
{
	char path[4096];
	int fd;

	if ((size_t)snprintf(path, sizeof(path), "%s/probe-wrote-this", dir) >=
	    sizeof(path))
		return;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	fact("writable", dir);
	(void)close(fd);
	(void)unlink(path);
}

static void walk(const char *dir, int depth)
{
	DIR *open = opendir(dir);
	struct dirent *d;

	try_to_write_in(*dir ? dir : "/");
	while (open && depth < MAX_DEPTH && (d = readdir(open))) {
		char path[4096];

		if (d->d_type != DT_DIR || d->d_name[0] == '.' ||
		    (!strcmp(dir, "/") && !strcmp(d->d_name, "proc")))
			continue;
		if ((size_t)snprintf(path, sizeof(path), "%s/%s",
				     strcmp(dir, "/") ? dir : "",
				     d->d_name) < sizeof(path))
			walk(path, depth + 1);
	}
	if (open)
		(void)closedir(open);
}

static bool can_open_for_writing(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	(void)close(fd);
	return true;
}

static void try_system_calls(void)
{
	int fd;

	attempt("write-proc-sys",
		can_open_for_writing("/proc/sys/kernel/core_pattern"));
	attempt("write-sysrq", can_open_for_writing("/proc/sysrq-trigger"));
	attempt("mount-tmpfs", !mount("probe", "/tmp", "tmpfs", 0, NULL));
	attempt("remount-root",
		!mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL));
	attempt("make-device",
		!mknod("/tmp/probe-device", S_IFBLK | 0600, makedev(8, 0)));
	attempt("user-namespace", !unshare(CLONE_NEWUSER));
	attempt("trace", !ptrace(PTRACE_ATTACH, 1, NULL, NULL));
	attempt("become-another", !setuid(1));
	attempt("hostname", !sethostname("probe", 5));
	attempt("keyring", syscall(SYS_keyctl, 0, -3, 0) >= 0);
	fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	attempt("packet-socket", fd >= 0);
	fd = (int)syscall(SYS_bpf, 0, NULL, 0);
	attempt("bpf", fd >= 0 || errno == EFAULT || errno == EINVAL);
}

static void try_to_connect(const char *port)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	uint64_t number = 0;

	(void)num_parse_uint(str_of(port), UINT16_MAX, &number);
	to.sin_port = htons((uint16_t)number);

	attempt("connect",
		fd >= 0 && !connect(fd, (struct sockaddr *)&to, sizeof(to)));
}

int main(int argc, char **argv)
{
	print_processes();
	print_interfaces();
	print_file("status", "/proc/self/status");
	print_file("uid_map", "/proc/self/uid_map");
	print_file("gid_map", "/proc/self/gid_map");
	print_file("setgroups", "/proc/self/setgroups");
	walk("/", 0);
	for (int i = 1; i < argc; i++)
		if (*argv[i] == '@')
			try_to_connect(argv[i] + 1);
		else if (!access(argv[i], F_OK))
			fact("sees", argv[i]);
	try_system_calls();
	fact("end", "of the probe");
	return 0;
}
