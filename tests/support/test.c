/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define MAX_FILE_BYTES (64u << 20)

/* "file:line:column: message", of what is known. */
static void print_err(const struct err *e, struct buf *out)
{
	struct err_place place = err_where(e);

	if (place.file)
		buf_printf(out, "%s:", place.file);
	if (place.line)
		buf_printf(out, "%u:", place.line);
	if (place.column)
		buf_printf(out, "%u:", place.column);
	if (out->len)
		buf_putc(out, ' ');
	err_describe(e, out);
}

/* What is released here, cmocka's jump out of the test would leave behind. */
static void fail_saying(struct err *e, const char *wanted, const char *file,
			int line)
{
	struct buf text = { 0 };

	if (e)
		print_err(e, &text);
	print_error("wanted: %s, got: %s\n", wanted,
		    e ? text.data : "no error");
	err_drop(e);
	buf_release(&text);
	_fail(file, line);
}

void test_assert_ok(struct err *e, const char *file, int line)
{
	if (e)
		fail_saying(e, "success", file, line);
}

void test_assert_fails_saying(const struct err_tag *tag, const char *text,
			      struct err *e, const char *file, int line)
{
	struct buf got = { 0 };
	bool right;

	if (!err_is(e, tag))
		fail_saying(e, tag->name, file, line);
	print_err(e, &got);
	right = strstr(got.data, text);
	buf_release(&got);
	if (!right)
		fail_saying(e, text, file, line);
	err_drop(e);
}

void test_assert_fails(const struct err_tag *tag, struct err *e,
		       const char *file, int line)
{
	test_assert_fails_saying(tag, "", e, file, line);
}

int test_make_dir(void **state)
{
	const char *top = getenv("TMPDIR");
	char *path = mem_printf("%s/blogctl-test-XXXXXX", top ? top : "/tmp");

	if (!mkdtemp(path)) {
		free(path);
		return -1;
	}
	*state = path;
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind,
		      struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

int test_remove_dir(void **state)
{
	int result = nftw(*state, remove_one, 16, FTW_DEPTH | FTW_PHYS);

	free(*state);
	return result;
}

static int open_dir(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	assert_true(fd >= 0);
	return fd;
}

void test_write_file(const char *dir, const char *path, const char *text)
{
	auto_close int fd = open_dir(dir);
	const char *slash = strrchr(path, '/');

	if (slash) {
		auto_free char *above =
			mem_strndup(path, (size_t)(slash - path));

		assert_ok(fs_make_dirs_at(fd, above, 0755));
	}
	assert_ok(fs_replace_at(fd, path, text, strlen(text), 0644));
}

char *test_read_file(const char *dir, const char *path)
{
	auto_close int fd = open_dir(dir);
	auto_buf struct buf text = { 0 };

	assert_ok(fs_read_at(fd, path, MAX_FILE_BYTES, &text));
	return buf_take(&text);
}
