/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/supervisor.h"

#include <assert.h>
#include <signal.h>

#include "blogctl/supervisor/teardown.h"
#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mem.h"

/* One container as the supervisor sees it. */
struct ward {
	int pidfd;          /* -1: it does not run */
	int monitor;        /* a pidfd; -1: it does not run, or has no more */
	int64_t started_ms; /* this time */
	int64_t due_ms;     /* of the next start; SUPERVISOR_NEVER: none */
	int64_t kill_ms;    /* when its time to end is over; likewise */
	unsigned failures;  /* in a row */
	uint64_t restarts;
	char *failure; /* why the last start failed; NULL: it did not */
};

struct supervisor {
	struct supervisor_deps deps;
	bool roles[ROLES];
	struct ward wards[ROLES];
};

struct supervisor *supervisor_wire_with(const struct supervisor_config *cfg,
					struct supervisor_deps deps)
{
	struct supervisor *s = mem_alloc(sizeof(*s));

	s->deps = deps;
	for (int i = 0; i < ROLES; i++) {
		s->roles[i] = cfg->roles[i];
		s->wards[i] = (struct ward){
			.pidfd = -1,
			.monitor = -1,
			.due_ms = SUPERVISOR_NEVER,
			.kill_ms = SUPERVISOR_NEVER,
			.restarts = cfg->restarts[i],
		};
	}
	return s;
}

static void forget(struct ward *ward)
{
	cleanup_close(&ward->pidfd);
	cleanup_close(&ward->monitor);
	ward->pidfd = ward->monitor = -1;
	ward->kill_ms = SUPERVISOR_NEVER;
}

void supervisor_free(struct supervisor *s)
{
	if (!s)
		return;
	for (int i = 0; i < ROLES; i++) {
		forget(&s->wards[i]);
		free(s->wards[i].failure);
	}
	s->deps.containers.ops->release(s->deps.containers.self);
	free(s);
}

void supervisor_orphaned(struct supervisor *s, enum role role, int64_t now_ms)
{
	const struct containers *c = &s->deps.containers;
	struct ward *ward = &s->wards[role];
	struct err *e;

	cleanup_close(&ward->monitor);
	ward->monitor = -1;
	log_warn("the monitor of %s has ended; replacing %s", role_name(role),
		 role_name(role));
	ward->kill_ms = now_ms + (role == ROLE_SERVE ? TEARDOWN_SERVE_MS
						     : TEARDOWN_OTHER_MS);
	e = c->ops->kill(c->self, role, SIGTERM);
	/* It has ended by itself, and its pidfd says so. */
	if (err_is(e, &CONTAINER_STOPPED))
		err_drop(e);
	else
		(void)err_report(e);
}

/* Watch one that runs, for its end and its monitor's. */
static fallible watch(struct supervisor *s, enum role role, int64_t now_ms)
{
	const struct containers *c = &s->deps.containers;
	struct ward *ward = &s->wards[role];
	struct err *e = c->ops->open(c->self, role, &ward->pidfd);

	if (e)
		return e;
	ward->started_ms = now_ms;
	ward->due_ms = SUPERVISOR_NEVER;
	e = c->ops->open_monitor(c->self, role, &ward->monitor);
	if (!e)
		return NULL;
	if (err_is(e, &CONTAINER_STOPPED)) {
		err_drop(e);
		supervisor_orphaned(s, role, now_ms);
		return NULL;
	}
	forget(ward);
	return e;
}

/* CONTAINER_UNKNOWN and CONTAINER_STOPPED mean that there is none to adopt. */
static fallible adopt(struct supervisor *s, enum role role, int64_t now_ms,
		      bool *ret_adopted)
{
	struct err *e = watch(s, role, now_ms);

	*ret_adopted = !e;
	/* It was up, and ended while nobody saw to it. */
	if (e && err_is(e, &CONTAINER_STOPPED))
		s->wards[role].restarts++;
	if (e &&
	    (err_is(e, &CONTAINER_UNKNOWN) || err_is(e, &CONTAINER_STOPPED))) {
		err_drop(e);
		return NULL;
	}
	return e;
}

static void note_failure(struct ward *ward, const struct err *e)
{
	struct buf text = { 0 };

	free(take_ptr(&ward->failure));
	if (!e)
		return;
	err_describe(e, &text);
	ward->failure = buf_take(&text);
}

