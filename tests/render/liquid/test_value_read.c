/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/value_read.h"

#include "lib/json.h"
#include "render/liquid/value_compare.h"
#include "tests/support/test.h"

/* An object of the host's that counts how often it is read. */
struct page {
	const char *title;
	size_t *reads;
};

static bool page_get(const void *self, struct value_reader *r,
		     const struct value_key *key, struct value *ret)
{
	const struct page *p = self;

	(void)r;
	++*p->reads;
	if (!str_is(key->name, "title"))
		return false;
	*ret = value_of_str(str_of(p->title));
	return true;
}

static size_t page_len(const void *self, struct value_reader *r)
{
	(void)self;
	(void)r;
	return 0;
}

static const struct value_ops page_ops = {
	.shape = VALUE_MAP_SHAPE,
	.by_identity = true,
	.get = page_get,
	.len = page_len,
};

static void an_object_sees_each_read(void **state)
{
	struct value_reader r = { 0 };
	size_t reads = 0;
	const struct page a = { "one", &reads }, b = { "one", &reads };
	struct value v = value_of_object(&page_ops, &a);

	(void)state;
	assert_true(str_is(value_get_name(&r, v, "title").string, "one"));
	assert_int_equal(value_get_name(&r, v, "other").kind, VALUE_NIL);

	assert_int_equal(reads, 2);
	assert_true(value_equals(&r, v, value_of_object(&page_ops, &a)));
	assert_false(value_equals(&r, v, value_of_object(&page_ops, &b)));
}

static void trees_of_data_are_read_where_they_are(void **state)
{
	auto_arena struct arena a = { 0 };
	struct value_reader r = { .arena = &a, .room = 1000 };
	struct data d;
	struct value v, list, pair;

	(void)state;
	assert_ok(json_parse(str_of("{\"l\": [1, null, \"x\"], \"f\": 1.5}"),
			     "t", &a, &d));
	v = value_of_data(&d);
	list = value_get_name(&r, v, "l");

	assert_int_equal(value_len(&r, v), 2);
	assert_int_equal(value_len(&r, list), 3);
	assert_ptr_equal(value_at(&r, list, 2).string.data,
			 data_get(&d, "l")->list.items[2].string.data);
	pair = value_at(&r, v, 1);
	assert_true(str_is(value_at(&r, pair, 0).string, "f"));
	assert_true(value_at(&r, pair, 1).number == 1.5);
}

static bool lookup(struct value v, const char *name, bool dotted,
		   struct value *ret)
{
	struct value_reader r = { 0 };
	struct value_key key = value_key_of(str_of(name));

	return value_lookup(&r, v, value_of_str(key.name), &key, dotted, ret);
}

static void commands_need_a_dot(void **state)
{
	const struct value items[] = { value_of_int(7), value_of_int(8) };
	struct value list = value_of_list(items, 2), found;

	(void)state;
	assert_true(lookup(list, "size", true, &found));
	assert_int_equal(found.integer, 2);
	assert_true(lookup(list, "last", true, &found));
	assert_int_equal(found.integer, 8);
	assert_false(lookup(list, "size", false, &found));
	assert_true(lookup(VALUE_STR("\xc3\xa4z"), "size", true, &found));
	assert_int_equal(found.integer, 2);
}

static void what_has_an_order_is_ordered(void **state)
{
	struct value_reader r = { 0 };
	int order;

	(void)state;
	assert_true(value_order(value_of_int(1), value_of_float(1.5), &order));
	assert_int_equal(order, -1);
	assert_true(value_order(VALUE_STR("b"), VALUE_STR("ab"), &order));
	assert_true(order > 0);
	assert_false(value_order(VALUE_STR("1"), value_of_int(1), &order));
	assert_true(value_equals(&r, value_of_int(1), value_of_float(1)));
	assert_false(value_equals(&r, value_of_int(1), VALUE_STR("1")));
}

static void blank_is_what_has_nothing_to_see(void **state)
{
	struct value_reader r = { 0 };

	(void)state;
	assert_true(value_is_blank(&r, VALUE_STR(" \n")));
	assert_false(value_is_empty(&r, VALUE_STR(" \n")));
	assert_true(value_is_empty(&r, value_of_list(NULL, 0)));
	assert_true(value_is_blank(&r, value_of_bool(false)));
	assert_false(value_is_empty(&r, (struct value){ 0 }));
	assert_false(value_is_blank(&r, value_of_int(0)));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_object_sees_each_read),
		cmocka_unit_test(trees_of_data_are_read_where_they_are),
		cmocka_unit_test(commands_need_a_dot),
		cmocka_unit_test(what_has_an_order_is_ordered),
		cmocka_unit_test(blank_is_what_has_nothing_to_see),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
