/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/confine_landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/fs.h"
#include "tests/support/test.h"

static bool can_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	if (fd >= 0)
		(void)close(fd);
	return fd >= 0;
}

static void only_the_volume_can_be_read(const char *dir)
{
	struct confine_config cfg = { .last_passed = 2, .volume = -1 };

	if (chdir(dir) || fs_open_dir("volume", &cfg.volume) ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || confine_landlock(&cfg))
		_exit(1);
	if (!can_open("volume/page", O_RDONLY))
		_exit(2);
	if (can_open("volume/page", O_WRONLY))
		_exit(3);
	if (can_open("volume/new", O_WRONLY | O_CREAT))
		_exit(4);
	if (can_open("beside", O_RDONLY))
		_exit(5);
	if (!unlink("volume/page"))
		_exit(6);
	_exit(0);
}

static void reading_is_confined_to_the_volume(void **state)
{
	int status;
	pid_t child;

	if (syscall(SYS_landlock_create_ruleset, NULL, 0,
		    LANDLOCK_CREATE_RULESET_VERSION) < 1)
		skip();
	test_write_file(*state, "volume/page", "x");
	test_write_file(*state, "beside", "x");

	child = fork();
	if (!child)
		only_the_volume_can_be_read(*state);

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(reading_is_confined_to_the_volume),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
