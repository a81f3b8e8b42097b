/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A filter: a named function from a value and arguments to a value.
 */
#pragma once

#include "render/liquid/value_read.h"

struct context;

/* One use of a filter. */
struct filter_call {
	struct context *context;
	struct value_reader *reader; /* the context's */
	struct value input;
	const struct value *args; /* those without a name */
	size_t args_len;
	const struct value_entry *named;
	size_t named_len;
};

#define FILTER_MANY 255 /* no upper limit of arguments */

struct filter {
	const char *name;
	uint8_t args_min; /* the input does not count; all named ones are one */
	uint8_t args_max;

	/*
	 * What is made lives in call->reader->arena. Raise LIQUID_ARGUMENT
	 * (filter_error()) for a bad argument; the place is added.
	 */
	fallible (*apply)(const struct filter_call *call, struct value *ret);
};

/* Argument @i, nil when it was not given. As in Ruby the named ones together
 * are also one more argument, a map, after the others. */
struct value filter_arg(const struct filter_call *call, size_t i);
bool filter_is_given(const struct filter_call *call, size_t i);

/* The argument called @name; false when it was not given. */
bool filter_arg_named(const struct filter_call *call, const char *name,
		      struct value *ret);

/* The input, and argument @i, as text. */
struct str filter_input_text(const struct filter_call *call);
struct str filter_arg_text(const struct filter_call *call, size_t i);

/* Argument @i as an integer; an error when it is none. */
fallible filter_arg_integer(const struct filter_call *call, size_t i,
			    int64_t *ret);

/*
 * The input as a list of values: inner lists flattened, a map a list of one,
 * nil an empty list.
 */
struct value filter_input_list(const struct filter_call *call);

/* The bytes of @b as a string in the arena. @b is emptied. */
struct value filter_take(const struct filter_call *call, struct buf *b);

/* May @b still grow? Ask in loops whose result is not bounded by the input. */
bool filter_has_room(const struct filter_call *call, const struct buf *b);

__attribute__((warn_unused_result, format(printf, 2, 3))) struct err *
filter_error(const struct filter_call *call, const char *fmt, ...);
