/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/release_diff.h"

#include "lib/buf.h"
#include "tests/support/test.h"

#define LEN 3

static void fill(struct release_entry entries[LEN])
{
	static const char *const paths[LEN] = { "/a", "/b", "/c" };

	for (size_t i = 0; i < LEN; i++)
		entries[i] = (struct release_entry){
			.path = str_of(paths[i]),
			.media_type = str_of("text/html"),
			.status = 200,
			.bodies[RELEASE_IDENTITY] = { .size = 1,
						      .present = true },
		};
}

static struct release_index *make_old(void)
{
	const struct release_origin origin = { .release = 1, .sequence = 1 };
	struct release_entry entries[LEN];
	struct release_index *index;
	struct buf bytes = { 0 };

	fill(entries);
	assert_ok(release_index_encode(&origin, entries, LEN, &bytes));
	assert_ok(release_index_decode(&bytes, &index));
	return index;
}

static void every_path_that_answers_differently_counts(void **state)
{
	auto_release_index struct release_index *old = make_old();
	struct release_entry now[LEN];

	(void)state;
	fill(now);
	assert_int_equal(release_diff_of(old, now, LEN).paths, 0);
	now[0].bodies[RELEASE_IDENTITY].object.bytes[5] = 1;
	assert_int_equal(release_diff_of(old, now, LEN).paths, 1);
	now[1].media_type = str_of("text/plain");
	assert_int_equal(release_diff_of(old, now, LEN).paths, 2);
	now[2].status = 404;
	assert_int_equal(release_diff_of(old, now, LEN).paths, 3);
}

static void new_paths_and_those_gone_count(void **state)
{
	auto_release_index struct release_index *old = make_old();
	struct release_entry now[LEN];

	(void)state;
	fill(now);
	assert_int_equal(release_diff_of(old, now, 2).paths, 1);
	now[2].path = str_of("/d");
	assert_int_equal(release_diff_of(old, now, LEN).paths, 2);
	assert_int_equal(release_diff_of(old, now, 0).paths, LEN);
	assert_int_equal(release_diff_of(NULL, now, LEN).paths, LEN);
}

static void a_smaller_variant_changes_no_answer(void **state)
{
	auto_release_index struct release_index *old = make_old();
	struct release_entry now[LEN];

	(void)state;
	fill(now);
	now[0].bodies[RELEASE_GZIP].present = true;
	assert_int_equal(release_diff_of(old, now, LEN).paths, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_path_that_answers_differently_counts),
		cmocka_unit_test(new_paths_and_those_gone_count),
		cmocka_unit_test(a_smaller_variant_changes_no_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
