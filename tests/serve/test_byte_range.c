/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/byte_range.h"

#include "tests/support/test.h"

static const struct {
	const char *value;
	uint64_t size;
	enum byte_range_kind kind;
	struct byte_range range;
} cases[] = {
	{ "bytes=0-0", 10, BYTE_RANGE_PART, { 0, 1 } },
	{ "bytes=2-5", 10, BYTE_RANGE_PART, { 2, 4 } },
	{ "Bytes=2-5", 10, BYTE_RANGE_PART, { 2, 4 } },
	{ "bytes=2-", 10, BYTE_RANGE_PART, { 2, 8 } },
	{ "bytes=2-99", 10, BYTE_RANGE_PART, { 2, 8 } },
	{ "bytes=0-9223372036854775807", 10, BYTE_RANGE_PART, { 0, 10 } },
	{ "bytes=-3", 10, BYTE_RANGE_PART, { 7, 3 } },
	{ "bytes=-99", 10, BYTE_RANGE_PART, { 0, 10 } },
	{ "bytes=10-", 10, BYTE_RANGE_UNSATISFIED, { 0 } },
	{ "bytes=10-20", 10, BYTE_RANGE_UNSATISFIED, { 0 } },
	{ "bytes=-0", 10, BYTE_RANGE_UNSATISFIED, { 0 } },
	{ "bytes=0-", 0, BYTE_RANGE_UNSATISFIED, { 0 } },
	{ "bytes=-1", 0, BYTE_RANGE_UNSATISFIED, { 0 } },
	{ "bytes=5-2", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "bytes=0-1,4-5", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "bytes=", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "bytes=-", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "bytes=3", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "bytes=a-b", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "bytes=1-2-3", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "bytes=--3", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "bytes=+1-2", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "bytes=1-99999999999999999999", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "lines=1-2", 10, BYTE_RANGE_WHOLE, { 0 } },
	{ "", 10, BYTE_RANGE_WHOLE, { 0 } },
};

static void ranges_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct byte_range range = { 0 };
		enum byte_range_kind kind = byte_range_parse(
			str_of(cases[i].value), cases[i].size, &range);

		if (kind != cases[i].kind ||
		    range.first != cases[i].range.first ||
		    range.len != cases[i].range.len)
			fail_msg("'%s' of %d is %d", cases[i].value,
				 (int)cases[i].size, kind);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
