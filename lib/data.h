/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A tree of plain values: what a YAML or JSON text says. A tree is read-only
 * once parsed and lives in an arena, so it is freed as a whole, may be shared
 * between threads, and its strings can be borrowed for as long as it lives.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/str.h"

enum data_kind {
	DATA_NULL,
	DATA_BOOL,
	DATA_INT,
	DATA_FLOAT,
	DATA_STRING,
	DATA_TIME,
	DATA_LIST,
	DATA_MAP,
};

/* A moment, and how it was written. */
struct data_time {
	int64_t seconds;      /* since the epoch, UTC */
	uint32_t nanoseconds; /* below 1e9 */
	int32_t utc_offset;   /* seconds east of Greenwich, as written */
	bool has_time;        /* false: a day, at 00:00:00 UTC */
	bool has_zone;        /* false: no zone was written, UTC assumed */
};

struct data_entry;

struct data {
	enum data_kind kind;
	unsigned line; /* where it begins, from 1; 0 for JSON */
	unsigned column;
	union {
		bool boolean;
		int64_t integer;
		double number;
		struct str string; /* UTF-8, a NUL follows */
		struct data_time time;
		struct {
			const struct data *items;
			size_t len;
		} list;
		struct {
			const struct data_entry *entries; /* as written */
			size_t len;
		} map;
	};
	struct str text; /* a scalar as written (YAML), a NUL follows */
};

struct data_entry {
	struct str key; /* a NUL follows */
	unsigned line;  /* of the key */
	unsigned column;
	struct data value;
};

/* The value of @key in @map; NULL when @map is NULL, not a map, or lacks it. */
const struct data *data_get(const struct data *map, const char *key);

/* "a list", "a string": for messages. */
const char *data_kind_name(enum data_kind kind);

/*
 * Typed reading of a field. Absent or null leaves *@ret as it is. A value of
 * another kind is ERR_INPUT and names @file, the place (if known) and the key.
 * A string with a NUL in it is another kind here.
 */
fallible data_get_string(const struct data *map, const char *file,
			 const char *key, const char **ret);
fallible data_get_bool(const struct data *map, const char *file,
		       const char *key, bool *ret);
fallible data_get_int(const struct data *map, const char *file, const char *key,
		      int64_t min, int64_t max, int64_t *ret);
fallible data_get_uint(const struct data *map, const char *file,
		       const char *key, uint64_t max, uint64_t *ret);
