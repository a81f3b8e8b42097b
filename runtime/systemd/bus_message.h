/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The few messages of D-Bus that we exchange, as bytes in our own byte order.
 * Whoever sends us some is not trusted to have written them well.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

/* Append a value; the buffer begins where a multiple of 8 bytes came before. */
void bus_put_uint32(struct buf *b, uint32_t value);
void bus_put_uint64(struct buf *b, uint64_t value);
void bus_put_bool(struct buf *b, bool value);
void bus_put_string(struct buf *b, const char *s);
void bus_put_signature(struct buf *b, const char *s);

/* A structure begins. */
void bus_put_struct(struct buf *b);

struct bus_array {
	size_t length_at, begin;
};

/* Of elements that are aligned to @alignment bytes. */
struct bus_array bus_open_array(struct buf *b, size_t alignment);
void bus_close_array(struct buf *b, struct bus_array a);

struct bus_call {
	const char *destination;
	const char *path;
	const char *interface;
	const char *member;
	const char *signature; /* of the body; NULL: none */
};

/* Append the whole message of a call with a number that is not 0. */
void bus_put_call(struct buf *b, const struct bus_call *call, uint32_t serial,
		  struct str body);

enum bus_kind { BUS_CALL = 1, BUS_RETURN, BUS_ERROR, BUS_SIGNAL };

/* Borrows from the bytes it was read from. */
struct bus_message {
	unsigned kind;
	uint32_t reply_to; /* 0: nothing */
	const char *member;
	const char *error; /* a name like org.freedesktop.DBus.Error.Failed */
	const char *signature;
	struct str body;
};

#define BUS_HEADER_BYTES 16u
#define BUS_MAX_BYTES (1u << 20)

/* How long the message is that begins with these BUS_HEADER_BYTES bytes.
 * ERR_INPUT. */
fallible bus_measure(struct str header, size_t *ret);

/* Read a whole message. ERR_INPUT. */
fallible bus_read(struct str bytes, struct bus_message *ret);

/* String @n of the body, which must be made of strings (types s, o) and
 * numbers (u) up to there; NULL: there is none. */
const char *bus_read_string(const struct bus_message *m, size_t n);
