/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * make_release VOLUME RELEASE SEQUENCE < LIST
 *
 * Publishes a release made from lines like those below, separated by single
 * blanks, for tests of what reads a public volume. A body is a file, or "-"
 * where that encoding is missing.
 *
 *   page PATH STATUS TYPE BODY [GZIP [BROTLI [CACHE]]]
 *   redirect PATH STATUS LOCATION
 */
#include <stdio.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/public_volume.h"

#define BODY_MAX_BYTES (1u << 30)
#define LIST_MAX_BYTES (16u << 20)
#define WORDS 8

struct making {
	int volume;
	struct release_entry *entries;
	size_t len;
	size_t cap;
};

static fallible put_body(int volume, const char *file, struct release_body *ret)
{
	auto_buf struct buf bytes = { 0 };
	auto_close int dir = -1;
	struct err *e;

	e = fs_open_dir(".", &dir);
	if (!e)
		e = fs_read_at(dir, file, BODY_MAX_BYTES, &bytes);
	if (e)
		return e;
	digest_of(bytes.data, bytes.len, &ret->object);
	ret->size = bytes.len;
	ret->present = true;
	return public_volume_put_object(volume, &ret->object, bytes.data,
					bytes.len);
}

static fallible add_entry(struct making *m, const struct str *words)
{
	struct release_entry entry = { 0 };
	uint64_t status;
	struct err *e;

	if (!words[3].len || !num_parse_uint(words[2], 999, &status))
		return err_new(&ERR_INPUT, "a line is too short");
	entry.path = words[1];
	entry.status = (uint16_t)status;
	if (str_is(words[0], "redirect")) {
		entry.location = words[3];
	} else {
		entry.media_type = words[3];
		entry.cache = words[7];
		for (size_t i = 0; i < RELEASE_ENCODINGS; i++) {
			auto_free char *file = mem_strndup(words[4 + i].data,
							   words[4 + i].len);

			if (!words[4 + i].len || str_is(words[4 + i], "-"))
				continue;
			e = put_body(m->volume, file, &entry.bodies[i]);
			if (e)
				return e;
		}
	}
	m->entries = mem_grow(m->entries, m->len, &m->cap, sizeof(entry));
	m->entries[m->len++] = entry;
	return NULL;
}

/* The last word takes the rest of the line. */
static fallible add_line(struct making *m, struct str line)
{
	struct str words[WORDS] = { 0 }, rest = line;

	for (size_t i = 0; i < WORDS - 1; i++)
		if (!str_split(&rest, ' ', &words[i]))
			break;
	words[WORDS - 1] = rest;
	return line.len ? add_entry(m, words) : NULL;
}

static fallible publish(struct making *m, char **argv)
{
	auto_buf struct buf list = { 0 };
	auto_close int lock = -1;
	struct release_origin origin = { .commit_time = 1 };
	struct str rest, line;
	struct err *e;

	if (!num_parse_uint(str_of(argv[2]), UINT64_MAX, &origin.release) ||
	    !num_parse_uint(str_of(argv[3]), UINT64_MAX, &origin.sequence))
		return err_new(&ERR_USAGE, "RELEASE and SEQUENCE are numbers");
	e = fs_open_dir(argv[1], &m->volume);
	if (!e)
		e = public_volume_create(m->volume);
	if (!e)
		e = public_volume_lock(m->volume, -1, &lock);
	if (!e)
		e = fs_read_fd(0, LIST_MAX_BYTES, &list);
	rest = buf_str(&list);
	while (!e && str_split(&rest, '\n', &line))
		e = add_line(m, line);
	if (!e)
		e = public_volume_publish(m->volume, &origin, m->entries,
					  m->len);
	return e;
}

int main(int argc, char **argv)
{
	struct making m = { .volume = -1 };
	struct err *e;

	if (argc != 4)
		e = err_new(&ERR_USAGE,
			    "usage: make_release VOLUME RELEASE SEQUENCE");
	else
		e = publish(&m, argv);
	free(m.entries);
	cleanup_close(&m.volume);
	return err_report(e);
}
