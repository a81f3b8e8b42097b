/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/systemd/bus_message.h"

#include <string.h>

#include "lib/cleanup.h"

#define VERSION 1
#define STRUCT_ALIGNMENT 8
#define BODY_LENGTH_AT 4
#define SERIAL_AT 8
#define FIELDS_LENGTH_AT 12

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define BYTE_ORDER_MARK 'l'
#else
#define BYTE_ORDER_MARK 'B'
#endif

enum header_field {
	FIELD_PATH = 1,
	FIELD_INTERFACE,
	FIELD_MEMBER,
	FIELD_ERROR,
	FIELD_REPLY_TO,
	FIELD_DESTINATION,
	FIELD_SENDER,
	FIELD_SIGNATURE,
};

static size_t align(size_t n, size_t alignment)
{
	return (n + alignment - 1) / alignment * alignment;
}

static void pad(struct buf *b, size_t alignment)
{
	while (b->len % alignment)
		buf_putc(b, '\0');
}

void bus_put_uint32(struct buf *b, uint32_t value)
{
	pad(b, sizeof(value));
	buf_add(b, &value, sizeof(value));
}

void bus_put_uint64(struct buf *b, uint64_t value)
{
	pad(b, sizeof(value));
	buf_add(b, &value, sizeof(value));
}

void bus_put_bool(struct buf *b, bool value)
{
	bus_put_uint32(b, value);
}

void bus_put_string(struct buf *b, const char *s)
{
	bus_put_uint32(b, (uint32_t)strlen(s));
	buf_add(b, s, strlen(s) + 1);
}

void bus_put_signature(struct buf *b, const char *s)
{
	buf_putc(b, (char)strlen(s));
	buf_add(b, s, strlen(s) + 1);
}

void bus_put_struct(struct buf *b)
{
	pad(b, STRUCT_ALIGNMENT);
}

struct bus_array bus_open_array(struct buf *b, size_t alignment)
{
	struct bus_array a;

	bus_put_uint32(b, 0);
	a.length_at = b->len - sizeof(uint32_t);
	pad(b, alignment);
	a.begin = b->len;
	return a;
}

void bus_close_array(struct buf *b, struct bus_array a)
{
	const uint32_t len = (uint32_t)(b->len - a.begin);

	memcpy(b->data + a.length_at, &len, sizeof(len));
}

static void put_field(struct buf *b, enum header_field field, const char *type,
		      const char *value)
{
	bus_put_struct(b);
	buf_putc(b, (char)field);
	bus_put_signature(b, type);
	if (type[0] == 'g')
		bus_put_signature(b, value);
	else
		bus_put_string(b, value);
}

void bus_put_call(struct buf *b, const struct bus_call *call, uint32_t serial,
		  struct str body)
{
	auto_buf struct buf m = { 0 };
	struct bus_array fields;

	buf_putc(&m, BYTE_ORDER_MARK);
	buf_putc(&m, BUS_CALL);
	buf_putc(&m, '\0');
	buf_putc(&m, VERSION);
	bus_put_uint32(&m, (uint32_t)body.len);
	bus_put_uint32(&m, serial);
	fields = bus_open_array(&m, STRUCT_ALIGNMENT);
	put_field(&m, FIELD_PATH, "o", call->path);
	put_field(&m, FIELD_INTERFACE, "s", call->interface);
	put_field(&m, FIELD_MEMBER, "s", call->member);
	put_field(&m, FIELD_DESTINATION, "s", call->destination);
	if (call->signature)
		put_field(&m, FIELD_SIGNATURE, "g", call->signature);
	bus_close_array(&m, fields);
	pad(&m, STRUCT_ALIGNMENT);
	buf_add_str(b, buf_str(&m));
	buf_add_str(b, body);
}

/* Reading: a place in bytes that begin at a multiple of 8. */
struct cursor {
	struct str bytes;
	size_t at;
};

static bool take_uint32(struct cursor *c, uint32_t *ret)
{
	const size_t at = align(c->at, sizeof(*ret));

	if (at > c->bytes.len || c->bytes.len - at < sizeof(*ret))
		return false;
	memcpy(ret, c->bytes.data + at, sizeof(*ret));
	c->at = at + sizeof(*ret);
	return true;
}

