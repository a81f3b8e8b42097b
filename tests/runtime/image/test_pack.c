/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/image/pack.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static const char *const folders[] = { "/proc", "/tmp" };

static const struct pack_text texts[] = {
	{ "/etc/passwd", "root:x:0:0::/:\n" },
	{ "/etc/resolv.conf", "" },
};

static struct pack_recipe recipe_of_true(void)
{
	return (struct pack_recipe){
		.program = "/usr/bin/true",
		.texts = texts,
		.texts_len = 2,
		.folders = folders,
		.folders_len = 2,
	};
}

static size_t count_images(const char *store)
{
	auto_fs_list struct fs_list list = { 0 };
	auto_close int fd = -1;

	assert_ok(fs_open_dir(store, &fd));
	assert_ok(fs_list_at(fd, ".", &list));
	return list.len;
}

static void an_image_holds_all_that_was_asked_for(void **state)
{
	static const struct pack_link link = { "/etc/hosts", "/x/hosts" };
	struct pack_recipe recipe = recipe_of_true();
	char name[DIGEST_HEX_SIZE];
	char target[16] = { 0 };
	auto_free char *image = NULL;
	auto_free char *passwd = NULL;
	struct stat st;

	recipe.links = &link;
	recipe.links_len = 1;
	assert_ok(pack_image(*state, &recipe, name));

	image = mem_printf("%s/%s", (char *)*state, name);
	passwd = test_read_file(image, "etc/passwd");
	assert_string_equal(passwd, "root:x:0:0::/:\n");
	assert_int_equal(chdir(image), 0);
	assert_int_equal(stat("bin/true", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0755);
	assert_int_equal(stat("lib/libc.so.6", &st), 0);
	assert_int_equal(stat("etc/resolv.conf", &st), 0);
	assert_int_equal(readlink("etc/hosts", target, sizeof(target)), 8);
	assert_string_equal(target, "/x/hosts");
	assert_int_equal(stat("proc", &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(stat(".", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0755);
	assert_int_equal(chdir("/"), 0);
}

static void packing_again_finds_the_same_image(void **state)
{
	const struct pack_recipe recipe = recipe_of_true();
	char first[DIGEST_HEX_SIZE], second[DIGEST_HEX_SIZE];

	assert_ok(pack_image(*state, &recipe, first));
	assert_ok(pack_image(*state, &recipe, second));

	assert_string_equal(first, second);
	assert_int_equal(count_images(*state), 1);
}

static void what_changed_makes_another_image(void **state)
{
	struct pack_recipe recipe = recipe_of_true();
	char first[DIGEST_HEX_SIZE], second[DIGEST_HEX_SIZE];
	const char *keep[] = { second };

	assert_ok(pack_image(*state, &recipe, first));
	recipe.texts_len = 1;
	assert_ok(pack_image(*state, &recipe, second));

	assert_string_not_equal(first, second);
	assert_int_equal(count_images(*state), 2);
	assert_ok(pack_prune(*state, keep, 1));
	assert_int_equal(count_images(*state), 1);
}

static void failing_leaves_nothing_behind(void **state)
{
	struct pack_recipe recipe = recipe_of_true();
	const struct pack_text clash[] = { { "/bin/true/x", "" } };
	char name[DIGEST_HEX_SIZE];
	struct err *e;

	recipe.texts = clash;
	recipe.texts_len = 1;
	e = pack_image(*state, &recipe, name);

	assert_non_null(e);
	err_drop(e);
	assert_int_equal(count_images(*state), 0);
}

static void what_a_killed_packer_left_is_removed(void **state)
{
	test_write_file(*state, "new-abc123/bin/true", "half");

	assert_ok(pack_prune(*state, NULL, 0));

	assert_int_equal(count_images(*state), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(an_image_holds_all_that_was_asked_for),
		test_in_dir(packing_again_finds_the_same_image),
		test_in_dir(what_changed_makes_another_image),
		test_in_dir(failing_leaves_nothing_behind),
		test_in_dir(what_a_killed_packer_left_is_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
