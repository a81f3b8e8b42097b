/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/site_config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static struct site_config example(void)
{
	return (struct site_config){
		.repository = (char *)"https://example.org/blog.git",
		.branch = (char *)"main",
		.listen = (char *)"127.0.0.1:8080",
		.interval_ms = 60000,
		.strict = true,
		.key = (char *)"/home/ann/key",
		.known_hosts = (char *)"/home/ann/.ssh/known_hosts",
		.credentials = (char *)"/home/ann/logins",
		.login = (char *)"https://ann:secret@example.org/blog.git",
		.owner_uid = 1000,
		.owner_gid = 100,
		.first_id = 2000000000,
	};
}

static void what_is_written_is_read(void **state)
{
	const struct site_config written = example();
	auto_site_config struct site_config read = { 0 };
	auto_close int dir = -1;

	assert_ok(fs_open_dir(*state, &dir));
	assert_ok(site_config_write(dir, &written));
	assert_ok(site_config_read(dir, &read));

	assert_string_equal(read.repository, written.repository);
	assert_string_equal(read.branch, written.branch);
	assert_string_equal(read.listen, written.listen);
	assert_string_equal(read.key, written.key);
	assert_string_equal(read.known_hosts, written.known_hosts);
	assert_string_equal(read.credentials, written.credentials);
	assert_string_equal(read.login, written.login);
	assert_int_equal(read.interval_ms, written.interval_ms);
	assert_int_equal(read.owner_uid, written.owner_uid);
	assert_int_equal(read.owner_gid, written.owner_gid);
	assert_int_equal(read.strict, written.strict);
	assert_int_equal(read.first_id, written.first_id);
	assert_null(site_config_difference(&written, &read));
}

static void a_login_is_kept_in_a_file_of_its_own(void **state)
{
	auto_free char *path = mem_printf("%s/login", (char *)*state);
	auto_site_config struct site_config read = { 0 };
	struct site_config c = example();
	auto_free char *text = NULL;
	auto_close int dir = -1;
	struct stat st;

	assert_ok(fs_open_dir(*state, &dir));
	assert_ok(site_config_write(dir, &c));
	text = test_read_file(*state, "site.json");
	assert_null(strstr(text, "secret"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	c.login = NULL;
	assert_ok(site_config_write(dir, &c));
	assert_ok(site_config_read(dir, &read));

	assert_null(read.login);
	assert_int_equal(access(path, F_OK), -1);
}

static void no_branch_stays_none(void **state)
{
	struct site_config written = example();
	auto_site_config struct site_config read = { 0 };
	auto_close int dir = -1;

	written.branch = NULL;
	assert_ok(fs_open_dir(*state, &dir));
	assert_ok(site_config_write(dir, &written));
	assert_ok(site_config_read(dir, &read));

	assert_null(read.branch);
}

static void a_configuration_that_lacks_something_is_refused(void **state)
{
	struct site_config read = { 0 };
	auto_close int dir = -1;

	assert_ok(fs_open_dir(*state, &dir));
	assert_fails(&ERR_NOT_FOUND, site_config_read(dir, &read));
	test_write_file(*state, "site.json", "{ \"listen\": \":80\" }");
	assert_fails(&ERR_INPUT, site_config_read(dir, &read));
	test_write_file(*state, "site.json", "{");
	assert_fails(&ERR_INPUT, site_config_read(dir, &read));
}

static void urls_stay_and_paths_become_absolute(void **state)
{
	static const char *const urls[] = { "https://example.org/a.git",
					    "git@example.org:a/b.git",
					    "ssh://git@example.org/a" };
	auto_free char *real = realpath(*state, NULL);
	auto_free char *dotted = mem_printf("%s/./", (char *)*state);
	auto_free char *url = mem_printf("file://%s", (char *)*state);
	auto_free char *from_path = NULL;
	auto_free char *from_url = NULL;

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		auto_free char *resolved = NULL;

		assert_ok(site_config_resolve_repository(urls[i], &resolved));
		assert_string_equal(resolved, urls[i]);
	}
	assert_ok(site_config_resolve_repository(dotted, &from_path));
	assert_ok(site_config_resolve_repository(url, &from_url));
	assert_string_equal(from_path, real);
	assert_string_equal(from_url, real);
}

static void a_path_that_is_no_folder_is_refused(void **state)
{
	auto_free char *missing = mem_printf("%s/none", (char *)*state);
	auto_free char *file = mem_printf("%s/file", (char *)*state);
	char *resolved = NULL;

	test_write_file(*state, "file", "");

	assert_fails(&ERR_NOT_FOUND,
		     site_config_resolve_repository(missing, &resolved));
	assert_fails(&ERR_INPUT,
		     site_config_resolve_repository(file, &resolved));
}

static void each_difference_is_named(void **state)
{
	const struct site_config is = example();
	struct site_config asked = example();
	auto_free char *branch = NULL;
	auto_free char *address = NULL;
	auto_free char *login = NULL;
	auto_free char *key = NULL;
	auto_free char *strict = NULL;
	(void)state;

	asked.branch = NULL;
	branch = site_config_difference(&is, &asked);
	assert_string_equal(branch, "the branch is 'main', not 'the remote's "
				    "default'");
	asked = example();
	asked.listen = (char *)"127.0.0.1:81";
	address = site_config_difference(&is, &asked);
	assert_non_null(strstr(address, "127.0.0.1:81"));
	asked = example();
	asked.login = (char *)"https://ann:other99@example.org/blog.git";
	login = site_config_difference(&is, &asked);
	assert_non_null(strstr(login, "login"));
	assert_null(strstr(login, "other99"));
	assert_null(strstr(login, "secret"));
	asked = example();
	asked.strict = false;
	strict = site_config_difference(&is, &asked);
	assert_string_equal(strict, "it is strict");
	asked = example();
	asked.key = NULL;
	key = site_config_difference(&is, &asked);
	assert_non_null(strstr(key, "key"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(what_is_written_is_read),
		test_in_dir(a_login_is_kept_in_a_file_of_its_own),
		test_in_dir(no_branch_stays_none),
		test_in_dir(a_configuration_that_lacks_something_is_refused),
		test_in_dir(urls_stay_and_paths_become_absolute),
		test_in_dir(a_path_that_is_no_folder_is_refused),
		cmocka_unit_test(each_difference_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
