/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/request_head.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/split_head.h"
#include "tests/support/test.h"

/* A head, and what reading it needs and gives. */
struct reading {
	char *bytes;
	char *moved;
	struct request_head head;
	struct buf joined;
	struct request request;
};

static void reading_release(struct reading *r)
{
	free(r->bytes);
	free(r->moved);
	buf_release(&r->joined);
}

#define auto_reading __attribute__((cleanup(reading_release)))

static unsigned read_bytes(struct reading *r, struct str raw)
{
	r->bytes = mem_strndup(raw.data, raw.len);
	r->moved = mem_alloc(2 * raw.len + 1);
	if (!split_head(r->bytes, raw.len, r->moved, &r->head))
		fail_msg("the library would not split '%s'", raw.data);
	return request_head_read(&r->head, &r->joined, &r->request);
}

#define HOST "Host: x.example\r\n"

static const struct {
	const char *raw;
	unsigned status;
} cases[] = {
	{ "GET / HTTP/1.1\r\n" HOST "\r\n", 0 },
	{ "\r\n\r\nGET / HTTP/1.1\r\n" HOST "\r\n", 0 },
	{ "GET / HTTP/1.1\r\nhOST:x\r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\nHost: \t x \t \r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\nHost:\r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\nHost: [::1]:80\r\nA:\r\nB: c:d\r\n\r\n", 0 },
	{ "GET / HTTP/1.0\r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\n" HOST "Expect: 100-Continue\r\n\r\n", 0 },
	{ "G!t / HTTP/1.1\r\n" HOST "\r\n", 0 },

	/* who it is for */
	{ "GET / HTTP/1.1\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST HOST "\r\n", 400 },
	{ "GET / HTTP/1.0\r\n" HOST HOST "\r\n", 400 },
	{ "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400 },

	/* how lines end */
	{ "GET / HTTP/1.1\n" HOST "\r\n", 400 },
	{ "GET / HTTP/1.1\r\nHost: x\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "A: b\nC: d\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "A: b\rC: d\r\n\r\n", 400 },

	/* fields */
	{ "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "A: b\r\n c\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "A: b\r\n\tc\r\nD: e\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST " A: b\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n A: b\r\n" HOST "\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST ": b\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "A\xc3\xa9: b\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "A(: b\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "A: b\x01\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "A: b\x7f\r\n\r\n", 400 },

	/* the request line */
	{ "GET  / HTTP/1.1\r\n" HOST "\r\n", 400 },
	{ "GET /  HTTP/1.1\r\n" HOST "\r\n", 400 },
	{ "GET /a b HTTP/1.1\r\n" HOST "\r\n", 400 },
	{ "GET /a\tb HTTP/1.1\r\n" HOST "\r\n", 400 },
	{ "GET /a\rb HTTP/1.1\r\n" HOST "\r\n", 400 },
	{ "G@T / HTTP/1.1\r\n" HOST "\r\n", 400 },

	/* where it ends */
	{ "GET / HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "Content-Length: +1\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "Content-Length: 1,1\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "Content-Length: 0x1\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST "Content-Length:\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" HOST
	  "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
	  400 },
	{ "GET / HTTP/1.1\r\n" HOST
	  "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
	  400 },
	{ "GET / HTTP/1.1\r\n" HOST
	  "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
	  400 },
	{ "GET / HTTP/1.1\r\n" HOST
	  "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n",
	  400 },
	{ "GET / HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip\r\n\r\n", 501 },
	{ "GET / HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n",
	  501 },
	{ "GET / HTTP/1.1\r\n" HOST "Transfer-Encoding:\r\n\r\n", 501 },
	{ "GET / HTTP/1.1\r\n" HOST "Expect: more\r\n\r\n", 417 },
};

static void heads_are_judged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_reading struct reading r = { 0 };
		unsigned status = read_bytes(&r, str_of(cases[i].raw));

		if (status != cases[i].status)
			fail_msg("'%s' was answered %u", cases[i].raw, status);
	}
}

