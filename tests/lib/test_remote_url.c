/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/remote_url.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static void nothing_secret_is_shown(void **state)
{
	static const struct {
		const char *url;
		const char *public;
	} cases[] = {
		{ "https://host/a.git", "https://host/a.git" },
		{ "https://me:secret@host/a.git", "https://host/a.git" },
		{ "https://token@host:8443/a@b", "https://host:8443/a@b" },
		{ "http://a:p@ss@host/x", "http://host/x" },
		{ "ssh://git:secret@host/a", "ssh://git@host/a" },
		{ "ssh://git@host:22/a", "ssh://git@host:22/a" },
		{ "git@host:a/b.git", "git@host:a/b.git" },
		{ "/srv/blog.git", "/srv/blog.git" },
		{ "file:///srv/a@b", "file:///srv/a@b" },
		{ "git://host/a", "git://host/a" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_free char *got = remote_url_public(cases[i].url);

		assert_string_equal(got, cases[i].public);
	}
}

static void what_is_secret_is_covered_in_place(void **state)
{
	static const char *const cases[][2] = {
		{ "https://me:secret@host/a.git",
		  "https://**:******@host/a.git" },
		{ "https://token@host/a", "https://*****@host/a" },
		{ "ssh://git:pw@host/a", "ssh://git:**@host/a" },
		{ "git@host:a/b.git", "git@host:a/b.git" },
		{ "/srv/blog.git", "/srv/blog.git" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_free char *url = mem_strdup(cases[i][0]);

		remote_url_hide(url);
		assert_string_equal(url, cases[i][1]);
	}
}

static void a_login_is_a_user_or_a_password_for_http(void **state)
{
	(void)state;

	assert_true(remote_url_has_login("https://a:b@host/x"));
	assert_true(remote_url_has_login("http://token@host/x"));
	assert_true(remote_url_has_login("http://:b@host/x"));
	assert_false(remote_url_has_login("https://host/a@b"));
	assert_false(remote_url_has_login("ssh://a:b@host/x"));
	assert_false(remote_url_has_login("git@host:x"));
}

static void the_host_of_ssh_is_as_keyscan_takes_it(void **state)
{
	static const char *const cases[][2] = {
		{ "ssh://git@host/a", "host" },
		{ "ssh://host:2222/a", "-p 2222 host" },
		{ "git+ssh://host:2222/a", "-p 2222 host" },
		{ "ssh://git@[::1]:2222/a", "-p 2222 ::1" },
		{ "ssh://[::1]/a", "::1" },
		{ "git@host:a/b.git", "host" },
		{ "host:a", "host" },
		{ "https://host/a", NULL },
		{ "git://host/a", NULL },
		{ "/srv/a", NULL },
		{ "./a:b", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_free char *got = remote_url_ssh_host(cases[i][0]);

		if (cases[i][1])
			assert_string_equal(got, cases[i][1]);
		else
			assert_null(got);
	}
}

static void only_local_addresses_have_a_local_path(void **state)
{
	static const struct {
		const char *url;
		const char *path;
	} cases[] = {
		{ "/srv/blog.git", "/srv/blog.git" },
		{ "blog", "blog" },
		{ "./a:b", "./a:b" },
		{ "file:///srv/my%20blog", "/srv/my blog" },
		{ "file:///a%2", "/a%2" },
		{ "file:///a%zz%41", "/a%zzA" },
		{ "https://host/a", NULL },
		{ "host:a", NULL },
		{ "git@host:a/b", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_free char *got = remote_url_local_path(cases[i].url);

		if (cases[i].path)
			assert_string_equal(got, cases[i].path);
		else
			assert_null(got);
	}
}

static void messages_are_cleared_of_credentials(void **state)
{
	static const struct {
		const char *url;
		const char *text;
		const char *redacted;
	} cases[] = {
		{ "https://me:hunter2@h/a", "no 'https://me:hunter2@h/a' here",
		  "no 'https://h/a' here" },
		{ "https://me:hunter2@h/a", "hunter2 was refused, hunter2",
		  "*** was refused, ***" },
		{ "https://ghp_1234@h/a", "bad user ghp_1234", "bad user ***" },
		{ "https://me:a@h/a", "a cat", "a cat" },
		{ "/srv/a", "/srv/a is not there", "/srv/a is not there" },
		{ "ssh://git:pass@h/a", "git pass", "git ***" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_free char *got =
			remote_url_redact(cases[i].text, cases[i].url);

		assert_string_equal(got, cases[i].redacted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_secret_is_shown),
		cmocka_unit_test(what_is_secret_is_covered_in_place),
		cmocka_unit_test(a_login_is_a_user_or_a_password_for_http),
		cmocka_unit_test(the_host_of_ssh_is_as_keyscan_takes_it),
		cmocka_unit_test(only_local_addresses_have_a_local_path),
		cmocka_unit_test(messages_are_cleared_of_credentials),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
