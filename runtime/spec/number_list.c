/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/spec/number_list.h"

#include "lib/num.h"

#define WORD_BITS (8 * sizeof(unsigned long))

static bool parse_range(struct str text, size_t limit, uint64_t *ret_first,
			uint64_t *ret_last)
{
	size_t dash = str_find_char(text, '-');
	struct str first = str_n(text.data, dash);

	if (!num_parse_uint(first, limit - 1, ret_first))
		return false;
	if (dash == text.len) {
		*ret_last = *ret_first;
		return true;
	}
	return num_parse_uint(str_from(text, dash + 1), limit - 1, ret_last) &&
	       *ret_first <= *ret_last;
}

bool number_list_parse(const char *text, unsigned long *ret, size_t limit)
{
	struct str rest = str_of(text), part;

	while (str_split(&rest, ',', &part)) {
		uint64_t first = 0, last = 0;

		if (!parse_range(part, limit, &first, &last))
			return false;
		for (uint64_t i = first; i <= last; i++)
			ret[i / WORD_BITS] |= 1ul << i % WORD_BITS;
	}
	return true;
}
