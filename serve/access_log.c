/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/access_log.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/log.h"
#include "lib/mem.h"
#include "serve/http_date.h"

#define PENDING_MAX (1u << 20) /* bytes */
#define ESCAPE_SIZE 4          /* "\\xHH" */

struct access_log {
	int fd;
	bool never_waits;   /* a file: writing to it never does */
	struct buf pending; /* whole lines */
	uint64_t lost;      /* lines, since the last that was kept */
	time_t second;      /* that @time shows */
	char time[HTTP_DATE_LOG_SIZE];
};

struct access_log *access_log_new(int fd)
{
	struct access_log *l = mem_alloc(sizeof(*l));
	struct stat st;

	l->fd = fd;
	l->never_waits = !fstat(fd, &st) && S_ISREG(st.st_mode);
	return l;
}

void access_log_free(struct access_log *l)
{
	if (!l)
		return;
	buf_release(&l->pending);
	free(l);
}

static const char *time_text(struct access_log *l)
{
	time_t now = time(NULL);

	if (now != l->second)
		http_date_format_log((int64_t)now, l->time);
	l->second = now;
	return l->time;
}

void access_log_add(struct access_log *l, const struct access_entry *e)
{
	struct buf *out = &l->pending;

	if (out->len > PENDING_MAX) {
		l->lost++;
		return;
	}
	buf_puts(out, e->client);
	buf_puts(out, " - - ");
	buf_puts(out, time_text(l));
	buf_puts(out, " \"");
	buf_add_str(out, e->request);
	if (e->status)
		buf_printf(out, "\" %u ", e->status);
	else
		buf_puts(out, "\" - ");
	if (e->whole && e->bytes)
		buf_printf(out, "%llu ", (unsigned long long)e->bytes);
	else
		buf_puts(out, "- ");
	buf_add_str(out, e->origin);
	buf_printf(out, " %llu\n", (unsigned long long)e->duration_us);
}

/* As much of @s as one write to a pipe takes whole, ending with a line. */
static size_t chunk_of(struct str s)
{
	const char *end;

	if (s.len <= PIPE_BUF)
		return s.len;
	end = memrchr(s.data, '\n', PIPE_BUF);
	return end ? (size_t)(end - s.data) + 1 : PIPE_BUF;
}

/*
 * A pipe that polls writable has room for PIPE_BUF bytes, so a chunk does not
 * wait. 0: not now.
 */
static size_t write_chunk(const struct access_log *l, struct str s)
{
	struct pollfd poll_fd = { .fd = l->fd, .events = POLLOUT };
	ssize_t n;

	if (!l->never_waits && poll(&poll_fd, 1, 0) != 1)
		return 0;
	n = write(l->fd, s.data, l->never_waits ? s.len : chunk_of(s));
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	return n < 0 ? s.len : (size_t)n;
}

void access_log_flush(struct access_log *l)
{
	struct str rest = buf_str(&l->pending);

	while (rest.len) {
		size_t n = write_chunk(l, rest);

		if (!n)
			break;
		rest = str_from(rest, n);
	}
	if (rest.len && rest.len < l->pending.len)
		memmove(l->pending.data, rest.data, rest.len);
	buf_truncate(&l->pending, rest.len);
	if (!rest.len && l->lost) {
		log_warn("%llu lines of the access log were lost: nobody read "
			 "it",
			 (unsigned long long)l->lost);
		l->lost = 0;
	}
}

static bool is_plain(char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

void access_log_quote(struct buf *out, struct str s, size_t max)
{
	static const char digits[] = "0123456789abcdef";
	size_t i = 0;

	while (i < s.len) {
		size_t run = i;
		unsigned char c;

		while (run < s.len && run - i < max && is_plain(s.data[run]))
			run++;
		buf_add(out, s.data + i, run - i);
		max -= run - i;
		i = run;
		if (i == s.len || max < ESCAPE_SIZE)
			return;
		c = (unsigned char)s.data[i++];
		buf_puts(out, "\\x");
		buf_putc(out, digits[c >> 4]);
		buf_putc(out, digits[c & 15]);
		max -= ESCAPE_SIZE;
	}
}
