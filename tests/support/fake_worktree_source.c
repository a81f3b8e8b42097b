/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fake_worktree_source.h"

#include <string.h>

static struct str text_of(const uint8_t id[static FILE_ID_SIZE])
{
	return str_n((const char *)id, strnlen((const char *)id, FILE_ID_SIZE));
}

static fallible shelf_size(void *self, const uint8_t id[static FILE_ID_SIZE],
			   uint64_t *ret)
{
	struct fake_worktree_source *s = self;

	*ret = s->pretended_size ? s->pretended_size : text_of(id).len;
	return NULL;
}

static fallible shelf_read(void *self, const uint8_t id[static FILE_ID_SIZE],
			   struct buf *ret)
{
	struct fake_worktree_source *s = self;

	s->read++;
	buf_add_str(ret, text_of(id));
	return NULL;
}

static fallible shelf_identify(void *self, struct str data,
			       uint8_t ret_id[static FILE_ID_SIZE])
{
	struct fake_worktree_source *s = self;

	s->identified++;
	memset(ret_id, 0, FILE_ID_SIZE);
	memcpy(ret_id, data.data, data.len < 20 ? data.len : 20);
	return NULL;
}

struct worktree_source fake_worktree_source(struct fake_worktree_source *s)
{
	static const struct worktree_source_ops ops = {
		.size = shelf_size,
		.read = shelf_read,
		.identify = shelf_identify,
	};

	return (struct worktree_source){ &ops, s };
}
