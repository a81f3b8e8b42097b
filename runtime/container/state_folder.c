/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folders of containers below a state root, and their logs.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/container/container.h"
#include "runtime/container/state.h"

#define ID_MAX 64 /* bytes */
#define FOLDER_MODE 0700
#define FILE_MODE 0600
#define LOOKERS_MS                                                             \
	5000 /* for those who look at what is new to let go of it              \
	      */
#define CONTAINERS "containers"
#define LOGS "logs"

static bool is_id_char(char c)
{
	return isascii((unsigned char)c) &&
	       (isalnum((unsigned char)c) || c == '_' || c == '.' || c == '-');
}

fallible state_check_id(const char *id)
{
	size_t len = strlen(id);
	bool good = len > 0 && len <= ID_MAX && id[0] != '-' && id[0] != '.';

	for (size_t i = 0; i < len && good; i++)
		good = is_id_char(id[i]);
	if (good)
		return NULL;
	return err_new(&ERR_INPUT, "'%.*s' cannot be the id of a container",
		       ID_MAX, id);
}

char *state_log_path(const char *root, const char *id)
{
	return mem_printf("%s/" LOGS "/%s.log", root, id);
}

char *state_notes_path(const char *root, const char *id)
{
	return mem_printf("%s/" CONTAINERS "/%s/notes", root, id);
}

/* Path @root itself may lead through links: it is our own user's. */
static fallible open_root(const char *root, bool make, int *ret)
{
	struct err *e = fs_open_dir(root, ret);
	auto_close int top = -1;

	if (!make || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	e = fs_open_dir(root[0] == '/' ? "/" : ".", &top);
	if (!e)
		e = fs_make_dirs_at(top, root + strspn(root, "/"), FOLDER_MODE);
	if (e)
		return e;
	return fs_open_dir(root, ret);
}

static fallible open_part(const char *root, const char *part, bool make,
			  int *ret)
{
	auto_close int fd = -1;
	struct err *e = open_root(root, make, &fd);

	if (!e)
		e = fs_open_at(fd, part, O_RDONLY | O_DIRECTORY, 0, ret);
	if (make && fd >= 0 && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		e = fs_make_dirs_at(fd, part, FOLDER_MODE);
		if (!e)
			e = fs_open_at(fd, part, O_RDONLY | O_DIRECTORY, 0,
				       ret);
	}
	return e ? err_wrap(e, "state root '%s'", root) : NULL;
}

static fallible unknown(const char *id)
{
	return err_new(&CONTAINER_UNKNOWN, "container does not exist: '%s'",
		       id);
}

static bool is_folder_of(int parent, const char *id, int dir)
{
	struct stat now, held;

	return !fstatat(parent, id, &now, AT_SYMLINK_NOFOLLOW) &&
	       !fstat(dir, &held) && now.st_ino == held.st_ino &&
	       now.st_dev == held.st_dev;
}

/* Until that is done anybody may take it for what was left behind. */
static fallible hold(int parent, const char *id, int dir)
{
	struct err *e = fs_lock(dir, FS_LOCK_EXCLUSIVE, LOOKERS_MS);

	if (!e && !is_folder_of(parent, id, dir))
		e = err_new(&CONTAINER_UNKNOWN,
			    "container '%s' was deleted as it was made", id);
	return e;
}

fallible state_create(const char *root, const char *id, int *ret_dir)
{
	auto_close int parent = -1, dir = -1;
	struct err *e = state_check_id(id);

	if (!e)
		e = open_part(root, CONTAINERS, true, &parent);
	if (e)
		return e;
	if (mkdirat(parent, id, FOLDER_MODE)) {
		if (errno == EEXIST)
			return err_new(&CONTAINER_EXISTS,
				       "container '%s' exists already", id);
		return err_sys("make the folder of container '%s'", id);
	}
	e = fs_open_at(parent, id, O_RDONLY | O_DIRECTORY, 0, &dir);
	if (!e)
		e = hold(parent, id, dir);
	if (e) {
		if (dir < 0 || is_folder_of(parent, id, dir))
			(void)unlinkat(parent, id, AT_REMOVEDIR);
		return e;
	}
	*ret_dir = take_fd(&dir);
	return NULL;
}

fallible state_open(const char *root, const char *id, int *ret_dir)
{
	auto_close int parent = -1;
	struct err *e = state_check_id(id);

	if (!e)
		e = open_part(root, CONTAINERS, false, &parent);
	if (!e)
		e = fs_open_at(parent, id, O_RDONLY | O_DIRECTORY, 0, ret_dir);
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return unknown(id);
}

/* Most have these and nothing else. */
static bool remove_usual(int parent, const char *id, int dir)
{
	static const char *const names[] = { "cgroup.json", "config.json",
					     "state.json" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		(void)unlinkat(dir, names[i], 0);
	return !unlinkat(parent, id, AT_REMOVEDIR);
}

fallible state_remove(const char *root, const char *id, int dir)
{
	auto_close int parent = -1;
	struct err *e = state_check_id(id);

	if (!e)
		e = open_part(root, CONTAINERS, false, &parent);
	if (!e && is_folder_of(parent, id, dir) &&
	    !remove_usual(parent, id, dir))
		e = fs_remove_at(parent, id);
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}

fallible state_list(const char *root, char ***ret_ids, size_t *ret_len)
{
	auto_close int parent = -1;
	auto_fs_list struct fs_list list = { 0 };
	struct err *e = open_part(root, CONTAINERS, false, &parent);
	char **ids;

	if (!e)
		e = fs_list_at(parent, ".", &list);
	if (e && !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	ids = mem_alloc_array(list.len + 1, sizeof(*ids));
	for (size_t i = 0; i < list.len; i++)
		ids[i] = take_ptr(&list.entries[i].name);
	*ret_ids = ids;
	*ret_len = list.len;
	return NULL;
}

fallible state_open_log(const char *root, const char *id, int *ret_fd)
{
	auto_close int dir = -1;
	auto_free char *name = mem_printf("%s.log", id);
	struct err *e = open_part(root, LOGS, true, &dir);

	if (e)
		return e;
	return fs_open_at(dir, name, O_RDWR | O_APPEND | O_CREAT, FILE_MODE,
			  ret_fd);
}

fallible state_remove_empty_log(const char *root, const char *id)
{
	auto_close int dir = -1;
	auto_free char *name = mem_printf("%s.log", id);
	struct stat st;
	struct err *e = open_part(root, LOGS, false, &dir);

	if (e)
		return e;
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) || st.st_size > 0)
		return NULL;
	return fs_remove_at(dir, name);
}
