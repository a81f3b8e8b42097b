/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/output_log.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

#define LINE "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd\n"
#define CHUNK 65536

static int open_log(const char *dir, const char *name)
{
	auto_free char *path = mem_printf("%s/%s", dir, name);

	return open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static off_t size_of(int fd)
{
	struct stat st;

	assert_int_equal(fstat(fd, &st), 0);
	return st.st_size;
}

static void a_flood_never_exceeds_the_limit(void **state)
{
	auto_close int log = open_log(*state, "log");
	auto_free char *chunk = mem_alloc(CHUNK);

	for (size_t i = 0; i < CHUNK; i++)
		chunk[i] = LINE[i % strlen(LINE)];
	for (size_t i = 0; i < 3 * (OUTPUT_LOG_MAX / CHUNK); i++) {
		output_log_write(log, chunk, CHUNK);
		assert_true(size_of(log) <= OUTPUT_LOG_MAX);
	}

	assert_true(size_of(log) >= OUTPUT_LOG_MAX / 2 - CHUNK);
}

static void a_full_log_keeps_its_newest_whole_lines(void **state)
{
	static const char newest[] = "the newest\n";
	auto_close int log = open_log(*state, "log");
	char read[sizeof(newest)] = "";

	assert_int_equal(ftruncate(log, OUTPUT_LOG_MAX - 8), 0);
	output_log_write(log, "cut\nold\n", 8);
	output_log_write(log, newest, strlen(newest));

	assert_int_equal(size_of(log), strlen("old\n") + strlen(newest));
	assert_int_equal(pread(log, read, strlen(newest), strlen("old\n")),
			 strlen(newest));
	assert_string_equal(read, newest);
}

static void a_flood_without_newlines_is_cut(void **state)
{
	auto_close int log = open_log(*state, "log");

	assert_int_equal(ftruncate(log, OUTPUT_LOG_MAX), 0);
	output_log_write(log, "x", 1);

	assert_int_equal(size_of(log), OUTPUT_LOG_MAX / 2 + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_flood_never_exceeds_the_limit),
		test_in_dir(a_full_log_keeps_its_newest_whole_lines),
		test_in_dir(a_flood_without_newlines_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
