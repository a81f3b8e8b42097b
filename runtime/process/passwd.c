/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/passwd.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/str.h"
#include "runtime/process/rooted.h"

#define PATH "/etc/passwd"
#define MAX_LINE 1024u
#define MAX_BYTES (1u << 20)

enum column { COLUMN_NAME, COLUMN_UID = 2, COLUMN_HOME = 5, COLUMNS = 7 };

struct reader {
	int fd;
	char chunk[MAX_LINE];
	size_t used, len; /* of the chunk */
	size_t total;
	bool ended;
};

/* Looked at before it is opened, for opening a device may do something. */
static int open_plain(int root)
{
	auto_close int found = rooted_find(root, PATH, true);
	auto_close int fd = -1;
	struct stat st, opened;

	if (found < 0 || fstat(found, &st) || !S_ISREG(st.st_mode))
		return -1;
	fd = rooted_read(root, PATH);
	if (fd < 0 || fstat(fd, &opened) || opened.st_dev != st.st_dev ||
	    opened.st_ino != st.st_ino)
		return -1;
	return take_fd(&fd);
}

static bool split(struct str line, struct str columns[COLUMNS])
{
	size_t len = 0;

	if (memchr(line.data, '\0', line.len))
		return false;
	while (len < COLUMNS && str_split(&line, ':', &columns[len]))
		len++;
	return len > COLUMN_HOME;
}

static bool is_of(struct str line, uid_t uid, struct str columns[COLUMNS])
{
	uint64_t number = 0;

	return split(line, columns) &&
	       num_parse_uint(columns[COLUMN_UID], UINT32_MAX, &number) &&
	       number == uid;
}

/* A line that does not fit is none, and ends the search. */
static bool read_more(struct reader *r)
{
	ssize_t len = 0;

	if (r->len < sizeof(r->chunk) && r->total < MAX_BYTES)
		len = read(r->fd, r->chunk + r->len, sizeof(r->chunk) - r->len);
	if (len <= 0) {
		r->ended = r->len < sizeof(r->chunk) && r->total < MAX_BYTES;
		return false;
	}
	r->len += (size_t)len;
	r->total += (size_t)len;
	return true;
}

/* Take the next line, which lasts until the next is taken. */
static bool next_line(struct reader *r, struct str *ret)
{
	char *end;

	memmove(r->chunk, r->chunk + r->used, r->len - r->used);
	r->len -= r->used;
	r->used = 0;
	do
		end = memchr(r->chunk, '\n', r->len);
	while (!end && read_more(r));
	if (!end && (!r->ended || !r->len))
		return false;
	*ret = (struct str){ r->chunk,
			     end ? (size_t)(end - r->chunk) : r->len };
	r->used = end ? ret->len + 1 : r->len;
	return true;
}

static char *find(int root, uid_t uid, enum column wanted)
{
	auto_close int fd = open_plain(root);
	struct reader r = { .fd = fd };
	struct str line, columns[COLUMNS];

	while (fd >= 0 && next_line(&r, &line))
		if (is_of(line, uid, columns))
			return mem_strndup(columns[wanted].data,
					   columns[wanted].len);
	return NULL;
}

char *passwd_find_name(int root, uid_t uid)
{
	return find(root, uid, COLUMN_NAME);
}

char *passwd_find_home(int root, uid_t uid)
{
	auto_free char *home = find(root, uid, COLUMN_HOME);

	return home && home[0] == '/' ? take_ptr(&home) : NULL;
}
