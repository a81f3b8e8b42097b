/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/public_layout.h"

#include <inttypes.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/num.h"

struct public_layout_path public_layout_object(const struct digest *id)
{
	static const char objects[] = PUBLIC_LAYOUT_OBJECTS "/";
	struct public_layout_path path = { 0 };
	char hex[DIGEST_HEX_SIZE];
	char *at = path.text;

	digest_hex(id, hex);
	memcpy(at, objects, sizeof(objects) - 1);
	at += sizeof(objects) - 1;
	memcpy(at, hex, 2);
	at[2] = '/';
	memcpy(at + 3, hex + 2, PUBLIC_LAYOUT_NAME_LEN + 1);
	return path;
}

char *public_layout_release(uint64_t release)
{
	return mem_printf(PUBLIC_LAYOUT_RELEASES "/%" PRIu64, release);
}

bool public_layout_number(const char *name, uint64_t *ret)
{
	return *name != '0' &&
	       num_parse_uint(str_of(name), UINT64_MAX - 1, ret);
}
