/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/negotiate.h"

#include "tests/support/test.h"

#define NONE (-1)

static const struct {
	const char *accept;
	int chosen;       /* of a page in all encodings, brotli the smallest */
	int without_them; /* of a page that has only identity */
} cases[] = {
	{ NULL, RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "gzip", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "x-gzip", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "GZip", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "br", RELEASE_BROTLI, RELEASE_IDENTITY },
	{ "gzip, deflate, br", RELEASE_BROTLI, RELEASE_IDENTITY },
	{ "br;q=0.5, gzip;q=0.9", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "br ; q=0.5 , gzip ; Q=1.000", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "gzip;q=0", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "gzip;q=0.0, br;q=0.000", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "gzip;q=0.002", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "identity, gzip;q=0.5", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "identity;q=0.5, gzip", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "*", RELEASE_BROTLI, RELEASE_IDENTITY },
	{ "*;q=0.5, gzip", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "br;q=0, *", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "identity;q=0", NONE, NONE },
	{ "*;q=0", NONE, NONE },
	{ "*;q=0, identity;q=0.1", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "identity;q=0, gzip", RELEASE_GZIP, NONE },
	{ "zstd", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "zstd, *;q=0", NONE, NONE },
	{ ",, gzip ,", RELEASE_GZIP, RELEASE_IDENTITY },
	{ "gzip;q=2", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "gzip;q=1.001", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "gzip;q=0.1234", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "gzip;q=", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "gzip;q=0,5", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "gzip;level=9", RELEASE_IDENTITY, RELEASE_IDENTITY },
	{ "gzipped", RELEASE_IDENTITY, RELEASE_IDENTITY },
};

static const struct release_body all[RELEASE_ENCODINGS] = {
	[RELEASE_IDENTITY] = { .size = 300, .present = true },
	[RELEASE_GZIP] = { .size = 200, .present = true },
	[RELEASE_BROTLI] = { .size = 100, .present = true },
};

static const struct release_body plain[RELEASE_ENCODINGS] = {
	[RELEASE_IDENTITY] = { .size = 300, .present = true },
};

static int choose(const char *accept, const struct release_body *bodies)
{
	enum release_encoding e;

	return negotiate(str_of(accept), bodies, &e) ? (int)e : NONE;
}

static void best_liked_encoding_is_chosen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int chosen = choose(cases[i].accept, all);
		int alone = choose(cases[i].accept, plain);

		if (chosen != cases[i].chosen || alone != cases[i].without_them)
			fail_msg("'%s' chose %d and %d", cases[i].accept,
				 chosen, alone);
	}
}

static void smallest_of_equals_is_chosen(void **state)
{
	const struct release_body bodies[RELEASE_ENCODINGS] = {
		[RELEASE_IDENTITY] = { .size = 10, .present = true },
		[RELEASE_GZIP] = { .size = 30, .present = true },
		[RELEASE_BROTLI] = { .size = 40, .present = true },
	};

	(void)state;
	assert_int_equal(choose("gzip, br", bodies), RELEASE_GZIP);
	assert_int_equal(choose("gzip, br, identity", bodies),
			 RELEASE_IDENTITY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(best_liked_encoding_is_chosen),
		cmocka_unit_test(smallest_of_equals_is_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
