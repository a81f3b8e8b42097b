/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/site_forget.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "blogctl/site/id_registry.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/test.h"

/* A site that is down, with the files and the ids of one of root's. */
static void make_site(const char *dir, const char *name, struct place *ret)
{
	auto_close int top = -1;
	auto_free char *source = mem_printf("%s/source", name);
	uint32_t id;

	*ret = (struct place){ .site = mem_strdup(name),
			       .base = mem_strdup(dir),
			       .state = mem_printf("%s/%s", dir, name),
			       .run = mem_printf("%s/run-%s", dir, name) };
	assert_ok(fs_open_dir(dir, &top));
	assert_ok(fs_make_dirs_at(top, source, 0700));
	test_write_file(ret->state, "site.json", "{}");
	assert_ok(id_registry_find(dir, name, &id));
}

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

static void nothing_is_left_of_it_and_all_of_others(void **state)
{
	auto_place struct place one = { 0 };
	auto_place struct place two = { 0 };
	auto_free char *ids = NULL;
	bool was_there = false;

	make_site(*state, "one", &one);
	make_site(*state, "two", &two);
	assert_ok(site_forget(&one, &was_there));

	assert_true(was_there);
	assert_false(is_there(one.state));
	assert_false(is_there(one.run));
	assert_true(is_there(two.state));
	ids = test_read_file(*state, "ids.json");
	assert_null(strstr(ids, "\"one\""));
	assert_non_null(strstr(ids, "\"two\""));

	assert_ok(site_forget(&one, &was_there));
	assert_false(was_there);
}

/* Killed after its one step: the folder has moved, files and ids are there. */
static void what_a_killed_one_left_is_removed(void **state)
{
	auto_place struct place p = { 0 };
	auto_place struct place going = { 0 };
	auto_place struct place again = { 0 };
	bool was_there = false;

	make_site(*state, "one", &p);
	place_derive(&p, "forgotten", &going);
	assert_int_equal(rename(p.state, going.state), 0);
	assert_ok(site_forget(&p, &was_there));

	assert_true(was_there);
	assert_false(is_there(going.state));

	make_site(*state, "one", &again);
	assert_ok(site_forget(&p, &was_there));
	assert_true(was_there);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(nothing_is_left_of_it_and_all_of_others),
		test_in_dir(what_a_killed_one_left_is_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
