/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/public_volume.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/public_layout.h"

#define LINK_SIZE 40 /* bytes; "releases/" and 20 digits fit */
#define PIN_MAX_BYTES 64
#define OPEN_TRIES 16
#define READ_LOCK_TIMEOUT_MS 50

fallible public_volume_create(int volume)
{
	int fd = -1;
	struct err *e;

	e = fs_make_dirs_at(volume, PUBLIC_LAYOUT_OBJECTS, 0755);
	if (!e)
		e = fs_make_dirs_at(volume, PUBLIC_LAYOUT_RELEASES, 0755);
	if (!e)
		e = fs_open_at(volume, PUBLIC_VOLUME_LOCK, O_RDONLY | O_CREAT,
			       0644, &fd);
	if (!e)
		(void)close(fd);
	return e;
}

fallible public_volume_lock(int volume, int timeout_ms, int *ret_fd)
{
	auto_close int fd = -1;
	struct err *e;

	e = fs_open_at(volume, PUBLIC_VOLUME_LOCK, O_RDONLY, 0, &fd);
	if (!e)
		e = fs_lock(fd, FS_LOCK_EXCLUSIVE, timeout_ms);
	if (e)
		return err_wrap(e, "lock '%s'", PUBLIC_VOLUME_LOCK);
	*ret_fd = take_fd(&fd);
	return NULL;
}

bool public_volume_has_object(int volume, const struct digest *id,
			      uint64_t size)
{
	struct public_layout_path path = public_layout_object(id);
	struct stat st;

	return fstatat(volume, path.text, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(st.st_mode) && (uint64_t)st.st_size == size;
}

/* Threads write different objects, or the same one, beside each other. */
static char *object_tmp(const struct public_layout_path *path)
{
	return mem_printf("%.*s/%d.tmp", PUBLIC_LAYOUT_FAN_LEN, path->text,
			  (int)gettid());
}

static fallible open_object_tmp(int volume, const struct public_layout_path *p,
				const char *tmp, int *ret_fd)
{
	int flags = O_WRONLY | O_CREAT | O_TRUNC;
	auto_free char *fan = NULL;
	struct err *e;

	e = fs_open_at(volume, tmp, flags, 0644, ret_fd);
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	fan = mem_strndup(p->text, PUBLIC_LAYOUT_FAN_LEN);
	e = fs_make_dirs_at(volume, fan, 0755);
	return e ? e : fs_open_at(volume, tmp, flags, 0644, ret_fd);
}

fallible public_volume_put_object(int volume, const struct digest *id,
				  const void *data, size_t len)
{
	struct public_layout_path path = public_layout_object(id);
	auto_free char *tmp = object_tmp(&path);
	auto_close int fd = -1;
	struct err *e;

	if (public_volume_has_object(volume, id, len))
		return NULL;
	e = open_object_tmp(volume, &path, tmp, &fd);
	if (!e)
		e = fs_write_fd(fd, data, len);
	if (!e && renameat(volume, tmp, volume, path.text))
		e = err_sys("rename '%s'", tmp);
	if (!e)
		return NULL;
	(void)unlinkat(volume, tmp, 0);
	return err_wrap(e, "write object '%s'", path.text);
}

fallible public_volume_open_object(int volume, const struct digest *id,
				   uint64_t size, int *ret_fd)
{
	struct public_layout_path path = public_layout_object(id);
	auto_close int fd = -1;
	struct stat st;
	struct err *e;

	/* O_NONBLOCK: a fifo in our way must not make us wait. */
	e = fs_open_at(volume, path.text, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0,
		       &fd);
	if (e)
		return e;
	if (fstat(fd, &st))
		return err_sys("stat '%s'", path.text);
	if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size != size)
		return err_new(&ERR_INPUT,
			       "'%s' is not a file of %" PRIu64 " bytes",
			       path.text, size);
	*ret_fd = take_fd(&fd);
	return NULL;
}

fallible public_volume_read_pin(int volume, struct public_pin *ret)
{
	auto_buf struct buf text = { 0 };
	struct public_pin pin = { 0 };
	struct str rest, release;
	struct err *e;

	e = fs_read_at(volume, PUBLIC_VOLUME_PINNED, PIN_MAX_BYTES, &text);
	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret = (struct public_pin){ 0 };
		return NULL;
	}
	if (e)
		return e;
	rest = str_trim(buf_str(&text));
	if (!str_split(&rest, ' ', &release) ||
	    !num_parse_uint(release, UINT64_MAX, &pin.release) ||
	    !num_parse_uint(rest, UINT64_MAX, &pin.sequence) || !pin.release)
		return err_new_in(
			(struct err_place){ .file = PUBLIC_VOLUME_PINNED },
			&ERR_INPUT, "not a release and a sequence");
	*ret = pin;
	return NULL;
}

static fallible write_index(int volume, const char *path,
			    const struct buf *index)
{
	auto_free char *tmp = mem_printf("%s.tmp", path);
	auto_close int fd = -1;
	struct err *e;

	e = fs_open_at(volume, tmp, O_WRONLY | O_CREAT | O_TRUNC, 0644, &fd);
	if (!e)
		e = fs_write_fd(fd, index->data, index->len);
	if (!e && renameat2(volume, tmp, volume, path, RENAME_NOREPLACE))
		e = err_sys("rename '%s' to '%s'", tmp, path);
	if (!e)
		return NULL;
	(void)unlinkat(volume, tmp, 0);
	return err_wrap(e, "write '%s'", path);
}

