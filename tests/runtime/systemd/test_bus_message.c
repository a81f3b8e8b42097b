/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/systemd/bus_message.h"

/* A signal of systemd that a job is done, byte by byte. */
static const char removed[] =
	"l\4\1\1\x39\0\0\0\x07\0\0\0\x62\0\0\0"
	"\1\1o\0\x19\0\0\0/org/freedesktop/systemd1\0\0\0\0\0\0\0"
	"\2\1s\0\x0c\0\0\0org.e.Manage\0\0\0\0"
	"\3\1s\0\x0a\0\0\0JobRemoved\0\0\0\0\0\0"
	"\x08\1g\0\4uoss\0"
	"\0\0\0\0\0\0"
	"\x2a\0\0\0"
	"\x15\0\0\0/org/freedesktop/j/42\0\0\0"
	"\x0b\0\0\0e2e-a.scope\0"
	"\4\0\0\0done\0";

static struct str signal_bytes(void)
{
	return str_n(removed, sizeof(removed) - 1);
}

static void values_are_aligned_as_in_the_specification(void **state)
{
	static const char wanted[] = "\2\0\0\0ab\0\0\1\0\0\0\1s\0\0"
				     "\7\0\0\0\0\0\0\0";
	auto_buf struct buf b = { 0 };

	(void)state;
	bus_put_string(&b, "ab");
	bus_put_bool(&b, true);
	bus_put_signature(&b, "s");
	bus_put_uint64(&b, 7);

	assert_int_equal(b.len, sizeof(wanted) - 1);
	assert_memory_equal(b.data, wanted, b.len);
}

/* The padding before the first element does not count. */
static void an_array_begins_with_its_length(void **state)
{
	static const char wanted[] = "\x0c\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0"
				     "\2\0\0\0"
				     "\0\0\0\0";
	auto_buf struct buf b = { 0 };
	struct bus_array a;

	(void)state;
	a = bus_open_array(&b, 8);
	bus_put_struct(&b);
	bus_put_uint32(&b, 1);
	bus_put_struct(&b);
	bus_put_uint32(&b, 2);
	bus_close_array(&b, a);
	a = bus_open_array(&b, 4);
	bus_close_array(&b, a);

	assert_int_equal(b.len, sizeof(wanted) - 1);
	assert_memory_equal(b.data, wanted, b.len);
}

static void a_call_is_read_as_it_was_written(void **state)
{
	const struct bus_call call = { .destination = "a.b",
				       .path = "/a",
				       .interface = "a.b.C",
				       .member = "Do",
				       .signature = "us" };
	auto_buf struct buf body = { 0 }, bytes = { 0 };
	struct bus_message m = { 0 };
	size_t len = 0;

	(void)state;
	bus_put_uint32(&body, 3);
	bus_put_string(&body, "text");
	bus_put_call(&bytes, &call, 9, buf_str(&body));
	assert_ok(bus_measure(str_n(bytes.data, BUS_HEADER_BYTES), &len));
	assert_ok(bus_read(buf_str(&bytes), &m));

	assert_int_equal(len, bytes.len);
	assert_int_equal(m.kind, BUS_CALL);
	assert_string_equal(m.member, "Do");
	assert_string_equal(m.signature, "us");
	assert_string_equal(bus_read_string(&m, 0), "text");
	assert_null(bus_read_string(&m, 1));
}

static void a_signal_is_understood(void **state)
{
	struct bus_message m = { 0 };

	(void)state;
	assert_ok(bus_read(signal_bytes(), &m));

	assert_int_equal(m.kind, BUS_SIGNAL);
	assert_string_equal(m.member, "JobRemoved");
	assert_string_equal(bus_read_string(&m, 0), "/org/freedesktop/j/42");
	assert_string_equal(bus_read_string(&m, 1), "e2e-a.scope");
	assert_string_equal(bus_read_string(&m, 2), "done");
	assert_null(bus_read_string(&m, 3));
}

static void use(const struct bus_message *m)
{
	for (size_t i = 0; i < 5; i++) {
		const char *text = bus_read_string(m, i);

		assert_true(!text ||
			    (text >= m->body.data &&
			     text + strlen(text) < m->body.data + m->body.len));
	}
}

static void no_byte_of_it_is_trusted(void **state)
{
	struct str good = signal_bytes();

	(void)state;
	for (size_t at = 0; at < good.len; at++) {
		for (unsigned value = 0; value < 256; value += 3) {
			/* Of its very size, for sanitizers to see. */
			auto_free char *bytes = mem_alloc_array(good.len, 1);
			struct bus_message m = { 0 };
			struct err *e;

			memcpy(bytes, good.data, good.len);
			bytes[at] = (char)value;
			e = bus_read(str_n(bytes, good.len), &m);
			if (!e)
				use(&m);
			err_drop(e);
		}
	}
	for (size_t len = 0; len < good.len; len++) {
		struct bus_message m = { 0 };

		assert_fails(&ERR_INPUT, bus_read(str_n(good.data, len), &m));
	}
}

static void a_message_has_a_sane_size(void **state)
{
	char header[BUS_HEADER_BYTES];
	size_t len = 0;

	(void)state;
	memcpy(header, removed, sizeof(header));
	memset(header + 4, 0xff, 4);
	assert_fails_saying(&ERR_INPUT, "too long",
			    bus_measure(str_n(header, sizeof(header)), &len));
	memcpy(header, removed, sizeof(header));
	memset(header + 12, 0xff, 4);
	assert_fails_saying(&ERR_INPUT, "too long",
			    bus_measure(str_n(header, sizeof(header)), &len));
	header[0] = 'x';
	assert_fails_saying(&ERR_INPUT, "no message",
			    bus_measure(str_n(header, sizeof(header)), &len));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_aligned_as_in_the_specification),
		cmocka_unit_test(an_array_begins_with_its_length),
		cmocka_unit_test(a_call_is_read_as_it_was_written),
		cmocka_unit_test(a_signal_is_understood),
		cmocka_unit_test(no_byte_of_it_is_trusted),
		cmocka_unit_test(a_message_has_a_sane_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
