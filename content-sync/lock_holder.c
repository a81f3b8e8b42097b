/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/lock_holder.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/num.h"

#define LOCKS_MAX_BYTES (4u << 20)
#define COMM_MAX_BYTES 64

/* The fields of a line of /proc/locks that matter, counted from 0. */
enum lock_field { FIELD_KIND = 1, FIELD_PID = 4, FIELD_FILE = 5 };
#define LOCK_FIELDS 8

/* Split at spaces; a waiter's line has "->" as its second field. */
static bool split_line(struct str line, struct str ret[static LOCK_FIELDS])
{
	size_t n = 0;
	struct str part;

	while (n < LOCK_FIELDS && str_split(&line, ' ', &part))
		if (part.len)
			ret[n++] = part;
	return n == LOCK_FIELDS && !str_is(ret[FIELD_KIND], "->");
}

/* @file is "08:01:1234": the device in hexadecimal, the inode in decimal. */
static bool names_inode(struct str file, ino_t inode)
{
	struct str part = { 0 };
	uint64_t n;

	while (str_split(&file, ':', &part))
		continue;
	return num_parse_uint(part, UINT64_MAX, &n) && n == inode;
}

pid_t lock_holder_find(struct str locks, ino_t inode)
{
	struct str line;

	while (str_split(&locks, '\n', &line)) {
		struct str fields[LOCK_FIELDS];
		uint64_t pid;

		if (split_line(line, fields) &&
		    str_is(fields[FIELD_KIND], "FLOCK") &&
		    names_inode(fields[FIELD_FILE], inode) &&
		    num_parse_uint(fields[FIELD_PID], INT32_MAX, &pid) && pid)
			return (pid_t)pid;
	}
	return 0;
}

static pid_t find(int proc, int dir, const char *path)
{
	auto_buf struct buf locks = { 0 };
	struct stat st;
	struct err *e;

	if (fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return 0;
	e = fs_read_at(proc, "locks", LOCKS_MAX_BYTES, &locks);
	err_drop(e);
	return lock_holder_find(buf_str(&locks), st.st_ino);
}

char *lock_holder_describe(int dir, const char *path)
{
	auto_close int proc = -1;
	auto_free char *comm_path = NULL;
	auto_buf struct buf comm = { 0 };
	struct err *e;
	pid_t pid = 0;

	e = fs_open_dir("/proc", &proc);
	if (!e)
		pid = find(proc, dir, path);
	err_drop(e);
	if (!pid)
		return mem_strdup(
			"a process that cannot be seen from here, such "
			"as render,");
	comm_path = mem_printf("%d/comm", (int)pid);
	e = fs_read_at(proc, comm_path, COMM_MAX_BYTES, &comm);
	err_drop(e);
	return mem_printf("process %d (%.*s)", (int)pid,
			  STR_FMT(str_trim(buf_str(&comm))));
}
