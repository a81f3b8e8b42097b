/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A filter: a named function from a value and arguments to a value.
 */
#pragma once

#include "render/liquid/value.h"

struct context;

struct filter_named {
	struct value_key key;
	struct value value;
};

/* One use of a filter. */
struct filter_call {
	struct context *context;
	struct value_reader *reader; /* the context's */
	struct value input;
	const struct value *args; /* those without a name */
	size_t args_len;
	const struct filter_named *named;
	size_t named_len;
};

#define FILTER_MANY 255 /* no upper limit of arguments */

struct filter {
	const char *name;
	uint8_t args_min; /* the input does not count */
	uint8_t args_max;

	/*
	 * What is made lives in call->reader->arena. Raise LIQUID_ARGUMENT
	 * (liquid_error.h) for a bad argument; the place is added.
	 */
	fallible (*apply)(const struct filter_call *call, struct value *ret);
};

/* Argument @i, nil when it was not given. */
struct value filter_arg(const struct filter_call *call, size_t i);

/* The argument called @name; false when it was not given. */
bool filter_arg_named(const struct filter_call *call, const char *name,
		      struct value *ret);

/* The input, and argument @i, as text. */
struct str filter_input_text(const struct filter_call *call);
struct str filter_arg_text(const struct filter_call *call, size_t i);

/* The bytes of @b as a string in the arena. @b is emptied. */
struct value filter_take(const struct filter_call *call, struct buf *b);
