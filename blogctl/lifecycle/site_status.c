/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/site_status.h"

#include <string.h>

#include "blogctl/clock.h"
#include "blogctl/lifecycle/advance.h"
#include "blogctl/lifecycle/pull.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "blogctl/supervisor/supervisor_lock.h"
#include "blogctl/supervisor/supervisor_record.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

void site_status_release(struct site_status *s)
{
	live_release_release(&s->live);
	source_state_release(&s->source);
	source_failure_release(&s->failure);
	for (int i = 0; i < ROLES; i++)
		free(s->roles[i].failure);
	build_report_release(&s->build);
}

static fallible read_build(struct site_status *s)
{
	auto_free char *path =
		mem_printf("%s/" PLACE_PUBLIC, s->site->place.state);
	auto_close int dir = -1;
	struct err *e;

	e = fs_open_dir(path, &dir);
	if (!e)
		e = build_report_read(dir, &s->build);
	s->built = !e;
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	return e;
}

static fallible read_failure(struct site_status *s)
{
	auto_free char *path =
		mem_printf("%s/" PLACE_SOURCE, s->site->place.state);
	auto_source_failure struct source_failure failure = { 0 };
	auto_close int dir = -1;
	struct err *e = fs_open_dir(path, &dir);

	if (!e)
		e = source_failure_read(dir, &failure);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (e || !failure.text)
		return e;
	s->failure = (struct source_failure){
		failure.since,
		pull_reason(str_of(failure.text), &s->site->config),
	};
	return NULL;
}

bool site_status_runs(const struct site_status *s, enum role role)
{
	const struct role_status *r = &s->roles[role];

	return s->up && r->known && r->container.phase == CONTAINER_RUNNING;
}

static fallible read_role(struct site_status *s, enum role role)
{
	struct role_status *r = &s->roles[role];
	struct err *e;

	e = containers_nsrun_status(&s->site->place, role, &r->container);
	r->known = !e;
	if (e && err_is(e, &CONTAINER_UNKNOWN)) {
		err_drop(e);
		return NULL;
	}
	return e;
}

static fallible read_running(struct site_status *s)
{
	const struct place *p = &s->site->place;
	auto_supervisor_record struct supervisor_record record = { 0 };
	auto_close int run = -1;
	struct err *e;

	e = place_open_run(p, &run);
	if (!e)
		e = serve_report_read(run, &s->serve);
	if (!e)
		e = supervisor_record_read(run, &record);
	if (!e)
		e = supervisor_lock_holder(p, &s->supervisor);
	for (int i = 0; !e && i < ROLES; i++) {
		e = read_role(s, (enum role)i);
		s->roles[i].restarts = record.restarts[i];
		s->roles[i].failure = take_ptr(&record.failures[i]);
	}
	/* What one that has ended reported is not answered any more. */
	if (!site_status_runs(s, ROLE_SERVE))
		s->serve = (struct serve_report){ 0 };
	return e;
}

/* It may be taken down while we read. */
static fallible read_if_up(struct site_status *s)
{
	struct err *e = NULL;

	if (s->up)
		e = read_running(s);
	if (!e || blog_is_up(&s->site->place))
		return e;
	err_drop(e);
	s->up = false;
	return NULL;
}

fallible site_status_read(const struct blog *site, struct site_status *ret)
{
	auto_site_status struct site_status s = {
		.site = site,
		.up = blog_is_up(&site->place),
		.now_ms = clock_wall_ms(),
	};
	struct err *e;

	e = advance_read_source(&site->place, &s.source);
	if (!e)
		e = live_release_read(&site->place, &s.source, &s.live);
	if (!e)
		e = read_failure(&s);
	if (!e)
		e = read_build(&s);
	if (!e)
		e = read_if_up(&s);
	if (e)
		return err_wrap(e, "read the state of site '%s'",
				site->place.site);
	*ret = s;
	s = (struct site_status){ 0 };
	return NULL;
}

const char *site_status_phase(const struct role_status *r)
{
	if (!r->known)
		return "missing";
	return r->container.phase == CONTAINER_RUNNING ? "running" : "stopped";
}

const char *site_status_summary(const struct site_status *s)
{
	if (!s->up)
		return "down";
	for (int i = 0; i < ROLES; i++)
		if (!site_status_runs(s, (enum role)i))
			return "degraded";
	return s->supervisor ? "up" : "degraded";
}

int64_t site_status_uptime_ms(const struct site_status *s, enum role role)
{
	const struct role_status *r = &s->roles[role];
	int64_t uptime_ms = s->now_ms - r->container.started_ms;

	if (!site_status_runs(s, role))
		return 0;
	return uptime_ms > 0 ? uptime_ms : 0;
}

bool site_status_has_news(const struct site_status *s)
{
	return s->source.commit &&
	       (!s->live.commit || strcmp(s->source.commit, s->live.commit));
}

/* What sync says of a local one is how it looks from inside. */
const char *site_status_repository(const struct site_status *s)
{
	const struct site_config *c = &s->site->config;

	if (site_config_is_local(c) || !s->source.repository)
		return c->repository;
	return s->source.repository;
}
