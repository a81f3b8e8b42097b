/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>
#include <sys/mount.h>

#include "runtime/spec/mount_options.h"

#define MAX_OPTIONS 4

struct sorted {
	const char *options[MAX_OPTIONS];
	struct mount_options wanted;
};

static void options_go_where_they_belong(void **state)
{
	static const struct sorted cases[] = {
		{ { "nosuid", "nodev" },
		  { .set = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV } },
		{ { "bind" }, { .bind = true } },
		{ { "rbind", "ro" },
		  { .bind = true,
		    .recursive = true,
		    .set = MOUNT_ATTR_RDONLY } },
		{ { "tmpcopyup" }, { .copy_up = true } },
		{ { "rro" }, { .set_below = MOUNT_ATTR_RDONLY } },
		{ { "rw" }, { .clear = MOUNT_ATTR_RDONLY } },
		{ { "ro", "rw" }, { .clear = MOUNT_ATTR_RDONLY } },
		{ { "rw", "ro" }, { .set = MOUNT_ATTR_RDONLY } },
		{ { "noatime" },
		  { .set = MOUNT_ATTR_NOATIME, .clear = MOUNT_ATTR__ATIME } },
		{ { "noatime", "relatime" },
		  { .set = MOUNT_ATTR_RELATIME, .clear = MOUNT_ATTR__ATIME } },
		{ { "rslave" },
		  { .propagation = MS_SLAVE, .propagate_below = true } },
		{ { "private" }, { .propagation = MS_PRIVATE } },
		{ { "defaults" }, { 0 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct mount_options *w = &cases[i].wanted;
		auto_arena struct arena arena = { 0 };
		struct mount_options o;
		size_t len = 0;

		while (len < MAX_OPTIONS && cases[i].options[len])
			len++;
		mount_options_parse(cases[i].options, len, &arena, &o);

		assert_int_equal(o.bind, w->bind);
		assert_int_equal(o.recursive, w->recursive);
		assert_int_equal(o.copy_up, w->copy_up);
		assert_int_equal(o.set, w->set);
		assert_int_equal(o.clear, w->clear);
		assert_int_equal(o.set_below, w->set_below);
		assert_int_equal(o.propagation, w->propagation);
		assert_int_equal(o.propagate_below, w->propagate_below);
		assert_int_equal(o.data_len, 0);
	}
}

static void the_rest_is_for_the_file_system(void **state)
{
	static const char *const options[] = { "size=5", "ro", "remote" };
	auto_arena struct arena arena = { 0 };
	struct mount_options o;

	(void)state;
	mount_options_parse(options, 3, &arena, &o);

	assert_int_equal(o.data_len, 2);
	assert_string_equal(o.data[0], "size=5");
	assert_string_equal(o.data[1], "remote");
}

static void each_option_that_is_told_of_is_known(void **state)
{
	const char *name;
	size_t n = 0;

	(void)state;
	for (; (name = mount_options_nth(n)); n++) {
		auto_arena struct arena arena = { 0 };
		struct mount_options o;

		mount_options_parse(&name, 1, &arena, &o);
		assert_int_equal(o.data_len, 0);
	}
	assert_true(n > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_go_where_they_belong),
		cmocka_unit_test(each_option_that_is_told_of_is_known),
		cmocka_unit_test(the_rest_is_for_the_file_system),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
