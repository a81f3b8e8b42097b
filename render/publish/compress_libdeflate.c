/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <libdeflate.h>
#include <stdlib.h>

#include "render/publish/compress.h"

#define LEVEL 6 /* smaller than zlib's 9, at several times its speed */

void compress_gzip(struct str s, struct buf *out)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(LEVEL);
	size_t bound;
	char *to;

	if (!c)
		abort();
	bound = libdeflate_gzip_compress_bound(c, s.len);
	to = buf_reserve(out, bound);
	out->len += libdeflate_gzip_compress(c, s.data, s.len, to, bound);
	libdeflate_free_compressor(c);
}
