/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a template computes with. Plain values are copied; lists, strings and
 * times borrow their bytes; an object is read through its table of functions,
 * so the host shows its own structures without copying them, and sees each
 * read. All zeros is nil.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/data.h"
#include "lib/err.h"

enum value_kind {
	VALUE_NIL,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_FLOAT,
	VALUE_BIG, /* an integer beyond int64_t */
	VALUE_STRING,
	VALUE_RANGE, /* of integers, both ends included */
	VALUE_TIME,
	VALUE_LIST,
	VALUE_OBJECT,
	VALUE_EMPTY, /* the words "empty" and "blank" */
	VALUE_BLANK,
};

struct decimal;
struct value_ops;

struct value {
	enum value_kind kind;
	union {
		bool boolean;
		int64_t integer;
		double number;
		const struct decimal *big;
		struct str string; /* UTF-8 */
		struct {
			int64_t first, last;
		} range;
		const struct data_time *time;
		struct {
			const struct value *items;
			size_t len;
		} list;
		struct {
			const struct value_ops *ops;
			const void *self;
		} object;
	};
};

/* A name with its hash, so that names in templates are hashed once. */
struct value_key {
	struct str name;
	uint32_t hash;
};

/*
 * On whose behalf a value is read. What an accessor makes, it makes in @arena;
 * in @host it may note what was read. One that must give up leaves its error
 * by value_fail() and returns anything; the evaluation ends with it.
 */
struct value_reader {
	struct arena *arena;
	void *host;
	size_t room;     /* bytes that may still be made in @arena */
	struct err *err; /* the first one; owned */
};

enum value_shape { VALUE_MAP_SHAPE, VALUE_LIST_SHAPE };

/* How an object is read. Functions marked (NULL) may be left out. */
struct value_ops {
	enum value_shape shape;
	bool by_identity; /* equal only to itself; else compared by content */
	/* A field. False: there is none. (NULL for lists.) */
	bool (*get)(const void *self, struct value_reader *r,
		    const struct value_key *key, struct value *ret);
	size_t (*len)(const void *self, struct value_reader *r);

	/* Element @i, or the value of entry @i, below len(). */
	struct value (*at)(const void *self, struct value_reader *r, size_t i);

	/* The name of entry @i. (NULL for lists.) */
	struct str (*key_at)(const void *self, struct value_reader *r,
			     size_t i);

	/* (NULL) What stands for the object when it is printed. */
	struct value (*text)(const void *self, struct value_reader *r);
};

#define VALUE_STR(literal)                                                     \
	((struct value){ .kind = VALUE_STRING, .string = STR(literal) })

static inline struct value value_of_bool(bool b)
{
	return (struct value){ .kind = VALUE_BOOL, .boolean = b };
}

static inline struct value value_of_int(int64_t i)
{
	return (struct value){ .kind = VALUE_INT, .integer = i };
}

static inline struct value value_of_float(double d)
{
	return (struct value){ .kind = VALUE_FLOAT, .number = d };
}

static inline struct value value_of_str(struct str s)
{
	return (struct value){ .kind = VALUE_STRING, .string = s };
}
