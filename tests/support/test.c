/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

static char *describe(const struct err *e)
{
	struct buf text = { 0 };

	err_describe(e, &text);
	return buf_take(&text);
}

void test_assert_ok(struct err *e, const char *file, int line)
{
	auto_free char *text = NULL;

	if (!e)
		return;
	text = describe(e);
	err_drop(e);
	print_error("an error: %s\n", text);
	_fail(file, line);
}

void test_assert_fails(const struct err_tag *tag, struct err *e,
		       const char *file, int line)
{
	test_assert_fails_saying(tag, "", e, file, line);
}

void test_assert_fails_saying(const struct err_tag *tag, const char *text,
			      struct err *e, const char *file, int line)
{
	auto_free char *message = NULL;
	bool is_tag = err_is(e, tag);

	message = e ? describe(e) : mem_strdup("no error");
	err_drop(e);
	if (is_tag && strstr(message, text))
		return;
	print_error("wanted [%s] saying '%s', got: %s\n", tag->name, text,
		    message);
	_fail(file, line);
}

int test_make_dir(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char *path = mem_printf("%s/blogctl-test-XXXXXX", tmp ? tmp : "/tmp");

	if (!mkdtemp(path)) {
		free(path);
		return -1;
	}
	*state = path;
	return 0;
}

int test_remove_dir(void **state)
{
	auto_free char *path = *state;
	auto_close int parent = -1;
	char *name = strrchr(path, '/');
	struct err *e;

	*name++ = 0;
	e = fs_open_dir(path, &parent);
	if (!e)
		e = fs_remove_at(parent, name);
	return err_report(e) ? -1 : 0;
}

void test_write_file(const char *dir, const char *path, const char *text)
{
	auto_free char *above = mem_strdup(path);
	auto_close int fd = -1;
	char *slash = strrchr(above, '/');

	assert_ok(fs_open_dir(dir, &fd));
	if (slash) {
		*slash = 0;
		assert_ok(fs_make_dirs_at(fd, above, 0755));
	}
	assert_ok(fs_replace_at(fd, path, text, strlen(text), 0644));
}

char *test_read_file(const char *dir, const char *path)
{
	struct buf text = { 0 };
	auto_close int fd = -1;

	assert_ok(fs_open_dir(dir, &fd));
	assert_ok(fs_read_at(fd, path, SIZE_MAX - 1, &text));
	return buf_take(&text);
}
