/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/bundle_seccomp.h"

#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <sys/socket.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Refused with EPERM, whatever the arguments. */
static const char *const refused[] = {
	"acct",
	"add_key",
	"bpf",
	"chroot",
	"clock_adjtime",
	"clock_settime",
	"create_module",
	"delete_module",
	"fanotify_init",
	"finit_module",
	"fsconfig",
	"fsmount",
	"fsopen",
	"fspick",
	"init_module",
	"io_uring_enter",
	"io_uring_register",
	"io_uring_setup",
	"ioperm",
	"iopl",
	"kcmp",
	"kexec_file_load",
	"kexec_load",
	"keyctl",
	"lookup_dcookie",
	"mbind",
	"migrate_pages",
	"mknod",
	"mknodat",
	"mount",
	"mount_setattr",
	"move_mount",
	"move_pages",
	"name_to_handle_at",
	"nfsservctl",
	"open_by_handle_at",
	"open_tree",
	"perf_event_open",
	"pidfd_getfd",
	"pivot_root",
	"process_madvise",
	"process_vm_readv",
	"process_vm_writev",
	"ptrace",
	"quotactl",
	"quotactl_fd",
	"reboot",
	"request_key",
	"set_mempolicy",
	"setdomainname",
	"sethostname",
	"setns",
	"settimeofday",
	"swapoff",
	"swapon",
	"syslog",
	"umount2",
	"unshare",
	"userfaultfd",
	"vhangup",
};

/* Families of sockets that none of our programs uses. */
static const int refused_families[] = {
	AF_ALG,    AF_BLUETOOTH, AF_CAN,  AF_KEY,   AF_NFC,
	AF_PACKET, AF_RDS,       AF_TIPC, AF_VSOCK, AF_XDP,
};

static void open_rule(struct json_writer *w, const char *const *names,
		      size_t len, int error)
{
	json_open_object(w, NULL);
	json_open_list(w, "names");
	for (size_t i = 0; i < len; i++)
		json_put_text(w, NULL, names[i]);
	json_close_list(w);
	json_put_text(w, "action", "SCMP_ACT_ERRNO");
	json_put_int(w, "errnoRet", error);
}

static void put_arg(struct json_writer *w, uint64_t value, uint64_t value_two,
		    const char *op)
{
	json_open_list(w, "args");
	json_open_object(w, NULL);
	json_put_int(w, "index", 0);
	json_put_int(w, "value", (int64_t)value);
	json_put_int(w, "valueTwo", (int64_t)value_two);
	json_put_text(w, "op", op);
	json_close_object(w);
	json_close_list(w);
}

static void put_rules(struct json_writer *w)
{
	static const char *const clone[] = { "clone" };
	static const char *const clone3[] = { "clone3" };
	static const char *const socket[] = { "socket", "socketpair" };

	open_rule(w, refused, COUNT(refused), EPERM);
	json_close_object(w);
	open_rule(w, clone, 1, EPERM);
	put_arg(w, CLONE_NEWUSER, CLONE_NEWUSER, "SCMP_CMP_MASKED_EQ");
	json_close_object(w);
	/* Its flags are out of a filter's sight; the C library falls back. */
	open_rule(w, clone3, 1, ENOSYS);
	json_close_object(w);
	for (size_t i = 0; i < COUNT(refused_families); i++) {
		open_rule(w, socket, COUNT(socket), EAFNOSUPPORT);
		put_arg(w, (uint64_t)refused_families[i], 0, "SCMP_CMP_EQ");
		json_close_object(w);
	}
}

void bundle_put_seccomp(struct json_writer *w)
{
	json_open_object(w, "seccomp");
	json_put_text(w, "defaultAction", "SCMP_ACT_ALLOW");
	json_open_list(w, "syscalls");
	put_rules(w);
	json_close_list(w);
	json_close_object(w);
}
