/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/lingering.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINGERING_MS 3000
#define LINGERING_BYTES (4u << 20)
#define SWALLOW_SIZE 65536

void lingering_release(struct lingering *l)
{
	for (size_t i = 0; i < l->len; i++)
		(void)close(l->sockets[i].fd);
	l->len = 0;
}

void lingering_add(struct lingering *l, int fd, int64_t now_ms)
{
	int kept;

	if (l->len == LINGERING_MAX)
		return;
	kept = fcntl(fd, F_DUPFD_CLOEXEC, fd);
	if (kept < 0)
		return;
	l->sockets[l->len++] = (struct lingering_socket){
		.fd = kept,
		.deadline_ms = now_ms + LINGERING_MS,
		.left = LINGERING_BYTES,
	};
}

/* True when the connection is over. */
static bool swallow(struct lingering_socket *s)
{
	char bytes[SWALLOW_SIZE];

	while (s->left) {
		ssize_t n = recv(s->fd, bytes, sizeof(bytes), MSG_DONTWAIT);

		if (n < 0)
			return errno != EAGAIN && errno != EINTR;
		if (!n)
			return true;
		s->left -= (size_t)n < s->left ? (size_t)n : s->left;
	}
	return true;
}

void lingering_run(struct lingering *l, int64_t now_ms)
{
	size_t i = 0;

	while (i < l->len) {
		struct lingering_socket *s = &l->sockets[i];

		if (!swallow(s) && now_ms < s->deadline_ms) {
			i++;
			continue;
		}
		(void)close(s->fd);
		*s = l->sockets[--l->len];
	}
}
