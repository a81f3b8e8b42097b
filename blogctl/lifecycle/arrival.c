/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/arrival.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "blogctl/clock.h"
#include "blogctl/interruption.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

const struct err_tag ARRIVAL_LATE = { "late", 1 };
const struct err_tag ARRIVAL_FAILED = { "build failed", 1 };
const struct err_tag ARRIVAL_DOWN = { "down", 1 };

/* How long a build that is live already may take to report. */
#define REPORT_MS 1000

/* Should an event be lost, look again after this time. */
#define LOOK_AGAIN_MS 2000

enum arrival_state arrival_decide(uint64_t sequence,
				  const struct serve_report *serve,
				  const struct build_report *build)
{
	if (serve->release && serve->sequence >= sequence)
		return ARRIVAL_LIVE;
	if (build && build->sequence >= sequence && !build->published)
		return ARRIVAL_HOPELESS;
	return ARRIVAL_WAITING;
}

/* The folders of a site while somebody waits. */
struct watch {
	int run;
	int public;
	int events; /* inotify */
	int interruption;
};

#define WATCH_NONE                                                             \
	{                                                                      \
		-1, -1, -1, -1                                                 \
	}

static void watch_release(struct watch *w)
{
	cleanup_close(&w->run);
	cleanup_close(&w->public);
	cleanup_close(&w->events);
	cleanup_close(&w->interruption);
}
#define auto_watch __attribute__((cleanup(watch_release)))

static fallible watch_open(const struct place *p, struct watch *w)
{
	auto_free char *public = mem_printf("%s/" PLACE_PUBLIC, p->state);
	struct err *e;

	e = place_open_run(p, &w->run);
	if (!e)
		e = fs_open_dir(public, &w->public);
	if (!e)
		e = interruption_open(&w->interruption);
	if (e)
		return e;
	w->events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (w->events < 0)
		return err_sys("watch the site");
	if (inotify_add_watch(w->events, p->run, IN_MODIFY | IN_DELETE) < 0 ||
	    inotify_add_watch(w->events, public, IN_MOVED_TO) < 0)
		return err_sys("watch the folders of the site");
	return NULL;
}

/* What happened does not matter: all is read anew. */
static void drain(int events)
{
	char bytes[4096];

	while (read(events, bytes, sizeof(bytes)) > 0)
		;
}

/* Whoever takes a site down removes its run folder, and perhaps another one
 * has come in its place. */
static fallible check_up(const struct watch *w)
{
	if (faccessat(w->run, PLACE_SUPERVISOR_LOCK, F_OK, 0) < 0)
		return err_new(&ARRIVAL_DOWN,
			       "the site was taken down meanwhile");
	return NULL;
}

static fallible look(const struct watch *w, uint64_t sequence,
		     struct build_report *build, enum arrival_state *ret)
{
	struct serve_report serve;
	struct err *e;
	bool built;

	build_report_release(build);
	e = build_report_read(w->public, build);
	built = !e;
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		e = NULL;
	}
	if (!e)
		e = serve_report_read(w->run, &serve);
	if (!e)
		*ret = arrival_decide(sequence, &serve, built ? build : NULL);
	return e;
}

/* Until the next event, at most @left_ms. */
static fallible wait_for_event(const struct watch *w, int64_t left_ms)
{
	struct pollfd fds[] = {
		{ .fd = w->events, .events = POLLIN },
		{ .fd = w->interruption, .events = POLLIN },
	};

	if (left_ms > LOOK_AGAIN_MS)
		left_ms = LOOK_AGAIN_MS;
	(void)poll(fds, 2, (int)left_ms);
	drain(w->events);
	return interruption_check();
}

static fallible wait_for(const struct watch *w, uint64_t sequence,
			 int64_t deadline_ms, struct build_report *build)
{
	enum arrival_state state = ARRIVAL_WAITING;
	int64_t live_ms = INT64_MAX;

	for (;;) {
		struct err *e = check_up(w);
		int64_t now_ms = clock_now_ms();

		if (!e)
			e = look(w, sequence, build, &state);
		if (e)
			return e;
		if (state == ARRIVAL_HOPELESS)
			return err_new(&ARRIVAL_FAILED,
				       "the site could not be built");
		if (state == ARRIVAL_LIVE && live_ms == INT64_MAX) {
			live_ms = now_ms;
			deadline_ms = now_ms + REPORT_MS;
		}
		if (state == ARRIVAL_LIVE && build->sequence >= sequence)
			return NULL;
		if (now_ms >= deadline_ms)
			break;
		e = wait_for_event(w, deadline_ms - now_ms);
		if (e)
			return e;
	}
	if (state == ARRIVAL_LIVE)
		return NULL;
	return err_new(&ARRIVAL_LATE,
		       "not live in time; it may still come: see `blogctl "
		       "status` and `blogctl logs`");
}

fallible arrival_wait(const struct place *p, uint64_t sequence,
		      uint64_t timeout_ms, struct build_report *ret_build)
{
	auto_watch struct watch w = WATCH_NONE;
	struct err *e = watch_open(p, &w);

	if (e)
		return e;
	return wait_for(&w, sequence, clock_now_ms() + (int64_t)timeout_ms,
			ret_build);
}

fallible arrival_wait_serving(const struct place *p, uint64_t timeout_ms)
{
	int64_t deadline_ms = clock_now_ms() + (int64_t)timeout_ms;
	auto_watch struct watch w = WATCH_NONE;
	struct err *e = watch_open(p, &w);

	while (!e) {
		int64_t left_ms = deadline_ms - clock_now_ms();
		struct serve_report serve;

		e = check_up(&w);
		if (!e)
			e = serve_report_read(w.run, &serve);
		if (e || serve.release ||
		    faccessat(w.public, "current", F_OK, 0) < 0)
			break;
		if (left_ms <= 0)
			return err_new(&ARRIVAL_LATE,
				       "serve has not told yet which release "
				       "it answers from");
		e = wait_for_event(&w, left_ms);
	}
	return e;
}
