/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/release_format.h"
#include "lib/release_index.h"

static struct release_entry page(const char *path, uint64_t size)
{
	struct release_entry e = {
		.path = str_of(path),
		.media_type = STR("text/html; charset=utf-8"),
		.cache = STR("no-cache"),
		.status = 200,
	};

	digest_of(path, strlen(path), &e.bodies[RELEASE_IDENTITY].object);
	e.bodies[RELEASE_IDENTITY].size = size;
	e.bodies[RELEASE_IDENTITY].present = true;
	return e;
}

static struct release_entry redirect(const char *path, const char *location)
{
	return (struct release_entry){
		.path = str_of(path),
		.location = str_of(location),
		.status = 301,
	};
}

static const struct release_origin origin = {
	.release = 7,
	.sequence = 42,
	.commit = STR("0123456789abcdef0123456789abcdef01234567"),
	.commit_time = -5,
};

static void encode_site(struct buf *out)
{
	struct release_entry entries[] = {
		redirect("/old/", "/new/"),
		page("/", 10),
		page("/new/", 20),
		page("/a b\xc3\xbc.html", 30),
	};

	entries[1].bodies[RELEASE_BROTLI].present = true;
	entries[1].bodies[RELEASE_BROTLI].size = 4;
	assert_ok(release_index_encode(&origin, entries, 4, out));
}

static void assert_str(struct str s, const char *wanted)
{
	assert_int_equal(s.len, strlen(wanted));
	assert_memory_equal(s.data, wanted, s.len);
}

static void an_index_gives_back_what_was_put_in(void **state)
{
	auto_release_index struct release_index *i = NULL;
	auto_buf struct buf bytes = { 0 };
	struct release_entry e;

	(void)state;
	encode_site(&bytes);
	assert_ok(release_index_decode(&bytes, &i));

	assert_int_equal(release_index_origin(i)->release, 7);
	assert_int_equal(release_index_origin(i)->sequence, 42);
	assert_int_equal(release_index_origin(i)->commit_time, -5);
	assert_true(str_eq(release_index_origin(i)->commit, origin.commit));
	assert_int_equal(release_index_len(i), 4);
	assert_true(release_index_find(i, str_of("/"), &e));
	assert_str(e.media_type, "text/html; charset=utf-8");
	assert_str(e.cache, "no-cache");
	assert_int_equal(e.status, 200);
	assert_int_equal(e.bodies[RELEASE_IDENTITY].size, 10);
	assert_true(e.bodies[RELEASE_BROTLI].present);
	assert_int_equal(e.bodies[RELEASE_BROTLI].size, 4);
	assert_false(e.bodies[RELEASE_GZIP].present);
	assert_true(release_index_find(i, str_of("/old/"), &e));
	assert_int_equal(e.status, 301);
	assert_str(e.location, "/new/");
	assert_true(release_index_find(i, str_of("/a b\xc3\xbc.html"), &e));
	assert_int_equal(e.bodies[RELEASE_IDENTITY].size, 30);
}

static void a_path_that_is_not_there_is_not_found(void **state)
{
	auto_release_index struct release_index *i = NULL;
	auto_buf struct buf bytes = { 0 };
	struct release_entry e;

	(void)state;
	encode_site(&bytes);
	assert_ok(release_index_decode(&bytes, &i));

	assert_false(release_index_find(i, str_of("/new"), &e));
	assert_false(release_index_find(i, str_of(""), &e));
	assert_false(release_index_find(i, str_of("/new/x"), &e));
}

static void entries_come_in_order_of_their_paths(void **state)
{
	static const char *const paths[] = { "/", "/a b\xc3\xbc.html", "/new/",
					     "/old/" };
	auto_release_index struct release_index *i = NULL;
	auto_buf struct buf bytes = { 0 };

	(void)state;
	encode_site(&bytes);
	assert_ok(release_index_decode(&bytes, &i));

	for (size_t n = 0; n < 4; n++) {
		struct release_entry e;

		release_index_at(i, n, &e);
		assert_str(e.path, paths[n]);
	}
}

