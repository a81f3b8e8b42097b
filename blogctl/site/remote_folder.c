/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/remote_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blogctl/site/role.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define FILE_MAX_BYTES (1u << 20)

/* A file is here, complete, before it gets its name. */
#define BESIDE ".new"

#define SSH_FOLDER ".ssh"
#define KNOWN_HOSTS SSH_FOLDER "/known_hosts"

const char *const remote_folder_names[] = { "/etc/resolv.conf", "/etc/hosts",
					    NULL };

/* Who alone may read a file; -1: all who come to the folder. */
#define ALL ((uid_t)-1)

/* Held by a writer, for there may be several: the lock is the folder's own. */
static fallible open_locked(const struct place *p, int *ret_fd)
{
	auto_free char *path = mem_printf("%s/" PLACE_REMOTE, p->run);
	auto_close int fd = -1;
	struct err *e;

	e = fs_open_dir(path, &fd);
	if (!e)
		e = fs_lock(fd, FS_LOCK_EXCLUSIVE, -1);
	if (!e)
		*ret_fd = take_fd(&fd);
	return e;
}

static bool is_there(int dir, const char *name, struct str text)
{
	auto_buf struct buf old = { 0 };
	struct err *e = fs_read_at(dir, name, FILE_MAX_BYTES, &old);
	bool same = !e && str_eq(buf_str(&old), text);

	err_drop(e);
	return same;
}

static fallible put(int dir, const char *name, struct str text, uid_t reader)
{
	struct err *e;

	if (is_there(dir, name, text))
		return NULL;
	e = fs_replace_at(dir, BESIDE, text.data, text.len,
			  reader == ALL ? 0644 : 0600);
	if (e)
		return e;
	if (reader != ALL && fchownat(dir, BESIDE, reader, (gid_t)-1, 0))
		return err_sys("hand '%s' to sync", name);
	if (renameat(dir, BESIDE, dir, name) < 0)
		return err_sys("replace '%s'", name);
	return NULL;
}

/* A file of the user's or the machine's. */
static fallible read_original(const char *path, struct buf *ret)
{
	auto_close int fd =
		open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return err_sys("read '%s'", path);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_new(&ERR_INPUT, "'%s' is not a regular file", path);
	return fs_read_fd(fd, FILE_MAX_BYTES, ret);
}

/* Without an original there is no copy. */
static fallible copy(int dir, const char *name, const char *path, uid_t reader)
{
	auto_buf struct buf text = { 0 };
	struct err *e;

	if (!path)
		return fs_remove_at(dir, name);
	e = read_original(path, &text);
	return e ? e : put(dir, name, buf_str(&text), reader);
}

static fallible copy_if_there(int dir, const char *name, const char *path)
{
	return copy(dir, name, path && !access(path, F_OK) ? path : NULL, ALL);
}

static fallible copy_names(int dir)
{
	struct err *e = NULL;

	for (size_t i = 0; !e && remote_folder_names[i]; i++) {
		const char *path = remote_folder_names[i];

		e = copy_if_there(dir, strrchr(path, '/') + 1, path);
	}
	return e;
}

static fallible fill_credentials(int dir, const struct site_config *c,
				 uid_t reader)
{
	auto_free char *line = NULL;

	if (!c->login)
		return copy(dir, "credentials", c->credentials, reader);
	line = mem_printf("%s\n", c->login);
	return put(dir, "credentials", str_of(line), reader);
}

static fallible fill(int dir, const struct site_config *c, uid_t reader)
{
	struct err *e;

	e = copy(dir, "key", c->key, reader);
	if (!e)
		e = fill_credentials(dir, c, reader);
	if (!e)
		e = fs_make_dirs_at(dir, SSH_FOLDER, 0755);
	if (!e)
		e = copy_if_there(dir, KNOWN_HOSTS, c->known_hosts);
	return e ? e : copy_names(dir);
}

fallible remote_folder_fill(const struct place *p, const struct site_config *c)
{
	uid_t reader = p->uid ? p->uid : c->first_id + ROLE_SYNC;
	auto_close int run = -1;
	auto_close int dir = -1;
	struct err *e;

	e = place_open_run(p, &run);
	if (!e)
		e = fs_make_dirs_at(run, PLACE_REMOTE, 0755);
	if (!e)
		e = open_locked(p, &dir);
	return e ? e : fill(dir, c, reader);
}

fallible remote_folder_copy_names(const struct place *p)
{
	auto_close int dir = -1;
	struct err *e = open_locked(p, &dir);

	return e ? e : copy_names(dir);
}
