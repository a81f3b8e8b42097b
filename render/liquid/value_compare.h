/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Equality and order between values, as Ruby has them.
 */
#pragma once

#include "render/liquid/value.h"

/* Numbers by value whatever their kind, lists and maps by content. */
bool value_equals(struct value_reader *r, struct value a, struct value b);

/* False when the two have no order, as a string and a number. */
bool value_order(struct value a, struct value b, int *ret_order);

/* Has list @v an equal element, string @v the text, map @v the key? */
bool value_contains(struct value_reader *r, struct value v, struct value item);

/* No characters, no elements, no entries; false for what can have none. */
bool value_is_empty(struct value_reader *r, struct value v);

/* Empty, nil, false, or nothing but white space. */
bool value_is_blank(struct value_reader *r, struct value v);
