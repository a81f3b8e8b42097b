/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/network/netlink.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/cleanup.h"

#define REPLY_BYTES 32768 /* as much as the kernel sends at once */

void *netlink_begin(union netlink_request *r, uint16_t type, uint16_t flags,
		    size_t len)
{
	*r = (union netlink_request){ 0 };
	assert(NLMSG_LENGTH(len) <= sizeof(*r));
	r->header.nlmsg_len = (uint32_t)NLMSG_LENGTH(len);
	r->header.nlmsg_type = type;
	r->header.nlmsg_flags = flags | NLM_F_REQUEST;
	return NLMSG_DATA(&r->header);
}

void netlink_add(union netlink_request *r, uint16_t attribute,
		 const void *value, size_t len)
{
	const size_t at = NLMSG_ALIGN(r->header.nlmsg_len);
	struct rtattr *a = (struct rtattr *)(void *)(r->bytes + at);

	assert(at + RTA_SPACE(len) <= sizeof(*r));
	a->rta_type = attribute;
	a->rta_len = (unsigned short)RTA_LENGTH(len);
	memcpy(RTA_DATA(a), value, len);
	r->header.nlmsg_len = (uint32_t)(at + RTA_LENGTH(len));
}

fallible netlink_open(int *ret_fd)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	if (fd < 0)
		return err_sys("make a netlink socket");
	*ret_fd = fd;
	return NULL;
}

static fallible transmit(int fd, const union netlink_request *r)
{
	if (send(fd, r, r->header.nlmsg_len, 0) < 0)
		return err_sys("ask the kernel's routing");
	return NULL;
}

/* A message without a body says that a list is at its end. */
static fallible error_of(const struct nlmsghdr *m)
{
	const struct nlmsgerr *answer = NLMSG_DATA(m);

	if (m->nlmsg_len < NLMSG_LENGTH(sizeof(*answer)) || !answer->error)
		return NULL;
	errno = -answer->error;
	return err_sys("the kernel's routing refuses");
}

static fallible receive(int fd, char bytes[REPLY_BYTES], size_t *ret_len)
{
	ssize_t len;

	do
		len = recv(fd, bytes, REPLY_BYTES, 0);
	while (len < 0 && errno == EINTR);
	if (len < 0)
		return err_sys("hear from the kernel's routing");
	*ret_len = (size_t)len;
	return NULL;
}

fallible netlink_list(int fd, union netlink_request *r,
		      void (*each)(const struct nlmsghdr *m, void *ctx),
		      void *ctx)
{
	_Alignas(struct nlmsghdr) char bytes[REPLY_BYTES];
	struct err *e = transmit(fd, r);

	while (!e) {
		const struct nlmsghdr *m = (const void *)bytes;
		size_t len = 0;

		e = receive(fd, bytes, &len);
		for (; !e && NLMSG_OK(m, len); m = NLMSG_NEXT(m, len)) {
			if (m->nlmsg_type == NLMSG_ERROR)
				return error_of(m);
			if (m->nlmsg_type == NLMSG_DONE)
				return NULL;
			each(m, ctx);
		}
	}
	return e;
}

static void ignore(const struct nlmsghdr *m, void *ctx)
{
	(void)m;
	(void)ctx;
}

/* The answer is a list of nothing but "done". */
fallible netlink_ask(int fd, union netlink_request *r)
{
	r->header.nlmsg_flags |= NLM_F_ACK;
	return netlink_list(fd, r, ignore, NULL);
}
