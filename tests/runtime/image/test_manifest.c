/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/image/manifest.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static void digest_of_tree(const char *dir, char ret_hex[DIGEST_HEX_SIZE])
{
	auto_manifest struct manifest m = { 0 };
	struct digest digest;

	assert_ok(manifest_add_tree(&m, dir, "/tree"));
	assert_ok(manifest_digest(&m, &digest));
	digest_hex(&digest, ret_hex);
}

static void the_order_of_adding_does_not_matter(void **state)
{
	auto_manifest struct manifest left = { 0 };
	auto_manifest struct manifest right = { 0 };
	struct digest a, b;
	(void)state;

	manifest_add_text(&left, "one", "/one");
	manifest_add_folder(&left, "/two");
	manifest_add_folder(&right, "/two");
	manifest_add_text(&right, "one", "/one");
	assert_ok(manifest_digest(&left, &a));
	assert_ok(manifest_digest(&right, &b));

	assert_memory_equal(&a, &b, sizeof(a));
}

static void bytes_names_and_modes_are_in_the_digest(void **state)
{
	auto_free char *file = mem_printf("%s/sub/page", (char *)*state);
	auto_free char *renamed = mem_printf("%s/sub/other", (char *)*state);
	char before[DIGEST_HEX_SIZE], bytes[DIGEST_HEX_SIZE];
	char mode[DIGEST_HEX_SIZE], name[DIGEST_HEX_SIZE];

	test_write_file(*state, "sub/page", "one");
	digest_of_tree(*state, before);
	test_write_file(*state, "sub/page", "two");
	digest_of_tree(*state, bytes);
	assert_int_equal(chmod(file, 0755), 0);
	digest_of_tree(*state, mode);
	assert_int_equal(rename(file, renamed), 0);
	digest_of_tree(*state, name);

	assert_string_not_equal(before, bytes);
	assert_string_not_equal(bytes, mode);
	assert_string_not_equal(mode, name);
}

static void a_link_in_a_tree_is_refused(void **state)
{
	auto_free char *link = mem_printf("%s/link", (char *)*state);
	auto_manifest struct manifest m = { 0 };

	assert_int_equal(symlink("/etc/shadow", link), 0);

	assert_fails_saying(&ERR_INPUT, "no file or folder",
			    manifest_add_tree(&m, *state, "/tree"));
}

static void a_path_given_twice_is_refused(void **state)
{
	auto_manifest struct manifest m = { 0 };
	struct digest digest;
	(void)state;

	manifest_add_text(&m, "one", "/etc/hosts");
	manifest_add_text(&m, "two", "/etc/hosts");

	assert_fails_saying(&ERR_INPUT, "'/etc/hosts'",
			    manifest_digest(&m, &digest));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_adding_does_not_matter),
		test_in_dir(bytes_names_and_modes_are_in_the_digest),
		test_in_dir(a_link_in_a_tree_is_refused),
		cmocka_unit_test(a_path_given_twice_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