static void equal_sites_give_equal_bytes(void **state)
{
	struct release_entry one[] = { page("/a", 1), page("/b", 2) };
	struct release_entry two[] = { page("/b", 2), page("/a", 1) };
	auto_buf struct buf a = { 0 }, b = { 0 };

	(void)state;
	/* What is not present is not written. */
	two[0].bodies[RELEASE_GZIP].size = 99;
	two[0].bodies[RELEASE_GZIP].object.bytes[0] = 99;
	assert_ok(release_index_encode(&origin, one, 2, &a));
	assert_ok(release_index_encode(&origin, two, 2, &b));

	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
}

static void an_empty_site_has_an_index(void **state)
{
	auto_release_index struct release_index *i = NULL;
	auto_buf struct buf bytes = { 0 };
	struct release_entry e;

	(void)state;
	assert_ok(release_index_encode(&origin, NULL, 0, &bytes));
	assert_ok(release_index_decode(&bytes, &i));

	assert_int_equal(release_index_len(i), 0);
	assert_false(release_index_find(i, str_of("/"), &e));
}

static void a_large_site_is_found_path_by_path(void **state)
{
	enum { PAGES = 20000 };
	auto_free struct release_entry *entries =
		mem_alloc_array(PAGES, sizeof(*entries));
	auto_free char *names = mem_alloc_array(PAGES, 32);
	auto_release_index struct release_index *i = NULL;
	auto_buf struct buf bytes = { 0 };
	struct release_entry e;

	(void)state;
	for (size_t n = 0; n < PAGES; n++) {
		(void)snprintf(names + 32 * n, 32, "/2024/post-%zu/", n);
		entries[n] = page(names + 32 * n, n);
	}
	assert_ok(release_index_encode(&origin, entries, PAGES, &bytes));
	assert_ok(release_index_decode(&bytes, &i));

	for (size_t n = 0; n < PAGES; n++) {
		assert_true(release_index_find(i, str_of(names + 32 * n), &e));
		assert_int_equal(e.bodies[RELEASE_IDENTITY].size, n);
	}
}

static void what_makes_no_sense_is_not_written(void **state)
{
	struct release_entry relative = page("a", 1), nul = page("/a", 1);
	struct release_entry split = redirect("/a", "/b\r\nSet-Cookie: x");
	struct release_entry both = redirect("/a", "/b");
	struct release_entry empty = page("/a", 1), odd = page("/a", 1);
	const struct {
		struct release_entry *entry;
		const char *message;
	} cases[] = {
		{ &relative, "does not begin with a slash" },
		{ &nul, "NUL" },
		{ &split, "control characters" },
		{ &both, "with a body" },
		{ &empty, "without a body" },
		{ &odd, "status" },
	};

	(void)state;
	nul.path = str_n("/\0", 2);
	both.bodies[RELEASE_IDENTITY] = odd.bodies[RELEASE_IDENTITY];
	empty.bodies[RELEASE_IDENTITY].present = false;
	odd.status = 99;
	for (size_t n = 0; n < sizeof(cases) / sizeof(*cases); n++) {
		auto_buf struct buf out = { 0 };

		assert_fails_saying(
			&ERR_INPUT, cases[n].message,
			release_index_encode(&origin, cases[n].entry, 1, &out));
	}
}

static void two_answers_for_one_path_are_refused(void **state)
{
	struct release_entry twice[] = { page("/a", 1), redirect("/a", "/b") };
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_fails_saying(&ERR_INPUT, "'/a'",
			    release_index_encode(&origin, twice, 2, &out));
}

