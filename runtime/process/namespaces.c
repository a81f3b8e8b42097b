/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/namespaces.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>

#include <linux/nsfs.h>

#include "lib/cleanup.h"

void namespaces_close(struct namespaces *n)
{
	for (size_t i = 0; i < n->len; i++)
		cleanup_close(&n->items[i].fd);
	n->len = 0;
}

static fallible open_one(const struct spec_namespace *asked, int *ret)
{
	auto_close int fd = open(asked->path, O_RDONLY | O_CLOEXEC);
	int type;

	if (fd < 0)
		return err_sys("linux.namespaces[%zu].path: open '%s'",
			       asked->index, asked->path);
	type = ioctl(fd, NS_GET_NSTYPE);
	if (type < 0 || (uint64_t)type != asked->flag)
		return err_new(&ERR_INPUT,
			       "linux.namespaces[%zu].path: '%s' is not a "
			       "namespace of that type",
			       asked->index, asked->path);
	*ret = take_fd(&fd);
	return NULL;
}

fallible namespaces_open(const struct spec *s, struct namespaces *ret)
{
	struct err *e = NULL;

	for (size_t i = 0; i < s->joined_len && !e; i++) {
		e = open_one(&s->joined[i], &ret->items[ret->len].fd);
		if (e)
			break;
		ret->items[ret->len++].asked = &s->joined[i];
	}
	return e;
}

static fallible enter(const struct namespaces *n, size_t i)
{
	const struct spec_namespace *asked = n->items[i].asked;

	if (setns(n->items[i].fd, (int)asked->flag))
		return err_sys("linux.namespaces[%zu].path: enter '%s'",
			       asked->index, asked->path);
	return NULL;
}

/*
 * The right to enter one may come from where we are, or from the user
 * namespace that is entered as well.
 */
fallible namespaces_enter(const struct namespaces *n)
{
	bool entered[NAMESPACE_KINDS] = { false };
	struct err *e = NULL;

	for (size_t i = 0; i < n->len; i++) {
		if (n->items[i].asked->flag == CLONE_NEWUSER)
			continue;
		e = enter(n, i);
		entered[i] = !e;
		err_drop(e);
	}
	e = NULL;
	for (size_t i = 0; i < n->len && !e; i++)
		if (n->items[i].asked->flag == CLONE_NEWUSER)
			e = enter(n, i);
	for (size_t i = 0; i < n->len && !e; i++)
		if (!entered[i] && n->items[i].asked->flag != CLONE_NEWUSER)
			e = enter(n, i);
	return e;
}
