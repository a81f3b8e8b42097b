/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/place.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "blogctl/interruption.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define MAX_SITE_NAME 32 /* bytes */

#define NAME_BYTES                                                             \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

void place_release(struct place *p)
{
	free(p->site);
	free(p->base);
	free(p->state);
	free(p->run);
	*p = (struct place){ 0 };
}

static fallible check_name(const char *site)
{
	size_t len = strlen(site);

	if (!len || len > MAX_SITE_NAME || site[0] == '-' ||
	    strspn(site, NAME_BYTES) != len)
		return err_new(&ERR_USAGE,
			       "'%s' is no name for a site: at most %d letters,"
			       " digits, '-' and '_'",
			       site, MAX_SITE_NAME);
	return NULL;
}

static bool is_absolute(const char *path)
{
	return path && path[0] == '/';
}

static fallible find_bases(const struct place_env *env, struct place *p,
			   char **ret_run)
{
	if (!env->uid) {
		p->base = mem_strdup("/var/lib/blogctl");
		*ret_run = mem_strdup("/run/blogctl");
		return NULL;
	}
	if (is_absolute(env->state_home))
		p->base = mem_printf("%s/blogctl", env->state_home);
	else if (is_absolute(env->home))
		p->base = mem_printf("%s/.local/state/blogctl", env->home);
	else
		return err_new(&ERR_USAGE, "HOME is not set");
	if (is_absolute(env->runtime_dir))
		*ret_run = mem_printf("%s/blogctl", env->runtime_dir);
	else
		*ret_run = mem_printf("%s/.run", p->base);
	return NULL;
}

fallible place_find(const struct place_env *env, const char *site,
		    struct place *ret)
{
	auto_place struct place p = { .uid = env->uid, .gid = env->gid };
	auto_free char *run = NULL;
	struct err *e;

	e = check_name(site);
	if (!e)
		e = find_bases(env, &p, &run);
	if (e)
		return e;
	p.site = mem_strdup(site);
	p.state = mem_printf("%s/%s", p.base, site);
	p.run = mem_printf("%s/%s", run, site);
	*ret = p;
	p = (struct place){ 0 };
	return NULL;
}

void place_derive(const struct place *of, const char *purpose,
		  struct place *ret)
{
	*ret = (struct place){
		.uid = of->uid,
		.gid = of->gid,
		.site = mem_printf("%s.%s", of->site, purpose),
		.base = mem_strdup(of->base),
		.state = mem_printf("%s.%s", of->state, purpose),
		.run = mem_printf("%s.%s", of->run, purpose),
	};
}

/* Links above are the owner's business; the last folder is ours alone. */
static fallible make_private(const char *path)
{
	auto_free char *part = mem_strdup(path);

	for (char *slash = part; slash;) {
		slash = strchr(slash + 1, '/');
		if (slash)
			*slash = '\0';
		if (mkdir(part, 0700) < 0 && errno != EEXIST)
			return err_sys("make '%s'", part);
		if (slash)
			*slash = '/';
	}
	if (chmod(path, 0700) < 0)
		return err_sys("keep '%s' private", path);
	return NULL;
}

fallible place_make(const struct place *p)
{
	struct err *e = make_private(p->state);

	return e ? e : make_private(p->run);
}

fallible place_open_state(const struct place *p, int *ret_fd)
{
	return fs_open_dir(p->state, ret_fd);
}

fallible place_open_run(const struct place *p, int *ret_fd)
{
	return fs_open_dir(p->run, ret_fd);
}

/* Whether the lock we hold is still the one that others will find. */
static bool is_current(const char *path, int fd)
{
	struct stat ours, theirs;

	return fstat(fd, &ours) == 0 && stat(path, &theirs) == 0 &&
	       ours.st_ino == theirs.st_ino && ours.st_dev == theirs.st_dev;
}

/* Whoever has to wait may be interrupted: there is nothing of ours yet. */
static fallible lock_file(int fd)
{
	struct err *e = fs_lock(fd, FS_LOCK_EXCLUSIVE, 0);

	if (!e || !err_is(e, &FS_LOCKED))
		return e;
	err_drop(e);
	interruption_let();
	e = fs_lock(fd, FS_LOCK_EXCLUSIVE, -1);
	interruption_hold();
	return e;
}

fallible place_lock(const struct place *p, int *ret_fd)
{
	auto_free char *path = mem_printf("%s/" PLACE_LOCK, p->run);
	struct err *e;

	interruption_hold();
	for (;;) {
		auto_close int fd = -1;

		e = make_private(p->run);
		if (e)
			return e;
		fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW,
			  0600);
		/* A command that stops the site removes the folder. */
		if (fd < 0 && errno == ENOENT)
			continue;
		if (fd < 0)
			return err_sys("open '%s'", path);
		e = lock_file(fd);
		if (e)
			return err_wrap(e, "lock '%s'", path);
		if (is_current(path, fd)) {
			*ret_fd = take_fd(&fd);
			return NULL;
		}
	}
}

static fallible remove_folder(const char *path)
{
	auto_free char *above = mem_strdup(path);
	char *slash = strrchr(above, '/');
	auto_close int fd = -1;
	struct err *e;

	*slash = '\0';
	e = fs_open_dir(above, &fd);
	if (!e)
		e = fs_remove_at(fd, slash + 1);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	return e ? err_wrap(e, "remove '%s'", path) : NULL;
}

fallible place_remove_state(const struct place *p)
{
	return remove_folder(p->state);
}

fallible place_remove_run(const struct place *p)
{
	return remove_folder(p->run);
}
