/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <signal.h>
#include <stdio.h>

#include "blogctl/advance.h"
#include "blogctl/arrival.h"
#include "blogctl/clock.h"
#include "blogctl/command.h"
#include "blogctl/command_line.h"
#include "blogctl/containers_nsrun.h"
#include "blogctl/keeper_spawn.h"
#include "blogctl/listener.h"
#include "blogctl/pull.h"
#include "blogctl/service.h"
#include "blogctl/setup.h"
#include "blogctl/site_bundles.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"

#define LISTENER_NAME "http" /* in the hands of the service manager */

/* What the command line asks for, and what becomes of it. */
struct up {
	const struct command_env *env;
	const char *name;
	const char *repository; /* NULL: as last time */
	const char *branch;
	const char *listen; /* NULL: as last time, or the default */
	uint64_t interval_ms;
	bool foreground;

	struct site site;
	bool is_new; /* its state folder was not there */
	int64_t began_ms;
};

/* The last configuration of the site, if there is one. */
static fallible read_last(const struct up *up, struct site *ret)
{
	struct err *e = site_open(&up->env->place, up->name, ret);

	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	return e;
}

static fallible choose_repository(const struct up *up, const struct site *last,
				  struct site_config *c)
{
	if (up->repository) {
		c->branch = mem_strdup(up->branch);
		return site_config_resolve_repository(up->repository,
						      &c->repository);
	}
	if (!last->config.repository)
		return err_new(&ERR_USAGE, "which repository? try: blogctl up "
					   "https://example.org/blog.git");
	c->repository = mem_strdup(last->config.repository);
	c->branch = mem_strdup(up->branch ? up->branch : last->config.branch);
	return NULL;
}

static fallible choose_address(const struct up *up, const struct site *last,
			       struct site_config *c)
{
	const char *address = up->listen ? up->listen : last->config.listen;

	if (!address)
		address = up->env->place.uid ? "0.0.0.0:8080" : "0.0.0.0:80";
	return listener_normalize(address, &c->listen);
}

/* Options, then the last time, then the defaults. */
static fallible configure(struct up *up)
{
	auto_site struct site last = { 0 };
	struct site_config *c = &up->site.config;
	struct err *e;

	e = place_find(&up->env->place, up->name, &up->site.place);
	if (!e)
		e = read_last(up, &last);
	if (!e)
		e = choose_repository(up, &last, c);
	if (!e)
		e = choose_address(up, &last, c);
	c->interval_ms = up->interval_ms           ? up->interval_ms
			 : last.config.interval_ms ? last.config.interval_ms
						   : SITE_DEFAULT_INTERVAL_MS;
	up->is_new = access(up->site.place.state, F_OK) < 0;
	return e;
}

static fallible say_up_already(const struct up *up)
{
	auto_site struct site running = { 0 };
	auto_free char *difference = NULL;
	auto_free char *url = NULL;
	struct err *e;

	e = site_open(&up->env->place, up->name, &running);
	if (e)
		return e;
	difference = site_config_difference(&running.config, &up->site.config);
	if (difference)
		return err_new(&ERR_EXISTS,
			       "site '%s' is up, but %s; to change it, "
			       "`blogctl down` first",
			       up->name, difference);
	url = listener_url(running.config.listen);
	(void)printf("site '%s' is up already: %s\n", up->name, url);
	return NULL;
}

/* From systemd's store, or a socket unit, when we are its service. */
static fallible find_listener(const struct up *up, int *ret_fd)
{
	struct err *e = NULL;

	*ret_fd = up->foreground ? service_listener(LISTENER_NAME) : -1;
	if (*ret_fd < 0)
		e = listener_open(up->site.config.listen, ret_fd);
	if (!e && up->foreground)
		service_keep(LISTENER_NAME, *ret_fd);
	return e;
}

static fallible prepare(struct up *up)
{
	static const bool all[ROLES] = { true, true, true };
	const struct place *p = &up->site.place;
	auto_close int state = -1;
	struct setup setup;
	struct err *e;

	e = setup_make(p, up->env->program, all, &setup);
	if (e)
		return e;
	up->site.config.first_id = setup.first_id;
	e = site_bundles_write(p, &up->site.config, &setup.images);
	if (!e)
		e = place_open_state(p, &state);
	if (!e)
		e = site_config_write(state, &up->site.config);
	return e;
}

/* A site that was never published has nothing to fall back on. */
static bool has_release(const struct place *p)
{
	auto_free char *path =
		mem_printf("%s/" PLACE_PUBLIC "/current", p->state);

	return access(path, F_OK) == 0;
}

