/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/teardown.h"

#include <poll.h>
#include <signal.h>

#include "lib/cleanup.h"

static fallible end_process(const struct containers *c, enum role role,
			    int pidfd)
{
	struct pollfd ended = { .fd = pidfd, .events = POLLIN };
	struct err *e = c->ops->kill(c->self, role, SIGTERM);

	if (e ||
	    poll(&ended, 1,
		 role == ROLE_SERVE ? TEARDOWN_SERVE_MS : TEARDOWN_OTHER_MS))
		return e;
	e = c->ops->kill(c->self, role, SIGKILL);
	if (!e)
		(void)poll(&ended, 1, TEARDOWN_OTHER_MS);
	return e;
}

fallible teardown_end(const struct containers *c, enum role role)
{
	auto_close int pidfd = -1;
	struct err *e = c->ops->open(c->self, role, &pidfd);

	if (!e)
		e = end_process(c, role, pidfd);
	if (e &&
	    (err_is(e, &CONTAINER_UNKNOWN) || err_is(e, &CONTAINER_STOPPED))) {
		err_drop(e);
		return NULL;
	}
	return e;
}

static fallible take_down(const struct containers *c, enum role role)
{
	struct err *asking = teardown_end(c, role);
	struct err *removing = c->ops->remove(c->self, role);

	if (asking && removing) {
		err_drop(removing);
		return asking;
	}
	return asking ? asking : removing;
}

fallible teardown_run(const struct containers *c)
{
	static const enum role order[ROLES] = { ROLE_SERVE, ROLE_RENDER,
						ROLE_SYNC };
	struct err *first = NULL;

	for (int i = 0; i < ROLES; i++) {
		struct err *e = take_down(c, order[i]);

		if (!e)
			continue;
		if (first)
			err_drop(e);
		else
			first = err_wrap(e, "end %s", role_name(order[i]));
	}
	return first;
}
