/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/property.h"

#include "render/liquid/number.h"
#include "render/liquid/text.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

/* "text"["part"] is the part if it is there, "text"[1] a character. */
static enum property_outcome read_text(struct str s, struct value property,
				       struct value *ret)
{
	int64_t i = property.integer, len = (int64_t)text_length(s);

	if (property.kind == VALUE_STRING) {
		if (!property.string.len ||
		    str_find(s, property.string) < s.len)
			*ret = property;
		return PROPERTY_READ;
	}
	if (property.kind != VALUE_INT)
		return PROPERTY_WRONG;
	if (i < 0)
		i += len;
	if (i >= 0 && i < len) {
		s = str_from(s, text_offset(s, (size_t)i));
		*ret = value_of_str(str_n(s.data, text_first(s)));
	}
	return PROPERTY_READ;
}

static enum property_outcome read_list(struct value_reader *r,
				       struct value item, struct value property,
				       struct value *ret)
{
	int64_t i = property.integer, len = (int64_t)value_len(r, item);

	if (property.kind != VALUE_INT)
		return PROPERTY_WRONG;
	if (i < 0)
		i += len;
	if (i >= 0 && i < len)
		*ret = value_at(r, item, (size_t)i);
	return PROPERTY_READ;
}

enum property_outcome property_read(struct value_reader *r, struct value item,
				    struct value property, struct value *ret)
{
	struct value_key key;

	*ret = (struct value){ 0 };
	if (property.kind == VALUE_FLOAT && !value_is_map(item))
		property = value_of_int(number_to_i(property));
	if (value_is_map(item)) {
		key = value_key_of(value_text(r, property));
		if (property.kind == VALUE_STRING)
			*ret = value_get(r, item, &key);
		return PROPERTY_READ;
	}
	if (item.kind == VALUE_STRING)
		return read_text(item.string, property, ret);
	if (item.kind == VALUE_INT) {
		if (property.kind != VALUE_INT)
			return PROPERTY_WRONG;
		*ret = value_of_int(property.integer < 0 ? 0
				    : property.integer > 62
					    ? item.integer < 0
					    : item.integer >> property.integer &
						      1);
		return PROPERTY_READ;
	}
	if (item.kind != VALUE_RANGE && value_is_list(item))
		return read_list(r, item, property, ret);
	return PROPERTY_NO_WAY;
}

struct err *property_error(const struct filter_call *call,
			   struct value property)
{
	return filter_error(call, "cannot select the property '%.*s'",
			    STR_FMT(value_text(call->reader, property)));
}
