/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <unistd.h>

#include "lib/digest.h"
#include "lib/fs.h"

/* FIPS 180-2 appendix B and the empty message. */
static const struct {
	const char *text, *hex;
} vectors[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb924"
	      "27ae41e4649b934ca495991b7852b855" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223"
		 "b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039"
	  "a33ce45964ff2167f6ecedd419db06c1" },
};

#define VECTORS (sizeof(vectors) / sizeof(*vectors))

static void assert_hex(const struct digest *d, const char *wanted)
{
	char hex[DIGEST_HEX_SIZE];

	digest_hex(d, hex);
	assert_string_equal(hex, wanted);
}

static void known_texts_have_their_known_digests(void **state)
{
	(void)state;
	for (size_t i = 0; i < VECTORS; i++) {
		struct digest d;

		digest_of(vectors[i].text, strlen(vectors[i].text), &d);
		assert_hex(&d, vectors[i].hex);
	}
}

static void a_descriptor_is_read_from_where_it_stands(void **state)
{
	struct digest d;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_ok(fs_write_fd(ends[1], "abc", 3));
	(void)close(ends[1]);
	assert_ok(digest_of_fd(ends[0], &d));
	(void)close(ends[0]);

	assert_hex(&d, vectors[1].hex);
}

static void what_cannot_be_read_is_an_error(void **state)
{
	struct digest d;

	(void)state;
	assert_fails(&ERR_SYSTEM, digest_of_fd(-1, &d));
}

static void a_name_is_parsed_back(void **state)
{
	static const char *const bad[] = {
		"",
		"ba7816bf",
		"BA7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015ad",
		"ba7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015a/",
		"ba7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015ad0",
	};
	struct digest d = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(digest_parse(str_of(bad[i]), &d));
	assert_int_equal(d.bytes[0], 0);
	assert_true(digest_parse(str_of(vectors[1].hex), &d));

	assert_hex(&d, vectors[1].hex);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_texts_have_their_known_digests),
		cmocka_unit_test(a_descriptor_is_read_from_where_it_stands),
		cmocka_unit_test(what_cannot_be_read_is_an_error),
		cmocka_unit_test(a_name_is_parsed_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
