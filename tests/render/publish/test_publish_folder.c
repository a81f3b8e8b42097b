/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/publish/publish_folder.h"

static struct publisher begin(const char *dir)
{
	auto_free char *path = mem_printf("%s/out", dir);
	struct publisher p = { 0 };

	assert_ok(publish_folder_begin(path, &p));
	return p;
}

static void add(const struct publisher *p, const char *path, const char *body)
{
	assert_ok(p->ops->add(p->self, str_of(path), str_of(body)));
}

static bool exists(const char *dir, const char *path)
{
	auto_free char *full = mem_printf("%s/%s", dir, path);

	return !access(full, F_OK);
}

static ino_t inode(const char *dir, const char *path)
{
	auto_free char *full = mem_printf("%s/%s", dir, path);
	struct stat st = { .st_ino = 0 };

	assert_int_equal(stat(full, &st), 0);
	return st.st_ino;
}

static void nothing_is_seen_before_the_commit(void **state)
{
	struct publisher p = begin(*state);
	struct publisher_result result;
	auto_free char *text = NULL;

	add(&p, "a/b/c.html", "page");
	assert_false(exists(*state, "out"));
	assert_ok(p.ops->commit(p.self, &result));
	publisher_release(&p);

	text = test_read_file(*state, "out/a/b/c.html");
	assert_string_equal(text, "page");
	assert_int_equal(result.written, 1);
	assert_false(exists(*state, "out.new"));
}

static void what_is_not_committed_leaves_no_trace(void **state)
{
	struct publisher p = begin(*state);

	add(&p, "a.html", "page");
	publisher_release(&p);

	assert_false(exists(*state, "out"));
	assert_false(exists(*state, "out.new"));
}

static void
a_new_site_replaces_the_old_and_shares_what_is_the_same(void **state)
{
	struct publisher_result result;
	struct publisher p = begin(*state);
	auto_free char *text = NULL;
	ino_t same, other;

	add(&p, "same.html", "same");
	add(&p, "other.html", "old");
	add(&p, "gone.html", "gone");
	assert_ok(p.ops->commit(p.self, &result));
	publisher_release(&p);
	same = inode(*state, "out/same.html");
	other = inode(*state, "out/other.html");

	p = begin(*state);
	add(&p, "same.html", "same");
	add(&p, "other.html", "new");
	assert_ok(p.ops->commit(p.self, &result));
	publisher_release(&p);

	assert_int_equal(result.written, 1);
	assert_true(inode(*state, "out/same.html") == same);
	assert_false(inode(*state, "out/other.html") == other);
	assert_false(exists(*state, "out/gone.html"));
	assert_false(exists(*state, "out.new"));
	text = test_read_file(*state, "out/other.html");
	assert_string_equal(text, "new");
}

static void foreign_files_are_not_lost(void **state)
{
	auto_free char *path = mem_printf("%s/out", (char *)*state);
	auto_free char *text = NULL;
	struct publisher p = { 0 };

	test_write_file(*state, "out/thesis.txt", "years of work");
	assert_fails_saying(&ERR_EXISTS, "not ours",
			    publish_folder_begin(path, &p));
	text = test_read_file(*state, "out/thesis.txt");
	assert_string_equal(text, "years of work");
	assert_fails(&ERR_USAGE, publish_folder_begin("..", &p));
}

static void what_was_there_can_be_kept(void **state)
{
	struct publisher p = begin(*state);
	struct publisher_result result;
	auto_free char *text = NULL;
	bool kept = true;
	ino_t before;

	assert_false(p.ops->has_before(p.self));
	assert_ok(p.ops->keep(p.self, str_of("a/b.html"), &kept));
	assert_false(kept);
	add(&p, "a/b.html", "page");
	assert_ok(p.ops->commit(p.self, &result));
	publisher_release(&p);
	before = inode(*state, "out/a/b.html");
	p = begin(*state);
	assert_true(p.ops->has_before(p.self));
	assert_ok(p.ops->keep(p.self, str_of("a/b.html"), &kept));
	assert_true(kept);
	assert_ok(p.ops->keep(p.self, str_of("a"), &kept));
	assert_false(kept);
	assert_ok(p.ops->commit(p.self, &result));
	publisher_release(&p);

	text = test_read_file(*state, "out/a/b.html");
	assert_string_equal(text, "page");
	assert_int_equal(inode(*state, "out/a/b.html"), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(nothing_is_seen_before_the_commit),
		test_in_dir(what_is_not_committed_leaves_no_trace),
		test_in_dir(
			a_new_site_replaces_the_old_and_shares_what_is_the_same),
		test_in_dir(foreign_files_are_not_lost),
		test_in_dir(what_was_there_can_be_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