static void a_cut_index_is_refused(void **state)
{
	auto_buf struct buf whole = { 0 };

	(void)state;
	encode_site(&whole);
	for (size_t len = 0; len < whole.len; len++) {
		struct release_index *i = NULL;
		struct buf cut = { 0 };

		buf_add(&cut, whole.data, len);
		assert_fails(&ERR_INPUT, release_index_decode(&cut, &i));
		assert_null(i);
		buf_release(&cut);
	}
}

/* Exchange the numbers of the two entries in slot @n. */
static void exchange(char *slots, size_t n)
{
	char *number = slots + n * RELEASE_FORMAT_SLOT_SIZE + 4;

	if (*number)
		*number = *number == 1 ? 2 : 1;
}

static void paths_out_of_order_are_refused(void **state)
{
	struct release_entry entries[] = { page("/a", 1), page("/b", 2) };
	struct release_index *i = NULL;
	auto_buf struct buf bytes = { 0 };
	char kept[RELEASE_FORMAT_ENTRY_SIZE];
	char *slots, *records;

	(void)state;
	assert_ok(release_index_encode(&origin, entries, 2, &bytes));
	slots = bytes.data + RELEASE_FORMAT_HEADER_SIZE;
	records = slots + 4 * RELEASE_FORMAT_SLOT_SIZE;
	memcpy(kept, records, sizeof(kept));
	memcpy(records, records + sizeof(kept), sizeof(kept));
	memcpy(records + sizeof(kept), kept, sizeof(kept));
	for (size_t n = 0; n < 4; n++)
		exchange(slots, n);

	assert_fails_saying(&ERR_INPUT, "its order",
			    release_index_decode(&bytes, &i));
}

/* Read everything there is, as the sanitizers watch. */
static void use(const struct release_index *i)
{
	struct release_entry e, found;

	for (size_t n = 0; n < release_index_len(i); n++) {
		release_index_at(i, n, &e);
		assert_true(e.path.len && *e.path.data == '/');
		assert_int_equal(str_find_char(e.location, '\n'),
				 e.location.len);
		assert_true(release_index_find(i, e.path, &found));
		assert_true(str_eq(e.path, found.path));
	}
}

static void an_index_with_a_flipped_bit_is_refused_or_harmless(void **state)
{
	auto_buf struct buf whole = { 0 };
	size_t refused = 0;

	(void)state;
	encode_site(&whole);
	for (size_t bit = 0; bit < whole.len * 8; bit++) {
		auto_release_index struct release_index *i = NULL;
		struct buf bad = { 0 };
		struct err *e;

		buf_add(&bad, whole.data, whole.len);
		bad.data[bit / 8] ^= (char)(1 << bit % 8);
		e = release_index_decode(&bad, &i);
		refused += err_is(e, &ERR_INPUT);
		err_drop(e);
		if (i)
			use(i);
		buf_release(&bad);
	}
	assert_true(refused > whole.len);
}

static void an_index_with_more_after_it_is_refused(void **state)
{
	struct release_index *i = NULL;
	auto_buf struct buf bytes = { 0 };

	(void)state;
	encode_site(&bytes);
	buf_putc(&bytes, 0);

	assert_fails(&ERR_INPUT, release_index_decode(&bytes, &i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_index_gives_back_what_was_put_in),
		cmocka_unit_test(a_path_that_is_not_there_is_not_found),
		cmocka_unit_test(entries_come_in_order_of_their_paths),
		cmocka_unit_test(equal_sites_give_equal_bytes),
		cmocka_unit_test(an_empty_site_has_an_index),
		cmocka_unit_test(a_large_site_is_found_path_by_path),
		cmocka_unit_test(what_makes_no_sense_is_not_written),
		cmocka_unit_test(two_answers_for_one_path_are_refused),
		cmocka_unit_test(a_cut_index_is_refused),
		cmocka_unit_test(paths_out_of_order_are_refused),
		cmocka_unit_test(
			an_index_with_a_flipped_bit_is_refused_or_harmless),
		cmocka_unit_test(an_index_with_more_after_it_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