/* Each of them hides something behind a NUL. */
static const struct str with_nuls[] = {
	STR("GET /\0x HTTP/1.1\r\n" HOST "\r\n"),
	STR("GE\0T / HTTP/1.1\r\n" HOST "\r\n"),
	STR("GET / HTTP/1.1\r\n" HOST "A: b\0c\r\n\r\n"),
	STR("GET / HTTP/1.1\r\n" HOST "A: b\0c\r\nD: e\r\n\r\n"),
	STR("GET / HTTP/1.1\r\n" HOST "A: b\r\n\0C: d\r\n\r\n"),
	STR("GET / HTTP/1.1\r\n" HOST "A: b\0\0\0c\r\nD: e\r\n\r\n"),
	STR("GET / HTTP/1.1\r\n" HOST "A: b\0\r\n\r\n"),
	STR("GET / HTTP/1.1\r\n" HOST "A: b\0c\n\n"),
	STR("GET / HTTP/1.1\r\n" HOST "A: b\0c\nD: e\r\n\r\n"),
	STR("GET / HTTP/1.1\r\n" HOST "A: \0\r\n\r\n"),
};

static void nuls_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(with_nuls) / sizeof(*with_nuls); i++) {
		auto_reading struct reading r = { 0 };

		assert_int_equal(read_bytes(&r, with_nuls[i]), 400);
	}
}

static void fields_are_found(void **state)
{
	auto_reading struct reading r = { 0 };

	(void)state;
	assert_int_equal(
		read_bytes(&r, (struct str)STR("GET /a?b HTTP/1.1\r\n" HOST
					       "RANGE: bytes=0-1\r\n"
					       "Referer: one\r\n"
					       "Referer: two\r\n"
					       "If-None-Match: \"a\" \r\n"
					       "\r\n")),
		0);

	assert_true(str_is(r.request.method, "GET"));
	assert_true(str_is(r.request.target, "/a?b"));
	assert_true(str_is(r.request.version, "HTTP/1.1"));
	assert_true(str_is(r.request.fields[REQUEST_RANGE], "bytes=0-1"));
	assert_true(str_is(r.request.fields[REQUEST_REFERER], "one"));
	assert_true(str_is(r.request.fields[REQUEST_IF_NONE_MATCH], "\"a\""));
	assert_null(r.request.fields[REQUEST_IF_MATCH].data);
	assert_false(r.request.has_body);
}

static void lists_are_joined_and_ranges_forgotten(void **state)
{
	auto_reading struct reading r = { 0 };

	(void)state;
	assert_int_equal(
		read_bytes(&r, (struct str)STR("GET / HTTP/1.1\r\n" HOST
					       "Accept-Encoding: gzip\r\n"
					       "If-Match: \"a\"\r\n"
					       "Range: bytes=0-1\r\n"
					       "Accept-Encoding: br;q=0\r\n"
					       "If-Match: \"b\"\r\n"
					       "Range: bytes=1-2\r\n"
					       "Accept-Encoding: x\r\n"
					       "\r\n")),
		0);

	assert_true(str_is(r.request.fields[REQUEST_ACCEPT_ENCODING],
			   "gzip, br;q=0, x"));
	assert_true(str_is(r.request.fields[REQUEST_IF_MATCH], "\"a\", \"b\""));
	assert_null(r.request.fields[REQUEST_RANGE].data);
}

static void bodies_are_noticed(void **state)
{
	static const struct str raws[] = {
		STR("GET / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\n"),
		STR("GET / HTTP/1.1\r\n" HOST
		    "Transfer-Encoding: Chunked\r\n\r\n"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(raws) / sizeof(*raws); i++) {
		auto_reading struct reading r = { 0 };

		assert_int_equal(read_bytes(&r, raws[i]), 0);
		assert_true(r.request.has_body);
	}
}

static void number_of_fields_is_limited(void **state)
{
	auto_reading struct reading r = { 0 };
	auto_buf struct buf raw = { 0 };

	(void)state;
	buf_puts(&raw, "GET / HTTP/1.1\r\n" HOST);
	for (int i = 0; i < REQUEST_HEAD_MAX_FIELDS; i++)
		buf_puts(&raw, "A: b\r\n");
	buf_puts(&raw, "\r\n");

	assert_int_equal(read_bytes(&r, buf_str(&raw)), 431);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads_are_judged),
		cmocka_unit_test(nuls_are_refused),
		cmocka_unit_test(fields_are_found),
		cmocka_unit_test(lists_are_joined_and_ranges_forgotten),
		cmocka_unit_test(bodies_are_noticed),
		cmocka_unit_test(number_of_fields_is_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
