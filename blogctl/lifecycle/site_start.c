/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/site_start.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "blogctl/clock.h"
#include "blogctl/interruption.h"
#include "blogctl/lifecycle/advance.h"
#include "blogctl/lifecycle/arrival.h"
#include "blogctl/lifecycle/pull.h"
#include "blogctl/lifecycle/site_forget.h"
#include "blogctl/listener.h"
#include "blogctl/site/remote_folder.h"
#include "blogctl/site/setup.h"
#include "blogctl/site/site_bundles.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "blogctl/supervisor/keeper_spawn.h"
#include "blogctl/supervisor/service.h"
#include "lib/cleanup.h"
#include "lib/mem.h"

#define LISTENER_NAME "http" /* in the hands of the service manager */

/* From systemd's store, or a socket unit, when we are its service. */
static fallible find_listener(const struct site_start *up, int *ret_fd)
{
	struct err *e = NULL;

	*ret_fd = up->foreground ? service_listener(LISTENER_NAME) : -1;
	if (*ret_fd < 0)
		e = listener_open(up->site->config.listen, ret_fd);
	if (!e && up->foreground)
		service_keep(LISTENER_NAME, *ret_fd);
	return e;
}

/* A site that was never published has nothing to fall back on. */
static bool has_release(const struct place *p)
{
	auto_free char *path =
		mem_printf("%s/" PLACE_PUBLIC "/current", p->state);

	return access(path, F_OK) == 0;
}

/* What keeps sync from the remote does not keep from serving what there is; the
 * pull that follows says it. Takes @e. */
static fallible or_served_alone(const struct site_start *up, struct err *e)
{
	if (!has_release(&up->site->place))
		return e;
	err_drop(e);
	return NULL;
}

static fallible prepare(const struct site_start *up)
{
	static const bool all[ROLES] = { true, true, true };
	const struct place *p = &up->site->place;
	auto_close int state = -1;
	struct site_config *c = &up->site->config;
	struct setup setup;
	struct err *e;

	e = or_served_alone(up, site_config_find_repository(c));
	if (!e)
		e = setup_make(p, up->program, all, &setup);
	if (e)
		return e;
	c->first_id = setup.first_id;
	e = site_images_prune(p, &setup.images);
	if (!e)
		e = site_bundles_write(p, c, &setup.images);
	if (!e)
		e = place_open_state(p, &state);
	if (!e)
		e = site_config_write(state, c);
	return e ? e : or_served_alone(up, remote_folder_fill(p, c));
}

/* Leave the machine as it was, but for a site that was there before. */
static fallible undo(const struct site_start *up, struct err *why)
{
	const struct place *p = &up->site->place;
	bool was_there;
	struct err *e;

	e = up->is_new ? site_forget(p, &was_there) : blog_take_down(p);
	if (e)
		(void)err_report(err_wrap(e, "clean up"));
	else if (up->is_new)
		return err_wrap(why,
				"site '%s' was not put up, and nothing of it "
				"is kept; repeat the command once this is "
				"mended",
				p->site);
	return err_wrap(why, "site '%s' was not put up", p->site);
}

static void print_live(const struct site_start *up, const struct advance *a)
{
	auto_free char *commit = advance_commit(&a->after);
	auto_free char *url = listener_url(up->site->config.listen);
	auto_buf struct buf warnings = { 0 };

	(void)printf("commit   %s\n", commit);
	(void)printf("pages    %" PRIu64 "\n", a->build.html);
	/* It is up, which is what was asked for. */
	(void)err_report(advance_check_whole(a));
	advance_format_warnings(up->site, a, &warnings);
	(void)printf("%.*s", (int)warnings.len, buf_str(&warnings).data);
	(void)printf("live at %s after %" PRId64 " ms\n", url,
		     clock_now_ms() - up->began_ms);
}

