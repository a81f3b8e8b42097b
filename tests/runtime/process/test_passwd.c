/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/process/passwd.h"

static char *home_of(const char *root, uid_t uid)
{
	auto_close int fd = -1;

	assert_ok(fs_open_dir(root, &fd));
	return passwd_find_home(fd, uid);
}

static void check_home(const char *root, uid_t uid, const char *wanted)
{
	auto_free char *home = home_of(root, uid);

	if (wanted)
		assert_string_equal(home, wanted);
	else
		assert_null(home);
}

static void a_user_is_found_by_his_number(void **state)
{
	auto_close int fd = -1;
	auto_free char *name = NULL;

	test_write_file(*state, "etc/passwd",
			"root:x:0:0:root:/root:/bin/sh\n"
			"zwo:x:2:2::/home/2:\n"
			"other:x:2:2::/home/other:/bin/sh\n"
			"last:x:12:2::/home/last:/bin/sh");
	assert_ok(fs_open_dir(*state, &fd));
	name = passwd_find_name(fd, 2);

	assert_string_equal(name, "zwo");
	check_home(*state, 0, "/root");
	check_home(*state, 2, "/home/2");
	check_home(*state, 12, "/home/last");
	check_home(*state, 1, NULL);
}

static void lines_that_are_none_are_passed_over(void **state)
{
	static const char text[] = "\n:::::\nx:x:5\n"
				   "y:x:0x5:5::/y:/bin/sh\n"
				   "z:x: 5:5::/z:/bin/sh\n"
				   "n:x:5:5::/n\0l:/bin/sh\n"
				   "r:x:4294967301:5::/r:/bin/sh\n"
				   "+::::::\n"
				   "five:x:5:5::/five:/bin/sh\n"
				   "six:x:6:6::relative:/bin/sh\n";
	auto_free char *path = mem_printf("%s/etc", (char *)*state);
	auto_close int fd = -1;

	assert_int_equal(mkdir(path, 0755), 0);
	assert_ok(fs_open_dir(path, &fd));
	assert_ok(fs_replace_at(fd, "passwd", text, sizeof(text) - 1, 0644));

	check_home(*state, 5, "/five");
	check_home(*state, 6, NULL);
}

static void a_user_may_come_late(void **state)
{
	auto_buf struct buf text = { 0 };

	for (int i = 1; i < 3000; i++)
		buf_printf(&text, "u%d:x:%d:1:,,,:/home/u%d:/bin/sh\n", i, i,
			   i);
	test_write_file(*state, "etc/passwd", text.data);

	for (int i = 1; i < 3000; i += 7) {
		auto_free char *wanted = mem_printf("/home/u%d", i);

		check_home(*state, (uid_t)i, wanted);
	}
}

static void much_is_not_read_to_the_end(void **state)
{
	auto_free char *path = mem_printf("%s/etc/passwd", (char *)*state);

	test_write_file(*state, "etc/passwd", "");
	assert_int_equal(truncate(path, (off_t)1 << 40), 0);

	check_home(*state, 0, NULL);
}

static void a_link_stays_inside(void **state)
{
	auto_free char *link = mem_printf("%s/etc/passwd", (char *)*state);

	test_write_file(*state, "etc/x", "");
	test_write_file(*state, "usr/passwd", "in:x:0:0::/in:/bin/sh\n");
	assert_int_equal(symlink("/usr/passwd", link), 0);

	check_home(*state, 0, "/in");
	assert_int_equal(unlink(link), 0);
	assert_int_equal(symlink("../../../../etc/passwd", link), 0);
	check_home(*state, 0, NULL);
}

static void what_is_no_file_is_not_waited_for(void **state)
{
	auto_free char *path = mem_printf("%s/etc/passwd", (char *)*state);

	test_write_file(*state, "etc/x", "");
	assert_int_equal(mkfifo(path, 0644), 0);
	check_home(*state, 0, NULL);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0755), 0);
	check_home(*state, 0, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_user_is_found_by_his_number),
		test_in_dir(lines_that_are_none_are_passed_over),
		test_in_dir(a_user_may_come_late),
		test_in_dir(much_is_not_read_to_the_end),
		test_in_dir(a_link_stays_inside),
		test_in_dir(what_is_no_file_is_not_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
