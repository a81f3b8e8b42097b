/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/last_texts.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "lib/fs.h"
#include "tests/support/test.h"

static const struct timespec early = { 1700000000, 1 };
static const struct timespec late = { 1700000000, 2 };

static struct last_texts *open_texts(const char *dir, int *ret_volume)
{
	struct last_texts *t = NULL;

	assert_ok(fs_open_dir(dir, ret_volume));
	assert_ok(last_texts_open(*ret_volume, &t));
	return t;
}

/* Keep one text, as a build of one page does. */
static void keep(const char *dir, const char *path, struct timespec modified,
		 const char *text)
{
	auto_close int volume = -1;
	auto_last_texts struct last_texts *t = open_texts(dir, &volume);

	assert_ok(last_texts_keep(t, path, modified, str_of(text)));
	assert_ok(last_texts_prune(t));
}

static void assert_text(const char *dir, const char *path, const char *expected)
{
	auto_close int volume = -1;
	auto_last_texts struct last_texts *t = open_texts(dir, &volume);
	auto_buf struct buf text = { 0 };
	bool found = last_texts_find(t, path, &text);

	assert_int_equal(found, expected != NULL);
	if (expected)
		assert_string_equal(buf_str(&text).data, expected);
}

static void a_text_is_kept_by_its_path(void **state)
{
	assert_text(*state, "a.md", NULL);
	keep(*state, "a.md", early, "one");
	assert_text(*state, "a.md", "one");
	assert_text(*state, "b.md", NULL);
	keep(*state, "a.md", early, "longer");
	assert_text(*state, "a.md", "longer");
	keep(*state, "a.md", late, "LONGER");
	assert_text(*state, "a.md", "LONGER");
	keep(*state, "a.md", late, "");
	assert_text(*state, "a.md", NULL);
}

static void what_is_not_asked_for_again_goes(void **state)
{
	auto_close int volume = -1;
	auto_last_texts struct last_texts *t = open_texts(*state, &volume);

	assert_ok(last_texts_keep(t, "a.md", early, str_of("a")));
	assert_ok(last_texts_keep(t, "b.md", early, str_of("b")));
	assert_ok(last_texts_keep(t, "dir/c.md", early, str_of("c")));
	assert_ok(last_texts_prune(t));
	last_texts_free(take_ptr(&t));
	cleanup_close(&volume);
	t = open_texts(*state, &volume);
	assert_ok(last_texts_keep(t, "a.md", early, str_of("a")));
	last_texts_retain(t, "dir/c.md");
	last_texts_retain(t, "none.md");
	assert_ok(last_texts_prune(t));

	assert_text(*state, "a.md", "a");
	assert_text(*state, "b.md", NULL);
	assert_text(*state, "dir/c.md", "c");
}

/* The inode of the only text. */
static ino_t inode_of_text(const char *dir)
{
	auto_close int volume = -1;
	auto_fs_list struct fs_list list = { 0 };

	assert_ok(fs_open_dir(dir, &volume));
	assert_ok(fs_list_at(volume, "texts", &list));
	assert_int_equal(list.len, 1);
	return list.entries[0].stat.st_ino;
}

static void what_did_not_change_is_not_written(void **state)
{
	ino_t before;

	keep(*state, "a.md", early, "one");
	before = inode_of_text(*state);
	keep(*state, "a.md", early, "two");
	assert_int_equal(inode_of_text(*state), before);
	assert_text(*state, "a.md", "one");
}

/* Whoever serves runs under another id, and needs no source. */
static void nobody_else_may_read_them(void **state)
{
	auto_close int volume = -1;
	struct stat st;

	keep(*state, "a.md", early, "one");
	assert_ok(fs_open_dir(*state, &volume));
	assert_int_equal(fstatat(volume, "texts", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
}

static void a_volume_tells_whether_it_has_any(void **state)
{
	auto_close int volume = -1;
	auto_last_texts struct last_texts *t = open_texts(*state, &volume);
	auto_last_texts struct last_texts *none = NULL;
	auto_last_texts struct last_texts *again = NULL;
	auto_buf struct buf text = { 0 };

	assert_false(last_texts_were_there(t));
	assert_ok(last_texts_prune(t));
	assert_ok(last_texts_open(volume, &again));
	assert_true(last_texts_were_there(again));
	assert_ok(last_texts_open(-1, &none));
	assert_false(last_texts_were_there(none));
	assert_false(last_texts_find(none, "a.md", &text));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_text_is_kept_by_its_path),
		test_in_dir(what_is_not_asked_for_again_goes),
		test_in_dir(what_did_not_change_is_not_written),
		test_in_dir(nobody_else_may_read_them),
		test_in_dir(a_volume_tells_whether_it_has_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
