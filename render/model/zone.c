/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/zone.h"

#include <fcntl.h>

#include "lib/fs.h"
#include "lib/mem.h"

#define ZONE_DIR "/usr/share/zoneinfo"
#define ZONE_MAX_BYTES 65536
#define HEADER_SIZE 44 /* RFC 8536 section 3.1 */

struct zone_type {
	int32_t offset;
	uint8_t name; /* index of its abbreviation */
};

struct zone {
	int64_t *times; /* when type types_at[i] begins, ascending, UTC */
	uint8_t *types_at;
	size_t times_len;
	struct zone_type *types;
	size_t types_len;
	char *names; /* NUL-terminated, one after the other */
	size_t names_len;
};

void zone_free(struct zone *z)
{
	if (!z)
		return;
	free(z->times);
	free(z->types_at);
	free(z->types);
	free(z->names);
	free(z);
}

static uint32_t be32(const char *p)
{
	const uint8_t *b = (const uint8_t *)p;

	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	       (uint32_t)b[2] << 8 | b[3];
}

static int64_t be64(const char *p)
{
	return (int64_t)((uint64_t)be32(p) << 32 | be32(p + 4));
}

/* The counts of a header, in the order of the file. */
struct counts {
	uint32_t utc, standard, leaps, times, types, names;
};

static bool read_header(struct str s, struct counts *ret)
{
	uint32_t n[6];

	if (s.len < HEADER_SIZE || !str_starts(s, "TZif"))
		return false;
	for (size_t i = 0; i < 6; i++) {
		n[i] = be32(s.data + 20 + 4 * i);
		if (n[i] > ZONE_MAX_BYTES)
			return false;
	}
	*ret = (struct counts){ n[0], n[1], n[2], n[3], n[4], n[5] };
	return true;
}

static size_t block_size(const struct counts *c, size_t time_size)
{
	return c->times * (time_size + 1) + (size_t)c->types * 6 + c->names +
	       c->leaps * (time_size + 4) + c->standard + c->utc;
}

/* Read the second block, whose times have 64 bits. False: not in order. */
static bool read_block(struct zone *z, struct str s)
{
	struct counts c;
	const char *p;

	if (!read_header(s, &c) || !c.types || !c.names ||
	    s.len < HEADER_SIZE + block_size(&c, 8))
		return false;
	p = s.data + HEADER_SIZE;
	z->times_len = c.times;
	z->times = mem_alloc_array(c.times + 1, sizeof *z->times);
	for (size_t i = 0; i < c.times; i++, p += 8)
		z->times[i] = be64(p);
	z->types_at = mem_dup(p, c.times + 1);
	p += c.times;
	z->types_len = c.types;
	z->types = mem_alloc_array(c.types, sizeof *z->types);
	z->names = mem_strndup(p + 6 * (size_t)c.types, c.names);
	z->names_len = c.names;
	for (size_t i = 0; i < c.types; i++, p += 6) {
		z->types[i].offset = (int32_t)be32(p);
		z->types[i].name = (uint8_t)p[5];
		if (z->types[i].name >= c.names)
			return false;
	}
	for (size_t i = 0; i < c.times; i++)
		if (z->types_at[i] >= c.types)
			return false;
	return true;
}

fallible zone_open(const char *name, struct zone **ret)
{
	auto_zone struct zone *z = mem_alloc(sizeof *z);
	auto_buf struct buf text = { 0 };
	auto_close int dir = -1;
	auto_close int fd = -1;
	struct counts first;
	struct err *e;

	e = fs_open_dir(ZONE_DIR, &dir);
	if (e)
		return e;
	fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || strstr(name, ".."))
		return err_new(&ERR_NOT_FOUND, "no time zone '%s'", name);
	e = fs_read_fd(fd, ZONE_MAX_BYTES, &text);
	if (e)
		return err_wrap(e, "time zone '%s'", name);
	if (!read_header(buf_str(&text), &first) || text.data[4] < '2' ||
	    text.len < HEADER_SIZE + block_size(&first, 4) ||
	    !read_block(z, str_from(buf_str(&text),
				    HEADER_SIZE + block_size(&first, 4))))
		return err_new(&ERR_INPUT, "time zone '%s': not in order",
			       name);
	*ret = take_ptr(&z);
	return NULL;
}

/* The type in force before transition @i. */
static const struct zone_type *type_before(const struct zone *z, size_t i)
{
	return &z->types[i ? z->types_at[i - 1] : 0];
}

int32_t zone_offset(const struct zone *z, int64_t seconds, bool local,
		    const char **ret_name)
{
	const struct zone_type *t;
	size_t low = 0;
	size_t high = z ? z->times_len : 0;

	if (!z) {
		if (ret_name)
			*ret_name = "UTC";
		return 0;
	}
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int64_t from = z->times[mid];

		if (local)
			from += type_before(z, mid)->offset;
		if (seconds < from)
			high = mid;
		else
			low = mid + 1;
	}
	t = type_before(z, low);
	if (ret_name)
		*ret_name = z->names + t->name;
	return t->offset;
}

struct data_time zone_localize(const struct zone *z, struct data_time t)
{
	if (!t.has_zone)
		t.seconds -= zone_offset(z, t.seconds, true, NULL);
	t.utc_offset = zone_offset(z, t.seconds, false, NULL);
	t.has_zone = true;
	t.has_time = true;
	return t;
}