/* There is an old release, so nothing that goes wrong now takes it down. */
static fallible refresh(const struct site_start *up)
{
	auto_advance struct advance a = { 0 };
	struct err *e = advance_pull(up->site, &a);

	if (!e)
		e = advance_wait(up->site, &a);
	e = blog_blame(&up->site->place, e);
	if (e && err_is(e, &BLOG_DOWN))
		return e;
	if (e) {
		advance_print_messages(&a.build);
		(void)err_report(err_wrap(e, "the site is up as it was"));
	}
	print_live(up, &a);
	return NULL;
}

static fallible first_arrival(const struct site_start *up)
{
	auto_advance struct advance a = { 0 };
	struct err *e;

	e = advance_read_source(&up->site->place, &a.after);
	if (!e)
		e = advance_wait(up->site, &a);
	if (e && err_is(e, &ARRIVAL_FAILED))
		advance_print_messages(&a.build);
	if (!e)
		print_live(up, &a);
	return e;
}

/* In a process of its own, tell when the site is live. Gives its pidfd. */
static fallible fork_herald(const struct site_start *up, bool is_first,
			    int *lock, int *ret_pidfd)
{
	pid_t child = fork();

	if (child < 0)
		return err_sys("fork");
	if (child == 0) {
		struct err *e;

		(void)close(take_fd(lock));
		interruption_let();
		e = is_first ? first_arrival(up) : refresh(up);
		(void)fflush(stdout);
		_exit(err_report(e));
	}
	*ret_pidfd = (int)syscall(SYS_pidfd_open, child, 0);
	return *ret_pidfd < 0 ? err_sys("open process %d", child) : NULL;
}

static struct keeper_config keeper_of(const struct blog *site)
{
	return (struct keeper_config){
		.place = &site->place,
		.address = site->config.listen,
		.roles = { true, true, true },
		.listener = -1,
		.herald = -1,
		.ready = -1,
		.log = -1,
		.lock = -1,
	};
}

static fallible take_down(const struct place *p)
{
	auto_close int lock = -1;
	struct err *e = place_lock(p, &lock);

	return e ? e : blog_take_down(p);
}

static fallible keep(const struct place *p, const struct keeper_config *keeper)
{
	struct err *e;
	int signal;

	e = keeper_run(keeper, &signal);
	return e || signal != SIGINT ? e : take_down(p);
}

/* Takes the lock. */
static fallible start_here(const struct site_start *up, bool is_first,
			   int *lock, int listener)
{
	const struct place *p = &up->site->place;
	struct keeper_config keeper = keeper_of(up->site);
	struct err *e, *cleaning;

	e = fork_herald(up, is_first, lock, &keeper.herald);
	keeper.listener = listener;
	keeper.lock = take_fd(lock);
	if (!e)
		e = keep(p, &keeper);
	if (!e)
		return NULL;
	cleaning = take_down(p);
	if (cleaning)
		(void)err_report(err_wrap(cleaning, "clean up"));
	return e;
}

/* In the background: it has ended when it is live, or when it cannot be. */
static fallible start_keeper(const struct site_start *up, bool is_first,
			     int listener)
{
	struct keeper_config keeper = keeper_of(up->site);
	struct err *e;

	keeper.listener = listener;
	e = keeper_spawn(&keeper);
	if (!e && is_first)
		e = first_arrival(up);
	return e;
}

fallible site_start(const struct site_start *up, int *lock)
{
	bool is_first = !has_release(&up->site->place);
	auto_close int listener = -1;
	struct err *e;

	e = find_listener(up, &listener);
	if (!e)
		e = prepare(up);
	if (!e)
		e = interruption_check();
	if (!e && is_first)
		e = pull_alone(&up->site->place, &up->site->config);
	if (!e && up->foreground)
		return start_here(up, is_first, lock, take_fd(&listener));
	if (!e)
		e = start_keeper(up, is_first, take_fd(&listener));
	if (e)
		return undo(up, interruption_blame(e));
	(void)close(take_fd(lock));
	return is_first ? NULL : refresh(up);
}

fallible site_stay(const struct blog *site)
{
	struct keeper_config keeper = keeper_of(site);

	keeper.listener = service_listener(LISTENER_NAME);
	return keep(&site->place, &keeper);
}
