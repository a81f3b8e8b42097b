/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a site is on this machine. The state folder outlives a reboot:
 *
 *   site.json      what was asked for
 *   login          the repository with its user and password, if it has some
 *   source/        the source volume
 *   public/        the public volume
 *   images/        root file systems of the containers
 *
 * The run folder is there while the site is up:
 *
 *   lock             flock(2): held by a command that starts or stops the site
 *   supervisor.lock  fcntl(2): held by the supervisor
 *   supervisor.json  how often each container was started again
 *   supervisor.log
 *   report           which release serve answers from
 *   bundles/ROLE/    OCI bundles
 *   remote/          what sync needs on its way to the remote
 *   containers/      the runtime's state
 *
 * Both are for their owner alone.
 */
#pragma once

#include <stdint.h>

#include "lib/err.h"

#define PLACE_CONFIG "site.json"
#define PLACE_LOGIN "login"
#define PLACE_SOURCE "source"
#define PLACE_PUBLIC "public"
#define PLACE_IMAGES "images"

#define PLACE_LOCK "lock"
#define PLACE_SUPERVISOR_LOCK "supervisor.lock"
#define PLACE_SUPERVISOR_STATE "supervisor.json"
#define PLACE_SUPERVISOR_LOG "supervisor.log"
#define PLACE_REPORT "report"
#define PLACE_BUNDLES "bundles"
#define PLACE_REMOTE "remote"
#define PLACE_CONTAINERS "containers"

/* What decides about the folders; the strings may be NULL. */
struct place_env {
	uint32_t uid, gid;       /* ours; 0 is the machine's administrator */
	const char *home;        /* HOME */
	const char *state_home;  /* XDG_STATE_HOME */
	const char *runtime_dir; /* XDG_RUNTIME_DIR */
	const char *login_dir;   /* where that is after a login:
				    /run/user/UID */
};

/* All zeros is empty. */
struct place {
	uint32_t uid, gid; /* who starts and owns everything */
	char *site;
	char *base;  /* folder of all sites' state folders */
	char *state; /* absolute, as is the next */
	char *run;
};

void place_release(struct place *p);
#define auto_place __attribute__((cleanup(place_release)))

/*
 * The run folder of an ordinary user is below XDG_RUNTIME_DIR, or where that
 * would be, or below the state folder: the first that is his alone; but where
 * the site is up already it stays, however its owner came in this time.
 *
 * ERR_USAGE: @site is not made of letters, digits, '-' and '_', at most 32, or
 * an ordinary user has no home.
 */
fallible place_find(const struct place_env *env, const char *site,
		    struct place *ret);

/*
 * The place for something short-lived of @site, "preview" for example, that no
 * site's name can clash with.
 */
void place_derive(const struct place *of, const char *purpose,
		  struct place *ret);

/* Make both folders where they are missing. */
fallible place_make(const struct place *p);

/* Open one of the folders. ERR_NOT_FOUND. */
fallible place_open_state(const struct place *p, int *ret_fd);
fallible place_open_run(const struct place *p, int *ret_fd);

/*
 * Take the lock of the site, making the run folder if it is missing. Held
 * until *@ret_fd is closed. Waits, and says for whom if it takes long; from
 * then on the caller is in the middle of something, and interruptions are held
 * back: see interruption.h.
 */
fallible place_lock(const struct place *p, int *ret_fd);

/* Remove a folder with all it holds. The caller holds the lock. */
fallible place_remove_state(const struct place *p);
fallible place_remove_run(const struct place *p);