/* The rest of a string whose length is known. */
static bool take_text(struct cursor *c, size_t len, const char **ret)
{
	const char *text = c->bytes.data + c->at;

	if (c->bytes.len - c->at <= len || text[len] || memchr(text, '\0', len))
		return false;
	c->at += len + 1;
	*ret = text;
	return true;
}

static bool take_string(struct cursor *c, const char **ret)
{
	uint32_t len = 0;

	return take_uint32(c, &len) && take_text(c, len, ret);
}

static bool take_byte(struct cursor *c, unsigned *ret)
{
	if (c->at >= c->bytes.len)
		return false;
	*ret = (unsigned char)c->bytes.data[c->at++];
	return true;
}

static bool take_signature(struct cursor *c, const char **ret)
{
	unsigned len = 0;

	return take_byte(c, &len) && take_text(c, len, ret);
}

static bool take_field(struct cursor *c, struct bus_message *m)
{
	const char *type = "", *text = NULL;
	unsigned field = 0;
	uint32_t number = 0;

	c->at = align(c->at, STRUCT_ALIGNMENT);
	if (!take_byte(c, &field) || !take_signature(c, &type) ||
	    strlen(type) != 1)
		return false;
	if (type[0] == 'u'                     ? !take_uint32(c, &number)
	    : type[0] == 'g'                   ? !take_signature(c, &text)
	    : type[0] == 's' || type[0] == 'o' ? !take_string(c, &text)
					       : true)
		return false;
	if (field == FIELD_MEMBER && text)
		m->member = text;
	else if (field == FIELD_ERROR && text)
		m->error = text;
	else if (field == FIELD_SIGNATURE && text)
		m->signature = text;
	else if (field == FIELD_REPLY_TO)
		m->reply_to = number;
	return true;
}

static uint32_t number_at(struct str bytes, size_t at)
{
	uint32_t number;

	memcpy(&number, bytes.data + at, sizeof(number));
	return number;
}

fallible bus_measure(struct str header, size_t *ret)
{
	uint32_t fields, body;

	if (header.len < BUS_HEADER_BYTES ||
	    header.data[0] != BYTE_ORDER_MARK || header.data[3] != VERSION)
		return err_new(&ERR_INPUT, "that is no message of D-Bus");
	fields = number_at(header, FIELDS_LENGTH_AT);
	body = number_at(header, BODY_LENGTH_AT);
	if (fields > BUS_MAX_BYTES || body > BUS_MAX_BYTES)
		return err_new(&ERR_INPUT, "a message of D-Bus is too long");
	*ret = align(BUS_HEADER_BYTES + fields, STRUCT_ALIGNMENT) + body;
	return NULL;
}

fallible bus_read(struct str bytes, struct bus_message *ret)
{
	struct bus_message m = { .member = "", .error = "", .signature = "" };
	struct cursor c = { .at = BUS_HEADER_BYTES };
	size_t len = 0, end;
	struct err *e = bus_measure(bytes, &len);

	if (e)
		return e;
	if (len != bytes.len)
		return err_new(&ERR_INPUT, "a message of D-Bus is cut off");
	end = BUS_HEADER_BYTES + number_at(bytes, FIELDS_LENGTH_AT);
	c.bytes = str_n(bytes.data, end);
	m.kind = (unsigned char)bytes.data[1];
	while (c.at < end)
		if (!take_field(&c, &m))
			return err_new(&ERR_INPUT, "a message of D-Bus has a "
						   "field that is none");
	end = align(end, STRUCT_ALIGNMENT);
	m.body = str_n(bytes.data + end, bytes.len - end);
	*ret = m;
	return NULL;
}

const char *bus_read_string(const struct bus_message *m, size_t n)
{
	struct cursor c = { .bytes = m->body };
	const char *type = m->signature, *text = NULL;
	uint32_t number;

	for (; *type; type++) {
		const bool string = *type == 's' || *type == 'o';

		if (string ? !take_string(&c, &text)
			   : *type != 'u' || !take_uint32(&c, &number))
			return NULL;
		if (string && n-- == 0)
			return text;
	}
	return NULL;
}
