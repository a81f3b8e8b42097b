/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/cgroup/cgroup_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/num.h"

#define FILE_MAX_BYTES (4u << 20) /* of a list of processes */

fallible cgroup_file_write(const char *group, const char *file,
			   const char *value)
{
	auto_free char *path = mem_printf("%s/%s", group, file);
	auto_close int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, value, strlen(value)) < 0)
		return err_sys("write '%s' to '%s'", value, path);
	return NULL;
}

/* Whether the group of the file @fd went after that was opened. */
static bool has_gone(int fd)
{
	char byte;

	return pread(fd, &byte, sizeof(byte), 0) < 0 && errno == ENODEV;
}

fallible cgroup_file_read(const char *group, const char *file, struct buf *out)
{
	auto_free char *path = mem_printf("%s/%s", group, file);
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct err *e;

	if (fd < 0)
		return err_sys("open '%s'", path);
	e = fs_read_fd(fd, FILE_MAX_BYTES, out);
	if (e && has_gone(fd)) {
		err_drop(e);
		return err_new(&ERR_NOT_FOUND, "'%s' has gone", path);
	}
	return e ? err_wrap(e, "read '%s'", path) : NULL;
}

fallible cgroup_file_read_number(const char *group, const char *file,
				 uint64_t *ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e = cgroup_file_read(group, file, &text);
	uint64_t number = UINT64_MAX;

	if (e)
		return e;
	if (!str_is(str_trim(buf_str(&text)), "max") &&
	    !num_parse_uint(str_trim(buf_str(&text)), UINT64_MAX, &number))
		return err_new(&ERR_SYSTEM, "'%s/%s' is not a number", group,
			       file);
	*ret = number;
	return NULL;
}

uint64_t cgroup_file_find(struct str text, const char *key)
{
	struct str line, word;
	uint64_t number = 0;

	while (str_split(&text, '\n', &line))
		if (str_split(&line, ' ', &word) && str_is(word, key) &&
		    num_parse_uint(str_trim(line), UINT64_MAX, &number))
			return number;
	return 0;
}
