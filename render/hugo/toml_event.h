/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a TOML text says, value by value: between the library, which is C++, and
 * the rest. Plain C that both understand.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TOML_EVENT_MAX_DEPTH 64 /* lists and maps within each other */
#define TOML_EVENT_FAULT_SIZE 256

enum toml_event_kind {
	TOML_EVENT_MAP, /* then its entries, in order of their keys */
	TOML_EVENT_LIST,
	TOML_EVENT_END, /* of the innermost map or list */
	TOML_EVENT_STRING,
	TOML_EVENT_INT,
	TOML_EVENT_FLOAT,
	TOML_EVENT_BOOL,
	TOML_EVENT_TIME, /* a date, with a time or not */
};

struct toml_event_time {
	int year, month, day;
	int hour, minute, second;
	uint32_t nanoseconds;
	int utc_offset; /* in minutes */
	bool has_time;
	bool has_zone;
};

/* Strings are UTF-8 and borrowed until the visit ends. */
struct toml_event {
	enum toml_event_kind kind;
	const char *key; /* within a map; else NULL */
	size_t key_len;
	unsigned line, column; /* of the value, from 1 */
	const char *string;    /* a time of day without a day is one, too */
	size_t string_len;
	int64_t integer;
	double number;
	bool boolean;
	struct toml_event_time time;
};

typedef void (*toml_event_visit)(void *host, const struct toml_event *e);

struct toml_event_fault {
	char text[TOML_EVENT_FAULT_SIZE];
	unsigned line, column;
};

/* Visit every value of @text, the map that is all of it first. False, with
 * *@ret filled in, when it is not TOML or is nested too deep. */
bool toml_event_walk(const char *text, size_t len, toml_event_visit visit,
		     void *host, struct toml_event_fault *ret);

#ifdef __cplusplus
}
#endif
