/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/remote_folder.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

/* A place of an ordinary user's: ourselves, whoever we are. */
static void make_place(const char *dir, struct place *ret)
{
	*ret = (struct place){ .uid = geteuid() ? geteuid() : 1234,
			       .state = mem_printf("%s/state", dir),
			       .run = mem_printf("%s/run", dir) };
	assert_ok(place_make(ret));
}

static void assert_mode(const struct place *p, const char *name, mode_t mode)
{
	auto_free char *path = mem_printf("%s/remote/%s", p->run, name);
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, mode);
	if (!geteuid() && mode == 0600)
		assert_int_equal(st.st_uid, p->uid);
}

static void assert_holds(const struct place *p, const char *name,
			 const char *text)
{
	auto_free char *path = mem_printf("remote/%s", name);
	auto_free char *found = test_read_file(p->run, path);

	assert_string_equal(found, text);
}

static void secrets_are_copied_for_sync_alone(void **state)
{
	auto_free char *key = mem_printf("%s/key", (char *)*state);
	auto_free char *hosts = mem_printf("%s/hosts", (char *)*state);
	const struct site_config c = { .key = key, .known_hosts = hosts };
	auto_place struct place p = { 0 };
	struct stat before, after;

	make_place(*state, &p);
	test_write_file(*state, "key", "secret");
	test_write_file(*state, "hosts", "host ssh-ed25519 A");
	assert_int_equal(chmod(key, 0400), 0);
	assert_int_equal(stat(key, &before), 0);
	assert_ok(remote_folder_fill(&p, &c));
	assert_int_equal(stat(key, &after), 0);

	assert_holds(&p, "key", "secret");
	assert_mode(&p, "key", 0600);
	assert_holds(&p, ".ssh/known_hosts", "host ssh-ed25519 A");
	assert_mode(&p, ".ssh/known_hosts", 0644);
	assert_int_equal(before.st_mode, after.st_mode);
	assert_int_equal(before.st_uid, after.st_uid);
}

static void a_login_becomes_a_credentials_file(void **state)
{
	const struct site_config c = { .login = (char *)"https://a:b@h/x" };
	auto_place struct place p = { 0 };

	make_place(*state, &p);
	assert_ok(remote_folder_fill(&p, &c));

	assert_holds(&p, "credentials", "https://a:b@h/x\n");
	assert_mode(&p, "credentials", 0600);
}

static void what_changed_is_replaced_and_what_went_is_removed(void **state)
{
	auto_free char *key = mem_printf("%s/key", (char *)*state);
	auto_free char *copy = NULL;
	const struct site_config with = { .key = key };
	const struct site_config without = { 0 };
	auto_place struct place p = { 0 };

	make_place(*state, &p);
	copy = mem_printf("%s/remote/key", p.run);
	test_write_file(*state, "key", "one");
	assert_ok(remote_folder_fill(&p, &with));
	test_write_file(*state, "key", "two");
	assert_ok(remote_folder_fill(&p, &with));
	assert_holds(&p, "key", "two");
	assert_ok(remote_folder_fill(&p, &without));

	assert_int_equal(access(copy, F_OK), -1);
}

static void a_key_that_is_gone_is_an_error_known_hosts_are_not(void **state)
{
	const struct site_config key = { .key = (char *)"/no/such/key" };
	const struct site_config hosts = { .known_hosts = (char *)"/no/such" };
	const struct site_config folder = { .key = *state };
	auto_place struct place p = { 0 };

	make_place(*state, &p);

	assert_fails_saying(&ERR_NOT_FOUND, "/no/such/key",
			    remote_folder_fill(&p, &key));
	assert_fails(&ERR_INPUT, remote_folder_fill(&p, &folder));
	assert_ok(remote_folder_fill(&p, &hosts));
}

static void the_names_are_those_of_the_machine(void **state)
{
	const struct site_config c = { 0 };
	auto_free char *hosts = NULL;
	auto_place struct place p = { 0 };

	if (access("/etc/hosts", R_OK) < 0) {
		print_message("this machine has no /etc/hosts\n");
		skip();
	}
	make_place(*state, &p);
	hosts = test_read_file("/etc", "hosts");
	assert_ok(remote_folder_fill(&p, &c));
	assert_holds(&p, "hosts", hosts);
	assert_mode(&p, "hosts", 0644);
	test_write_file(p.run, "remote/hosts", "stale");
	assert_ok(remote_folder_copy_names(&p));

	assert_holds(&p, "hosts", hosts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(secrets_are_copied_for_sync_alone),
		test_in_dir(a_login_becomes_a_credentials_file),
		test_in_dir(what_changed_is_replaced_and_what_went_is_removed),
		test_in_dir(a_key_that_is_gone_is_an_error_known_hosts_are_not),
		test_in_dir(the_names_are_those_of_the_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
