/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What filters like "where" and "map" read of an item: Ruby's item[property].
 */
#pragma once

#include "render/liquid/filter.h"

enum property_outcome {
	PROPERTY_READ,
	PROPERTY_WRONG,  /* the item has indexes, but not of this kind */
	PROPERTY_NO_WAY, /* the item has no indexes at all */
};

enum property_outcome property_read(struct value_reader *r, struct value item,
				    struct value property, struct value *ret);

/* "cannot select the property 'x'" */
__attribute__((warn_unused_result)) struct err *
property_error(const struct filter_call *call, struct value property);
