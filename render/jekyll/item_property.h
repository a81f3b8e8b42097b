/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What Jekyll's filters compare: a property of each element, where text that
 * is a number counts as one.
 */
#pragma once

#include "render/liquid/value.h"

/* The property @name, which may be a path with dots; nil when there is none. */
struct value item_property(struct value_reader *r, struct value item,
			   struct str name);

/* Is the property @target, or a list that has it? All compared as text. */
bool item_property_is(struct value_reader *r, struct value item,
		      struct str name, struct value target);

/* Sort @items in place by the property @name (by themselves when its data is
 * NULL), keeping the order of equal ones. */
void item_property_sort(struct value_reader *r, struct value *items, size_t len,
			struct str name, bool nils_last);
