/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/credential_store.h"

#include "tests/support/test.h"

static const char store[] = "# not a URL\n"
			    "https://ann:one@example.org\n"
			    "https://bob:two%40%3a@example.org/some/path\r\n"
			    "http://carl:three@example.org\n"
			    "https://dora:four@example.org:8443\n"
			    "https://example.net\n"
			    "https://token@example.net/\n"
			    "\n";

static const struct {
	const char *url;
	const char *user; /* NULL: there is none */
	const char *password;
} cases[] = {
	{ "https://example.org/blog.git", "ann", "one" },
	{ "https://bob@example.org/blog.git", "bob", "two@:" },
	{ "http://example.org/blog.git", "carl", "three" },
	{ "https://example.org:8443/blog.git", "dora", "four" },
	{ "https://example.net/blog.git", "token", "" },
	{ "https://eve@example.org/blog.git", NULL, NULL },
	{ "https://example.com/blog.git", NULL, NULL },
	{ "https://example.org.evil/blog.git", NULL, NULL },
	{ "/srv/blog.git", NULL, NULL },
};

static void the_first_for_scheme_host_and_user_is_taken(void **state)
{
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		auto_credential struct credential c = { 0 };

		assert_int_equal(
			credential_store_find(str_of(store), cases[i].url, &c),
			cases[i].user != NULL);
		if (!cases[i].user)
			continue;
		assert_string_equal(c.user, cases[i].user);
		assert_string_equal(c.password, cases[i].password);
	}
}

static void an_empty_store_has_none(void **state)
{
	struct credential c = { 0 };
	(void)state;

	assert_false(credential_store_find(str_of(""), "https://h/x", &c));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_for_scheme_host_and_user_is_taken),
		cmocka_unit_test(an_empty_store_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
