/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/access.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static const struct site_config no_last;

static struct site_config config_of(const char *repository)
{
	return (struct site_config){ .repository = mem_strdup(repository) };
}

static void a_login_is_kept_apart_from_the_address(void **state)
{
	const struct access_options o = { 0 };
	auto_site_config struct site_config c =
		config_of("https://ann:secret@host/a.git");
	(void)state;

	assert_ok(access_choose(&o, &no_last, &c));

	assert_string_equal(c.repository, "https://host/a.git");
	assert_string_equal(c.login, "https://ann:secret@host/a.git");
}

static void a_repository_of_this_machine_needs_nothing(void **state)
{
	const struct access_options o = { .home = "/home/ann" };
	auto_site_config struct site_config c = config_of("/srv/a@b.git");
	(void)state;

	assert_ok(access_choose(&o, &no_last, &c));

	assert_string_equal(c.repository, "/srv/a@b.git");
	assert_null(c.login);
	assert_null(c.key);
	assert_null(c.known_hosts);
}

static void ssh_needs_a_key(void **state)
{
	static const char *const urls[] = { "git@host:a.git",
					    "ssh://git@host:22/a.git" };
	auto_free char *key = mem_printf("%s/key", (char *)*state);

	test_write_file(*state, "key", "x");
	for (size_t i = 0; i < 2; i++) {
		const struct access_options without = { .home = "/home/ann" };
		const struct access_options with = { .home = "/home/ann",
						     .key = key };
		auto_site_config struct site_config none = config_of(urls[i]);
		auto_site_config struct site_config c = config_of(urls[i]);

		assert_fails_saying(&ERR_USAGE, "--key",
				    access_choose(&without, &no_last, &none));
		assert_ok(access_choose(&with, &no_last, &c));
		assert_string_equal(c.key, key);
		assert_string_equal(c.known_hosts,
				    "/home/ann/.ssh/known_hosts");
	}
}

static void what_does_not_go_with_the_address_is_refused(void **state)
{
	const struct access_options key = { .key = "/dev/null" };
	const struct access_options hosts = { .known_hosts = "/dev/null" };
	const struct access_options logins = { .credentials = "/dev/null" };
	const struct {
		const char *repository;
		const struct access_options *options;
	} cases[] = {
		{ "https://host/a", &key },        { "/srv/a", &key },
		{ "https://host/a", &hosts },      { "git@host:a", &logins },
		{ "https://a:b@host/a", &logins },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		auto_site_config struct site_config c =
			config_of(cases[i].repository);

		assert_fails(&ERR_USAGE,
			     access_choose(cases[i].options, &no_last, &c));
	}
}

static void a_file_that_is_not_there_is_an_error(void **state)
{
	const struct access_options o = { .key = "/no/such/key" };
	auto_site_config struct site_config c = config_of("git@host:a");
	(void)state;

	assert_fails_saying(&ERR_NOT_FOUND, "/no/such/key",
			    access_choose(&o, &no_last, &c));
}

static void the_last_is_good_for_the_same_repository_only(void **state)
{
	const struct access_options o = { 0 };
	const struct site_config ssh = { .repository = (char *)"git@host:a",
					 .key = (char *)"/key",
					 .known_hosts = (char *)"/hosts" };
	const struct site_config http = {
		.repository = (char *)"https://host/a",
		.login = (char *)"https://ann:secret@host/a"
	};
	auto_site_config struct site_config same = config_of("git@host:a");
	auto_site_config struct site_config other = config_of("git@host:b");
	auto_site_config struct site_config same_http =
		config_of("https://host/a");
	auto_site_config struct site_config other_http =
		config_of("https://host/b");
	(void)state;

	assert_ok(access_choose(&o, &ssh, &same));
	assert_string_equal(same.key, "/key");
	assert_string_equal(same.known_hosts, "/hosts");
	assert_fails(&ERR_USAGE, access_choose(&o, &ssh, &other));
	assert_ok(access_choose(&o, &http, &same_http));
	assert_string_equal(same_http.login, http.login);
	assert_ok(access_choose(&o, &http, &other_http));
	assert_null(other_http.login);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_login_is_kept_apart_from_the_address),
		cmocka_unit_test(a_repository_of_this_machine_needs_nothing),
		test_in_dir(ssh_needs_a_key),
		cmocka_unit_test(what_does_not_go_with_the_address_is_refused),
		cmocka_unit_test(a_file_that_is_not_there_is_an_error),
		cmocka_unit_test(the_last_is_good_for_the_same_repository_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
