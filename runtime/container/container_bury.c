/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The end of a container that has no process any more.
 */
#include <string.h>

#include "lib/cleanup.h"
#include "runtime/container/container_cgroup.h"
#include "runtime/container/container_process.h"
#include "runtime/container/state.h"
#include "runtime/process/hooks.h"

/* What is to be done once it is gone. */
struct last_will {
	struct spec spec;
	struct state state;
};

static void last_will_release(struct last_will *w)
{
	spec_release(&w->spec);
	state_release(&w->state);
}

/* Few bundles have one, and most need not be read again for it. */
static fallible read_will(int dir, struct last_will *ret)
{
	auto_buf struct buf config = { 0 };
	struct err *e = state_read_config(dir, &config);

	if (!e && config.data && strstr(config.data, "poststop")) {
		e = state_read(dir, &ret->state);
		if (!e)
			e = spec_parse(buf_str(&config), "config.json",
				       &ret->spec);
	}
	return e;
}

fallible container_bury(const char *root, const char *id, int dir)
{
	__attribute__((cleanup(last_will_release))) struct last_will w = { 0 };
	/* What cannot be read cannot be wanted, and keeps nothing here. */
	struct err *unread = read_will(dir, &w);
	const struct hook_subject subject = { .spec = &w.spec,
					      .id = id,
					      .bundle = w.state.bundle };

	struct err *e = container_remove(root, id, dir);

	if (!e && !unread)
		hooks_run_all(&subject, HOOK_POSTSTOP, "stopped", 0);
	err_drop(unread);
	return e;
}
