/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `status` tells of a site.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "blogctl/lifecycle/blog.h"
#include "blogctl/lifecycle/live_release.h"
#include "blogctl/lifecycle/serve_report.h"
#include "blogctl/site/role.h"
#include "lib/buf.h"
#include "lib/build_report.h"
#include "lib/err.h"
#include "lib/source_failure.h"
#include "lib/source_volume.h"
#include "runtime/container/container_status.h"

/* One container. */
struct role_status {
	bool known; /* the runtime has it */
	struct container_status container;
	uint64_t restarts;
	char *failure; /* why its last start failed; NULL: it did not */
};

/* All zeros is empty. */
struct site_status {
	const struct blog *site; /* borrowed */
	bool up;
	pid_t supervisor; /* 0: none */
	int64_t now_ms;   /* since the epoch */
	struct live_release live;
	struct source_state source;    /* what was pulled last */
	struct source_failure failure; /* of the last pull */
	struct serve_report serve;     /* release 0: it answers from none */
	bool built;
	struct build_report build;
	struct role_status roles[ROLES];
};

void site_status_release(struct site_status *s);
#define auto_site_status __attribute__((cleanup(site_status_release)))

fallible site_status_read(const struct blog *site, struct site_status *ret);

/* Append it for people, or as JSON. */
void site_status_format(const struct site_status *s, struct buf *out);
void site_status_format_json(const struct site_status *s, struct buf *out);

/* Whether the container of @role runs. */
bool site_status_runs(const struct site_status *s, enum role role);

/* "running", "stopped" or "missing". */
const char *site_status_phase(const struct role_status *r);

/* "up", "down", or "degraded": up, but a container is not. */
const char *site_status_summary(const struct site_status *s);

/* How long it has been running, 0 when it is not. */
int64_t site_status_uptime_ms(const struct site_status *s, enum role role);

/* Whether another commit was pulled than the one that is live. */
bool site_status_has_news(const struct site_status *s);

/* The repository without any password. */
const char *site_status_repository(const struct site_status *s);
