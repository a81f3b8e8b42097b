/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <time.h>

#include "content-sync/puller.h"
#include "content-sync/repo_git.h"
#include "lib/cleanup.h"
#include "lib/mem.h"

static int64_t read_clock(clockid_t id)
{
	struct timespec t;

	(void)clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t now_ms(void)
{
	return read_clock(CLOCK_REALTIME);
}

static int64_t clock_ms(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

fallible puller_wire(const struct puller_config *cfg, struct puller **ret)
{
	auto_free char *git_dir =
		mem_printf("%s/" SOURCE_VOLUME_GIT, cfg->volume);
	const struct repo_git_config repo = {
		.url = cfg->url,
		.branch = cfg->branch,
		.git_dir = git_dir,
		.key_file = cfg->key_file,
		.credentials_file = cfg->credentials_file,
		.stop_fd = cfg->stop_fd,
		.stall_ms = cfg->stall_ms,
		.deadline_ms = cfg->deadline_ms,
	};
	struct puller_deps deps = { .now_ms = now_ms, .clock_ms = clock_ms };
	struct err *e;

	e = repo_git_open(&repo, &deps.repo);
	if (e)
		return e;
	*ret = puller_wire_with(cfg, deps);
	return NULL;
}
