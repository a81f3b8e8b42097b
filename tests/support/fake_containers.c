/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fake_containers.h"

#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>

#include "lib/err.h"

static void note(struct fake_containers *fake, char what, enum role role)
{
	size_t len = strlen(fake->order);

	if (len + 2 < sizeof(fake->order)) {
		fake->order[len] = what;
		fake->order[len + 1] = "yrv"[role];
	}
}

static fallible start(void *self, enum role role)
{
	struct fake_containers *fake = self;
	struct fake_container *c = &fake->of[role];

	c->starts++;
	if (c->start_fails)
		return err_new(c->start_fails, "as the test asks");
	if (c->known)
		return err_new(&CONTAINER_EXISTS, "'%s'", role_name(role));
	c->known = c->running = true;
	note(fake, '+', role);
	return NULL;
}

static fallible check_running(const struct fake_container *c)
{
	if (!c->known)
		return err_new(&CONTAINER_UNKNOWN, "unknown");
	if (!c->running)
		return err_new(&CONTAINER_STOPPED, "stopped");
	return NULL;
}

/* Readable once it has ended is more than the tests need: they say so. */
static fallible open_pidfd(void *self, enum role role, int *ret_pidfd)
{
	struct fake_containers *fake = self;
	struct err *e = check_running(&fake->of[role]);

	if (e)
		return e;
	*ret_pidfd = eventfd(fake->of[role].ignores_term ? 0 : 1, EFD_CLOEXEC);
	return *ret_pidfd < 0 ? err_sys("eventfd") : NULL;
}

static fallible open_monitor(void *self, enum role role, int *ret_pidfd)
{
	struct fake_containers *fake = self;
	struct err *e = check_running(&fake->of[role]);

	if (!e && fake->of[role].has_no_monitor)
		e = err_new(&CONTAINER_STOPPED, "as the test asks");
	if (e)
		return e;
	*ret_pidfd = eventfd(0, EFD_CLOEXEC);
	return *ret_pidfd < 0 ? err_sys("eventfd") : NULL;
}

static fallible send_signal(void *self, enum role role, int signal)
{
	struct fake_containers *fake = self;
	struct fake_container *c = &fake->of[role];
	struct err *e = check_running(c);

	if (e)
		return e;
	note(fake, signal == SIGTERM ? '-' : '!', role);
	c->last_signal = signal;
	if (!c->ignores_term || signal == SIGKILL)
		c->running = false;
	return NULL;
}

static fallible remove_it(void *self, enum role role)
{
	struct fake_containers *fake = self;

	fake->of[role].known = fake->of[role].running = false;
	fake->of[role].removals++;
	return NULL;
}

static void release(void *self)
{
	(void)self;
}

static const struct containers_ops ops = {
	.start = start,
	.open = open_pidfd,
	.open_monitor = open_monitor,
	.kill = send_signal,
	.remove = remove_it,
	.release = release,
};

struct containers fake_containers(struct fake_containers *fake)
{
	return (struct containers){ .ops = &ops, .self = fake };
}

void fake_container_end(struct fake_containers *fake, enum role role)
{
	fake->of[role].running = false;
}
