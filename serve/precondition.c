/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/precondition.h"

void precondition_tag(const struct digest *object,
		      char ret_tag[static PRECONDITION_TAG_SIZE])
{
	ret_tag[0] = '"';
	digest_hex(object, ret_tag + 1);
	ret_tag[DIGEST_HEX_SIZE] = '"';
	ret_tag[DIGEST_HEX_SIZE + 1] = 0;
}

/* Our tags hold no comma, so what a comma tears apart was not ours. */
bool precondition_matches(struct str list, const char *tag, bool weak)
{
	struct str rest = list, entry;

	while (str_split(&rest, ',', &entry)) {
		entry = str_trim(entry);
		if (weak && str_starts(entry, "W/"))
			entry = str_from(entry, 2);
		if (str_is(entry, tag) || str_is(entry, "*"))
			return true;
	}
	return false;
}