/* Once it is back, a reader and the disk have the new release. */
static fallible switch_current(int volume, const char *path)
{
	const char *tmp = PUBLIC_VOLUME_CURRENT ".tmp";

	if (unlinkat(volume, tmp, 0) && errno != ENOENT)
		return err_sys("remove '%s'", tmp);
	if (symlinkat(path, volume, tmp))
		return err_sys("link '%s'", tmp);
	if (renameat(volume, tmp, volume, PUBLIC_VOLUME_CURRENT))
		return err_sys("rename '%s' to '%s'", tmp,
			       PUBLIC_VOLUME_CURRENT);
	if (fsync(volume))
		return err_sys("flush the public volume");
	return NULL;
}

fallible public_volume_publish(int volume, const struct release_origin *origin,
			       struct release_entry *entries, size_t len)
{
	auto_free char *path = public_layout_release(origin->release);
	auto_buf struct buf index = { 0 };
	struct public_pin pin = { 0 };
	struct err *e;

	e = public_volume_read_pin(volume, &pin);
	if (!e)
		e = release_index_encode(origin, entries, len, &index);
	if (!e)
		e = write_index(volume, path, &index);
	if (!e && syncfs(volume))
		e = err_sys("flush the public volume");
	if (e)
		return e;
	if (pin.release && origin->sequence <= pin.sequence)
		return NULL;
	e = switch_current(volume, path);
	if (e || !pin.release)
		return e;
	return fs_remove_at(volume, PUBLIC_VOLUME_PINNED);
}

fallible public_volume_next_release(int volume, uint64_t *ret)
{
	auto_fs_list struct fs_list list = { 0 };
	uint64_t highest = 0, n;
	struct err *e;

	e = fs_list_at(volume, PUBLIC_LAYOUT_RELEASES, &list);
	if (e)
		return e;
	for (size_t i = 0; i < list.len; i++)
		if (public_layout_number(list.entries[i].name, &n) &&
		    n > highest)
			highest = n;
	*ret = highest + 1;
	return NULL;
}

fallible public_volume_live_release(int volume, uint64_t *ret)
{
	static const char prefix[] = PUBLIC_LAYOUT_RELEASES "/";
	char target[LINK_SIZE] = "";
	ssize_t len;

	len = readlinkat(volume, PUBLIC_VOLUME_CURRENT, target,
			 sizeof(target) - 1);
	if (len < 0)
		return err_sys("read the link '%s'", PUBLIC_VOLUME_CURRENT);
	if (!str_starts(str_of(target), prefix) ||
	    !public_layout_number(target + sizeof(prefix) - 1, ret))
		return err_new(&ERR_INPUT, "'%s' does not name a release",
			       PUBLIC_VOLUME_CURRENT);
	return NULL;
}

/*
 * Open and lock an index. *@ret_fd stays -1 when the file was removed before
 * we held the lock.
 */
static fallible hold_release(int volume, const char *path, int *ret_fd)
{
	auto_close int fd = -1;
	struct stat st;
	struct err *e;

	e = fs_open_at(volume, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0, &fd);
	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (e)
		return e;
	e = fs_lock(fd, FS_LOCK_SHARED, READ_LOCK_TIMEOUT_MS);
	if (e)
		return err_wrap(e, "lock '%s'", path);
	if (fstat(fd, &st))
		return err_sys("stat '%s'", path);
	if (!S_ISREG(st.st_mode))
		return err_new(&ERR_INPUT, "'%s' is not a file", path);
	if (st.st_nlink)
		*ret_fd = take_fd(&fd);
	return NULL;
}

static fallible read_release(int fd, uint64_t number,
			     struct release_index **ret)
{
	auto_release_index struct release_index *index = NULL;
	auto_buf struct buf bytes = { 0 };
	struct stat st;
	struct err *e;

	if (!fstat(fd, &st) && st.st_size <= RELEASE_INDEX_MAX_BYTES)
		(void)buf_reserve(&bytes, (size_t)st.st_size + 1);
	e = fs_read_fd(fd, RELEASE_INDEX_MAX_BYTES, &bytes);
	if (!e)
		e = release_index_decode(&bytes, &index);
	if (!e && release_index_origin(index)->release != number)
		e = err_new(&ERR_INPUT, "the index of another release");
	if (e)
		return err_wrap(e, "release %" PRIu64, number);
	*ret = take_ptr(&index);
	return NULL;
}

fallible public_volume_open_current(int volume, struct release_index **ret,
				    int *ret_fd)
{
	for (int i = 0; i < OPEN_TRIES; i++) {
		auto_free char *path = NULL;
		auto_close int fd = -1;
		uint64_t n = 0;
		struct err *e;

		e = public_volume_live_release(volume, &n);
		if (e)
			return e;
		path = public_layout_release(n);
		e = hold_release(volume, path, &fd);
		if (e)
			return e;
		if (fd < 0)
			continue;
		e = read_release(fd, n, ret);
		if (!e)
			*ret_fd = take_fd(&fd);
		return e;
	}
	return err_new(&ERR_INPUT, "'%s' names a release that is not there",
		       PUBLIC_VOLUME_CURRENT);
}
