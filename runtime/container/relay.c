/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/relay.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"

#define LAST_CHUNKS 64 /* far more than a terminal holds */

void relay_release(struct relay *r)
{
	if (r->is_raw)
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &r->before);
	r->is_raw = false;
	cleanup_close(&r->master);
	r->master = -1;
}

static void make_raw(struct relay *r)
{
	struct termios raw;

	if (tcgetattr(STDIN_FILENO, &r->before))
		return;
	raw = r->before;
	cfmakeraw(&raw);
	r->is_raw = !tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

fallible relay_begin(struct relay *r, int master)
{
	const int flags = fcntl(master, F_GETFL);

	*r = (struct relay){ .master = master, .input = STDIN_FILENO };
	/* A program that reads nothing must not keep us from showing what it
	 * writes. */
	if (flags < 0 || fcntl(master, F_SETFL, flags | O_NONBLOCK))
		return err_sys("change the terminal");
	make_raw(r);
	relay_resize(r);
	return NULL;
}

void relay_resize(const struct relay *r)
{
	struct winsize size;

	if (r->master >= 0 && !ioctl(STDIN_FILENO, TIOCGWINSZ, &size))
		(void)ioctl(r->master, TIOCSWINSZ, &size);
}

void relay_prepare(const struct relay *r, struct pollfd p[static RELAY_FDS])
{
	bool full = r->typed_len == sizeof(r->typed);

	p[0] = (struct pollfd){ .fd = full ? -1 : r->input, .events = POLLIN };
	p[1] = (struct pollfd){
		.fd = r->master,
		.events = (short)(POLLIN | (r->typed_len ? POLLOUT : 0))
	};
}

static void take_typed(struct relay *r)
{
	ssize_t len = read(r->input, r->typed + r->typed_len,
			   sizeof(r->typed) - r->typed_len);

	if (len > 0)
		r->typed_len += (size_t)len;
	else if (len == 0 || (errno != EINTR && errno != EAGAIN))
		r->input = -1;
}

static void give_typed(struct relay *r)
{
	ssize_t len = write(r->master, r->typed, r->typed_len);

	if (len <= 0)
		return;
	r->typed_len -= (size_t)len;
	memmove(r->typed, r->typed + len, r->typed_len);
}

/* False when there is nothing for now. When the last that had the other end
 * open is gone reading fails, and there is nothing for ever. */
static bool show(struct relay *r)
{
	char chunk[RELAY_CHUNK];
	ssize_t len = read(r->master, chunk, sizeof(chunk));

	if (len > 0) {
		err_drop(fs_write_fd(STDOUT_FILENO, chunk, (size_t)len));
		return true;
	}
	if (len < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	cleanup_close(&r->master);
	r->master = -1;
	return false;
}

void relay_continue(struct relay *r, const struct pollfd p[static RELAY_FDS])
{
	if (p[0].revents)
		take_typed(r);
	if (p[1].revents & POLLOUT)
		give_typed(r);
	if (p[1].revents & ~POLLOUT)
		(void)show(r);
}

void relay_drain(struct relay *r)
{
	for (int i = 0; i < LAST_CHUNKS && r->master >= 0; i++)
		if (!show(r))
			return;
}