/* Leave the machine as it was, but for a site that was there before. */
static fallible undo(const struct up *up, struct err *why)
{
	const struct place *p = &up->site.place;
	struct err *e = site_take_down(p);

	if (!e && up->is_new)
		e = place_remove_state(p);
	if (e)
		(void)err_report(err_wrap(e, "clean up"));
	return why;
}

/* As systemd's service or on a terminal: until we are told to end. */
static fallible stay(const struct up *up, const struct keeper_config *keeper,
		     int *lock)
{
	const struct place *p = &up->site.place;
	auto_close int again = -1;
	struct err *e;
	int signal;

	(void)close(take_fd(lock));
	e = keeper_run(keeper, &signal);
	if (e || signal != SIGINT)
		return e;
	e = place_lock(p, &again);
	return e ? e : site_take_down(p);
}

static void print_live(const struct up *up, const struct advance *a)
{
	auto_free char *commit = advance_commit(&a->after);
	auto_free char *url = listener_url(up->site.config.listen);

	(void)printf("commit   %s\n", commit);
	(void)printf("pages    %llu\n",
		     (unsigned long long)(a->build.pages + a->build.posts));
	(void)printf("live at %s after %lld ms\n", url,
		     (long long)(clock_now_ms() - up->began_ms));
}

/* There is an old release, so nothing that goes wrong now takes it down. */
static void refresh(const struct up *up)
{
	auto_advance struct advance a = { 0 };
	struct err *e = advance_pull(&up->site, &a);

	if (!e)
		e = advance_wait(&up->site, &a);
	if (e) {
		advance_print_messages(&a.build);
		(void)err_report(err_wrap(e, "the site is up as it was"));
	}
	print_live(up, &a);
}

static fallible first_arrival(const struct up *up)
{
	auto_advance struct advance a = { 0 };
	struct err *e;

	e = advance_read_source(&up->site.place, &a.after);
	if (!e)
		e = advance_wait(&up->site, &a);
	if (e && err_is(e, &ARRIVAL_FAILED))
		advance_print_messages(&a.build);
	if (!e)
		print_live(up, &a);
	return e;
}

static fallible start(struct up *up, int *lock)
{
	struct keeper_config keeper = {
		.place = &up->site.place,
		.address = up->site.config.listen,
		.roles = { true, true, true },
		.listener = -1,
		.ready = -1,
	};
	bool is_first = !has_release(&up->site.place);
	auto_close int listener = -1;
	struct err *e;

	e = find_listener(up, &listener);
	if (!e)
		e = prepare(up);
	if (!e && is_first)
		e = pull_alone(&up->site.place, &up->site.config);
	if (e)
		return undo(up, e);
	keeper.listener = take_fd(&listener);
	if (up->foreground)
		return stay(up, &keeper, lock);
	e = keeper_spawn(&keeper);
	if (!e && is_first)
		e = first_arrival(up);
	if (e)
		return undo(up, e);
	(void)close(take_fd(lock));
	if (!is_first)
		refresh(up);
	return NULL;
}

static fallible put_up(struct up *up)
{
	auto_close int lock = -1;
	struct err *e;

	up->began_ms = clock_now_ms();
	e = configure(up);
	if (!e)
		e = place_lock(&up->site.place, &lock);
	if (e)
		return e;
	if (!site_is_up(&up->site.place)) {
		/* What an `up` that was killed may have left. */
		e = containers_nsrun_remove_all(&up->site.place);
		return e ? e : start(up, &lock);
	}
	(void)close(take_fd(&lock));
	e = say_up_already(up);
	return e ? e : site_attach(&up->site);
}

fallible cmd_up(const struct command_env *env, int argc, char **argv)
{
	struct up up = { .env = env, .name = COMMAND_DEFAULT_SITE };
	bool help = false;
	const struct opt opts[] = {
		COMMAND_OPT_SITE(&up.name),
		{ "listen", 0, OPT_TEXT, &up.listen, "ADDR:PORT",
		  "where to serve (port 80; without root 8080)" },
		{ "branch", 0, OPT_TEXT, &up.branch, "NAME",
		  "which branch (the repository's default)" },
		{ "interval", 0, OPT_DURATION, &up.interval_ms, "TIME",
		  "how often to look for changes (60s)" },
		{ "foreground", 0, OPT_FLAG, &up.foreground, NULL,
		  "stay, as a service of systemd does" },
		COMMAND_OPT_HELP(&help),
		{ 0 },
	};
	struct err *e;

	e = command_line_parse(argc, argv, opts, &help, &up.repository);
	if (e || help)
		return e;
	e = put_up(&up);
	site_release(&up.site);
	return e;
}
