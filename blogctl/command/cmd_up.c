/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>

#include "blogctl/clock.h"
#include "blogctl/command/command.h"
#include "blogctl/command/command_line.h"
#include "blogctl/lifecycle/blog.h"
#include "blogctl/lifecycle/site_start.h"
#include "blogctl/lifecycle/site_upgrade.h"
#include "blogctl/listener.h"
#include "blogctl/site/access.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/remote_url.h"

#define AS_LAST_TIME UINT64_MAX

/* What the command line asks for, and what becomes of it. */
struct up {
	const struct command_env *env;
	const char *name;
	const char *repository; /* NULL: as last time */
	const char *branch;
	const char *listen;   /* NULL: as last time, or the default */
	uint64_t interval_ms; /* or AS_LAST_TIME, or the default */
	bool strict;          /* or as last time, if the repository is */
	bool foreground;
	struct access_options access;

	struct blog site;
};

/* The last configuration of the site, if there is one. */
static fallible read_last(const struct up *up, struct blog *ret)
{
	struct err *e = blog_open(&up->env->place, up->name, ret);

	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	return e;
}

/* It was there the last time; its disk may not be plugged in. */
static bool is_away(const char *asked, const struct blog *last)
{
	return last->config.repository &&
	       !strcmp(asked, last->config.repository) &&
	       site_config_is_local(&last->config) && access(asked, F_OK) < 0;
}

static fallible choose_repository(const struct up *up, const struct blog *last,
				  struct site_config *c)
{
	c->owner_uid = last->config.owner_uid;
	c->owner_gid = last->config.owner_gid;
	if (up->repository && is_away(up->repository, last)) {
		c->repository = mem_strdup(up->repository);
		c->branch = mem_strdup(up->branch);
		return NULL;
	}
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

static fallible choose_address(const struct up *up, const struct blog *last,
			       struct site_config *c)
{
	const char *address = up->listen ? up->listen : last->config.listen;

	if (!address)
		address = up->env->place.uid ? "0.0.0.0:8080" : "0.0.0.0:80";
	return listener_normalize(address, &c->listen);
}

static fallible choose_interval(const struct up *up, const struct blog *last,
				struct site_config *c)
{
	c->interval_ms = last->config.interval_ms ? last->config.interval_ms
						  : SITE_DEFAULT_INTERVAL_MS;
	if (up->interval_ms == AS_LAST_TIME)
		return NULL;
	if (up->interval_ms < SITE_MIN_INTERVAL_MS ||
	    up->interval_ms > SITE_MAX_INTERVAL_MS)
		return err_new(&ERR_USAGE, "--interval is not within 1s to 7d");
	c->interval_ms = up->interval_ms;
	return NULL;
}

/* Options, then the last time, then the defaults. */
static fallible configure(struct up *up)
{
	auto_blog struct blog last = { 0 };
	struct site_config *c = &up->site.config;
	struct err *e;

	e = place_find(&up->env->place, up->name, &up->site.place);
	if (!e)
		e = read_last(up, &last);
	if (!e)
		e = choose_repository(up, &last, c);
	if (!e)
		e = access_choose(&up->access, &last.config, c);
	if (!e)
		e = choose_address(up, &last, c);
	if (!e)
		e = choose_interval(up, &last, c);
	c->strict = up->strict || (!up->repository && last.config.strict);
	return e;
}

/* It is up; bring it to the programs there are now. Takes the lock. */
static fallible keep_up(const struct up *up, int *lock)
{
	auto_blog struct blog running = { 0 };
	auto_free char *difference = NULL;
	auto_free char *url = NULL;
	bool renewed = false;
	struct err *e;

	e = blog_open(&up->env->place, up->name, &running);
	if (e)
		return e;
	difference = site_config_difference(&running.config, &up->site.config);
	if (difference)
		return err_new(&ERR_EXISTS,
			       "site '%s' is up, but %s; to change it, "
			       "`blogctl down` first",
			       up->name, difference);
	if (!up->foreground)
		e = site_upgrade(&running, up->env->program, &renewed);
	(void)close(take_fd(lock));
	if (!e && !up->foreground)
		e = blog_attach(&running);
	if (e)
		return e;
	url = listener_url(running.config.listen);
	(void)printf("site '%s' is up%s: %s\n", up->name,
		     renewed ? ", with the programs there are now" : " already",
		     url);
	return up->foreground ? site_stay(&running) : NULL;
}

static bool is_configured(const struct place *p)
{
	auto_free char *path = mem_printf("%s/" PLACE_CONFIG, p->state);

	return access(path, F_OK) == 0;
}

static fallible put_up(struct up *up)
{
	struct site_start start = { .site = &up->site,
				    .program = up->env->program,
				    .foreground = up->foreground,
				    .began_ms = clock_now_ms() };
	auto_close int lock = -1;
	struct err *e;

	e = configure(up);
	if (!e)
		e = place_lock(&up->site.place, &lock);
	if (e)
		return e;
	start.is_new = !is_configured(&up->site.place);
	if (!blog_is_up(&up->site.place)) {
		/* What an `up` that was killed may have left. */
		e = containers_nsrun_remove_all(&up->site.place);
		return e ? e : site_start(&start, &lock);
	}
	return keep_up(up, &lock);
}

/* All processes of the machine can see our arguments, but only until now. */
static char *take_from_arguments(const char *repository)
{
	char *copy = mem_strdup(repository);

	if (repository)
		remote_url_hide((char *)repository);
	return copy;
}

fallible cmd_up(const struct command_env *env, int argc, char **argv)
{
	struct up up = { .env = env,
			 .name = COMMAND_DEFAULT_SITE,
			 .interval_ms = AS_LAST_TIME,
			 .access = { .home = env->place.home } };
	auto_free char *repository = NULL;
	bool help = false;
	const struct opt opts[] = {
		COMMAND_OPT_SITE(&up.name),
		{ "listen", 0, OPT_TEXT, &up.listen, "ADDR:PORT",
		  "where to serve (port 80; without root 8080)" },
		{ "branch", 0, OPT_TEXT, &up.branch, "NAME",
		  "which branch (the repository's default)" },
		{ "key", 0, OPT_TEXT, &up.access.key, "FILE",
		  "deploy key for ssh" },
		{ "known-hosts", 0, OPT_TEXT, &up.access.known_hosts, "FILE",
		  "keys of hosts (~/.ssh/known_hosts)" },
		{ "credentials", 0, OPT_TEXT, &up.access.credentials, "FILE",
		  "logins for http, as git's credential store" },
		{ "interval", 0, OPT_DURATION, &up.interval_ms, "TIME",
		  "how often to look for changes (60s)" },
		{ "strict", 0, OPT_FLAG, &up.strict, NULL,
		  "publish nothing with an error or a warning in it" },
		{ "foreground", 0, OPT_FLAG, &up.foreground, NULL,
		  "stay, as a service of systemd does" },
		COMMAND_OPT_HELP(&help),
		{ 0 },
	};
	struct err *e;

	e = command_line_parse(argc, argv, opts, &help, &up.repository);
	if (e || help)
		return e;
	repository = take_from_arguments(up.repository);
	up.repository = repository;
	e = put_up(&up);
	blog_release(&up.site);
	return e;
}
