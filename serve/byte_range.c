/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/byte_range.h"

#include <strings.h>

#include "lib/num.h"

/* "-n": the last n bytes. */
static enum byte_range_kind parse_suffix(struct str digits, uint64_t size,
					 struct byte_range *ret)
{
	uint64_t n;

	if (!num_parse_uint(digits, INT64_MAX, &n))
		return BYTE_RANGE_WHOLE;
	if (!n || !size)
		return BYTE_RANGE_UNSATISFIED;
	if (n > size)
		n = size;
	*ret = (struct byte_range){ size - n, n };
	return BYTE_RANGE_PART;
}

enum byte_range_kind byte_range_parse(struct str value, uint64_t size,
				      struct byte_range *ret)
{
	static const struct str unit = STR("bytes=");
	uint64_t first, last = INT64_MAX;
	struct str rest, left;

	if (value.len < unit.len ||
	    strncasecmp(value.data, unit.data, unit.len))
		return BYTE_RANGE_WHOLE;
	rest = str_trim(str_from(value, unit.len));
	if (!str_split(&rest, '-', &left) || !rest.data)
		return BYTE_RANGE_WHOLE;
	if (!left.len)
		return parse_suffix(rest, size, ret);
	if (!num_parse_uint(left, INT64_MAX, &first))
		return BYTE_RANGE_WHOLE;
	if (rest.len && !num_parse_uint(rest, INT64_MAX, &last))
		return BYTE_RANGE_WHOLE;
	if (last < first)
		return BYTE_RANGE_WHOLE;
	if (first >= size)
		return BYTE_RANGE_UNSATISFIED;
	if (last >= size)
		last = size - 1;
	*ret = (struct byte_range){ first, last - first + 1 };
	return BYTE_RANGE_PART;
}
