/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/blog.h"

#include "blogctl/lifecycle/arrival.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "blogctl/supervisor/keeper_spawn.h"
#include "blogctl/supervisor/supervisor_lock.h"
#include "blogctl/supervisor/teardown.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"

/* How long a serve that was just started may take to answer. */
#define SERVING_MS 5000

const struct err_tag BLOG_DOWN = { "down", 1 };

void blog_release(struct blog *s)
{
	place_release(&s->place);
	site_config_release(&s->config);
}

static fallible read_config(const struct place *p, struct site_config *ret)
{
	auto_close int dir = -1;
	struct err *e = place_open_state(p, &dir);

	return e ? e : site_config_read(dir, ret);
}

fallible blog_open(const struct place_env *env, const char *name,
		   struct blog *ret)
{
	auto_blog struct blog s = { 0 };
	struct err *e;

	e = place_find(env, name, &s.place);
	if (e)
		return e;
	e = read_config(&s.place, &s.config);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return err_new(&ERR_NOT_FOUND,
			       "there is no site '%s'; `blogctl up REPOSITORY` "
			       "makes one",
			       name);
	}
	if (e)
		return e;
	*ret = s;
	s = (struct blog){ 0 };
	return NULL;
}

bool blog_is_up(const struct place *p)
{
	auto_free char *path = mem_printf("%s/" PLACE_SUPERVISOR_LOCK, p->run);

	return access(path, F_OK) == 0;
}

static fallible start_supervisor(const struct blog *s)
{
	const struct keeper_config keeper = {
		.place = &s->place,
		.address = s->config.listen,
		.roles = { true, true, true },
		.listener = -1,
		.herald = -1,
		.ready = -1,
		.log = -1,
		.lock = -1,
	};
	struct err *e = keeper_spawn(&keeper);

	if (e)
		return err_wrap(e, "start a supervisor for site '%s'",
				s->place.site);
	log_info("a new supervisor has taken over site '%s'", s->place.site);
	return NULL;
}

/* A serve that had ended, too, takes a moment to begin. */
static fallible wait_for_serve(const struct blog *s)
{
	struct err *e = arrival_wait_serving(&s->place, SERVING_MS);

	if (!e || !err_is(e, &ARRIVAL_LATE))
		return e;
	(void)err_report(e);
	return NULL;
}

static fallible is_down(const struct place *p)
{
	return err_new(&BLOG_DOWN,
		       "site '%s' is not up; `blogctl up --site %s` starts it",
		       p->site, p->site);
}

/* Another command may have been quicker, with the one or the other. */
fallible blog_attach_locked(const struct blog *s)
{
	struct err *e;
	pid_t pid = 0;

	if (!blog_is_up(&s->place)) {
		e = place_remove_run(&s->place);
		return e ? e : is_down(&s->place);
	}
	e = supervisor_lock_holder(&s->place, &pid);
	if (!e && !pid)
		e = start_supervisor(s);
	return e;
}

fallible blog_check_up(const struct place *p)
{
	return blog_is_up(p) ? NULL : is_down(p);
}

fallible blog_blame(const struct place *p, struct err *e)
{
	if (!e || err_is(e, &BLOG_DOWN) || blog_is_up(p))
		return e;
	err_drop(e);
	return err_new(&BLOG_DOWN, "site '%s' was taken down meanwhile",
		       p->site);
}

fallible blog_attach(const struct blog *s)
{
	auto_close int lock = -1;
	struct err *e;
	pid_t pid = 0;

	e = blog_check_up(&s->place);
	if (e)
		return e;
	e = supervisor_lock_holder(&s->place, &pid);
	if (!e && !pid)
		e = place_lock(&s->place, &lock);
	if (!e && !pid)
		e = blog_attach_locked(s);
	if (lock >= 0)
		(void)close(take_fd(&lock));
	if (!e)
		e = wait_for_serve(s);
	return blog_blame(&s->place, e);
}

fallible blog_end(const struct place *p)
{
	struct containers containers = { 0 };
	struct err *e;

	e = supervisor_lock_end_holder(p);
	if (!e)
		e = containers_nsrun_open(p, NULL, -1, &containers);
	if (e)
		return e;
	e = teardown_run(&containers);
	containers.ops->release(containers.self);
	return e ? e : containers_nsrun_remove_all(p);
}

fallible blog_take_down(const struct place *p)
{
	struct err *e = blog_end(p);

	return e ? e : place_remove_run(p);
}
