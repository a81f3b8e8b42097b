/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/place.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static void root_has_the_machines_folders(void **state)
{
	const struct place_env env = { .uid = 0, .home = "/root" };
	auto_place struct place p = { 0 };
	(void)state;

	assert_ok(place_find(&env, "blog", &p));

	assert_string_equal(p.state, "/var/lib/blogctl/blog");
	assert_string_equal(p.run, "/run/blogctl/blog");
}

static void make_folder(const char *path, mode_t mode)
{
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(chmod(path, mode), 0);
	if (!geteuid())
		assert_int_equal(chown(path, 7, 7), 0);
}

/* A user whose folders are "xdg" and "login" below @dir. */
static struct place_env user_below(const char *dir, char **xdg, char **login)
{
	*xdg = mem_printf("%s/xdg", dir);
	*login = mem_printf("%s/login", dir);
	return (struct place_env){ .uid = geteuid() ? geteuid() : 7,
				   .home = "/home/u",
				   .state_home = dir,
				   .runtime_dir = *xdg,
				   .login_dir = *login };
}

static void assert_runs_at(const struct place_env *env, const char *parent)
{
	auto_free char *run = mem_printf("%s/blog", parent);
	auto_place struct place p = { 0 };

	assert_ok(place_find(env, "blog", &p));
	assert_string_equal(p.run, run);
}

static void a_user_has_the_first_folder_that_is_his_alone(void **state)
{
	auto_free char *xdg = NULL;
	auto_free char *login = NULL;
	const struct place_env env = user_below(*state, &xdg, &login);
	auto_free char *own = mem_printf("%s/blogctl/.run", (char *)*state);
	auto_free char *in_login = mem_printf("%s/blogctl", login);
	auto_free char *in_xdg = mem_printf("%s/blogctl", xdg);

	assert_runs_at(&env, own);
	make_folder(login, 0700);
	assert_runs_at(&env, in_login);
	make_folder(xdg, 0755);
	assert_runs_at(&env, in_login);
	assert_int_equal(chmod(xdg, 0700), 0);
	assert_runs_at(&env, in_xdg);
}

static void a_site_that_is_up_stays_where_it_is(void **state)
{
	auto_free char *xdg = NULL;
	auto_free char *login = NULL;
	const struct place_env env = user_below(*state, &xdg, &login);
	auto_free char *own = mem_printf("%s/blogctl/.run", (char *)*state);
	auto_free char *in_login = mem_printf("%s/blogctl", login);

	make_folder(xdg, 0700);
	make_folder(login, 0700);
	test_write_file(*state, "blogctl/.run/blog/supervisor.lock", "");
	assert_runs_at(&env, own);
	test_write_file(*state, "login/blogctl/blog/supervisor.lock", "");
	assert_runs_at(&env, in_login);
}

static void a_user_without_them_has_his_home(void **state)
{
	const struct place_env env = { .uid = 7,
				       .home = "/home/u",
				       .runtime_dir = "relative" };
	auto_place struct place p = { 0 };
	(void)state;

	assert_ok(place_find(&env, "blog", &p));

	assert_string_equal(p.state, "/home/u/.local/state/blogctl/blog");
	assert_string_equal(p.run, "/home/u/.local/state/blogctl/.run/blog");
}

static void a_user_without_home_is_told(void **state)
{
	const struct place_env env = { .uid = 7 };
	struct place p = { 0 };
	(void)state;

	assert_fails_saying(&ERR_USAGE, "HOME", place_find(&env, "blog", &p));
}

static void names_that_are_paths_are_refused(void **state)
{
	const char *const names[] = {
		"",    ".",  "..",  "a/b",
		"a.b", "-x", "a b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	};
	const struct place_env env = { .uid = 0 };
	struct place p = { 0 };
	(void)state;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_fails(&ERR_USAGE, place_find(&env, names[i], &p));
}

static void a_derived_place_cannot_be_a_sites(void **state)
{
	const struct place_env env = { .uid = 0 };
	auto_place struct place p = { 0 };
	auto_place struct place derived = { 0 };
	struct place none = { 0 };
	(void)state;

	assert_ok(place_find(&env, "blog", &p));
	place_derive(&p, "preview", &derived);

	assert_string_equal(derived.run, "/run/blogctl/blog.preview");
	assert_fails(&ERR_USAGE, place_find(&env, derived.site, &none));
}

static void find_below(const char *dir, struct place *ret)
{
	const struct place_env env = { .uid = 7,
				       .state_home = dir,
				       .runtime_dir = dir };

	assert_ok(place_find(&env, "blog", ret));
	free(ret->run);
	ret->run = mem_printf("%s/run/blog", dir);
}

static void folders_are_private(void **state)
{
	auto_place struct place p = { 0 };
	struct stat st;

	find_below(*state, &p);
	assert_ok(place_make(&p));

	assert_int_equal(stat(p.state, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat(p.run, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
}

static void the_lock_is_made_again_after_a_removal(void **state)
{
	auto_place struct place p = { 0 };
	auto_close int first = -1;
	auto_close int second = -1;

	find_below(*state, &p);
	assert_ok(place_lock(&p, &first));
	assert_ok(place_remove_run(&p));
	assert_int_equal(access(p.run, F_OK), -1);
	assert_ok(place_lock(&p, &second));

	assert_int_equal(access(p.run, F_OK), 0);
}

static void removing_what_is_not_there_is_fine(void **state)
{
	auto_place struct place p = { 0 };

	find_below(*state, &p);

	assert_ok(place_remove_run(&p));
	assert_ok(place_remove_state(&p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_has_the_machines_folders),
		test_in_dir(a_user_has_the_first_folder_that_is_his_alone),
		test_in_dir(a_site_that_is_up_stays_where_it_is),
		cmocka_unit_test(a_user_without_them_has_his_home),
		cmocka_unit_test(a_user_without_home_is_told),
		cmocka_unit_test(names_that_are_paths_are_refused),
		cmocka_unit_test(a_derived_place_cannot_be_a_sites),
		test_in_dir(folders_are_private),
		test_in_dir(the_lock_is_made_again_after_a_removal),
		test_in_dir(removing_what_is_not_there_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