static fallible start(struct supervisor *s, enum role role, int64_t now_ms)
{
	const struct containers *c = &s->deps.containers;
	struct err *e;

	e = c->ops->remove(c->self, role);
	if (!e)
		e = c->ops->start(c->self, role);
	if (!e)
		e = watch(s, role, now_ms);
	note_failure(&s->wards[role], e);
	return e ? err_wrap(e, "start %s", role_name(role)) : NULL;
}

static int64_t pause_ms(unsigned failures)
{
	int64_t pause = SUPERVISOR_FIRST_PAUSE_MS;

	if (failures < 2)
		return 0;
	for (unsigned i = 2; i < failures; i++) {
		pause *= 2;
		if (pause >= SUPERVISOR_LONGEST_PAUSE_MS)
			return SUPERVISOR_LONGEST_PAUSE_MS;
	}
	return pause;
}

static void schedule(struct ward *ward, int64_t now_ms)
{
	ward->failures++;
	ward->due_ms = now_ms + pause_ms(ward->failures);
}

/* What was published is served without sync, too. */
static fallible begin_one(struct supervisor *s, enum role role, int64_t now_ms)
{
	struct err *e = start(s, role, now_ms);

	if (!e || role != ROLE_SYNC)
		return e;
	schedule(&s->wards[role], now_ms);
	(void)err_report(e);
	return NULL;
}

/* Not the adopted ones: they were up before us and stay up. */
static void remove_started(struct supervisor *s, const bool *started)
{
	const struct containers *c = &s->deps.containers;

	for (int i = 0; i < ROLES; i++) {
		if (!started[i])
			continue;
		forget(&s->wards[i]);
		(void)err_report(c->ops->remove(c->self, (enum role)i));
	}
}

fallible supervisor_begin(struct supervisor *s, int64_t now_ms)
{
	bool started[ROLES] = { false };
	struct err *e = NULL;

	for (int i = 0; !e && i < ROLES; i++) {
		bool adopted = true;

		if (s->roles[i])
			e = adopt(s, (enum role)i, now_ms, &adopted);
		if (!e && !adopted) {
			e = begin_one(s, (enum role)i, now_ms);
			started[i] = !e;
		}
	}
	if (e)
		remove_started(s, started);
	return e;
}

int supervisor_pidfd(const struct supervisor *s, enum role role)
{
	return s->wards[role].pidfd;
}

int supervisor_monitor(const struct supervisor *s, enum role role)
{
	return s->wards[role].monitor;
}

void supervisor_ended(struct supervisor *s, enum role role, int64_t now_ms)
{
	struct ward *ward = &s->wards[role];

	assert(ward->pidfd >= 0);
	forget(ward);
	if (now_ms - ward->started_ms >= SUPERVISOR_STABLE_MS)
		ward->failures = 0;
	schedule(ward, now_ms);
	log_warn("%s has ended; starting it again in %lld ms", role_name(role),
		 (long long)(ward->due_ms - now_ms));
}

int64_t supervisor_next_ms(const struct supervisor *s)
{
	int64_t next = SUPERVISOR_NEVER;

	for (int i = 0; i < ROLES; i++) {
		if (s->wards[i].due_ms < next)
			next = s->wards[i].due_ms;
		if (s->wards[i].kill_ms < next)
			next = s->wards[i].kill_ms;
	}
	return next;
}

/* It did not end when it was asked to. */
static void kill_late(struct supervisor *s, enum role role, int64_t now_ms)
{
	const struct containers *c = &s->deps.containers;

	if (s->wards[role].kill_ms > now_ms)
		return;
	s->wards[role].kill_ms = SUPERVISOR_NEVER;
	(void)err_report(c->ops->kill(c->self, role, SIGKILL));
}

void supervisor_restart(struct supervisor *s, int64_t now_ms)
{
	for (int i = 0; i < ROLES; i++) {
		struct ward *ward = &s->wards[i];
		struct err *e;

		kill_late(s, (enum role)i, now_ms);
		if (ward->due_ms > now_ms)
			continue;
		ward->restarts++;
		e = start(s, (enum role)i, now_ms);
		if (e) {
			schedule(ward, now_ms);
			(void)err_report(e);
		}
	}
}

uint64_t supervisor_restarts(const struct supervisor *s, enum role role)
{
	return s->wards[role].restarts;
}

const char *supervisor_failure(const struct supervisor *s, enum role role)
{
	return s->wards[role].failure;
}
