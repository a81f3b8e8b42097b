/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/place.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "blogctl/interruption.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"

#define MAX_SITE_NAME 32 /* bytes */

#define QUIET_MS 1000 /* to wait for a lock before we say so */

/* Of a command line, and of who holds a lock. */
#define MAX_ARGS (1u << 20) /* bytes */
#define MAX_HOLDER 256

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

static fallible find_base(const struct place_env *env, struct place *p)
{
	if (!env->uid) {
		p->base = mem_strdup("/var/lib/blogctl");
		return NULL;
	}
	if (is_absolute(env->state_home))
		p->base = mem_printf("%s/blogctl", env->state_home);
	else if (is_absolute(env->home))
		p->base = mem_printf("%s/.local/state/blogctl", env->home);
	else
		return err_new(&ERR_USAGE, "HOME is not set");
	return NULL;
}

/* Somebody else's is in the environment after `su`, for one. */
static bool is_private(const char *path, uint32_t uid)
{
	struct stat st;

	return is_absolute(path) && lstat(path, &st) == 0 &&
	       S_ISDIR(st.st_mode) && st.st_uid == uid &&
	       (st.st_mode & 077) == 0;
}

static bool is_up_at(const char *run)
{
	auto_free char *path = mem_printf("%s/" PLACE_SUPERVISOR_LOCK, run);

	return access(path, F_OK) == 0;
}

static char *find_run(const struct place_env *env, const struct place *p)
{
	const char *const parents[] = { env->runtime_dir, env->login_dir };
	auto_free char *own = mem_printf("%s/.run/%s", p->base, p->site);
	auto_free char *first = NULL;

	if (!env->uid)
		return mem_printf("/run/blogctl/%s", p->site);
	for (size_t i = 0; i < sizeof(parents) / sizeof(*parents); i++) {
		auto_free char *run = NULL;

		if (!is_private(parents[i], env->uid))
			continue;
		run = mem_printf("%s/blogctl/%s", parents[i], p->site);
		if (is_up_at(run))
			return take_ptr(&run);
		if (!first)
			first = take_ptr(&run);
	}
	return take_ptr(first && !is_up_at(own) ? &first : &own);
}

fallible place_find(const struct place_env *env, const char *site,
		    struct place *ret)
{
	auto_place struct place p = { .uid = env->uid, .gid = env->gid };
	struct err *e;

	e = check_name(site);
	if (!e)
		e = find_base(env, &p);
	if (e)
		return e;
	p.site = mem_strdup(site);
	p.state = mem_printf("%s/%s", p.base, site);
	p.run = find_run(env, &p);
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

/* "12 (blogctl up)": our own, without the operands, which may be secret. */
static char *own_name(void)
{
	auto_buf struct buf args = { 0 };
	auto_close int proc = -1;
	struct str rest, program = str_of("blogctl"), command = str_of("");
	struct err *e = fs_open_dir("/proc/self", &proc);

	if (!e)
		e = fs_read_at(proc, "cmdline", MAX_ARGS, &args);
	err_drop(e);
	rest = buf_str(&args);
	(void)(str_split(&rest, '\0', &program) &&
	       str_split(&rest, '\0', &command));
	for (size_t i = program.len; i; i--)
		if (program.data[i - 1] == '/') {
			program = str_from(program, i);
			break;
		}
	return mem_printf("%d (%.*s %.*s)", (int)getpid(), STR_FMT(program),
			  STR_FMT(command));
}

/* Leave our name to those who will have to wait for us. */
static void sign(int fd)
{
	auto_free char *name = own_name();

	if (ftruncate(fd, 0) == 0)
		(void)!pwrite(fd, name, strlen(name), 0);
}

static void tell_holder(const struct place *p, int fd)
{
	auto_buf struct buf shown = { 0 };
	char name[MAX_HOLDER];
	ssize_t len = pread(fd, name, sizeof(name), 0);

	buf_add_printable(&shown, str_n(name, len > 0 ? (size_t)len : 0));
	log_info("waiting for process %.*s, which is busy with site '%s'",
		 STR_FMT(buf_str(&shown)), p->site);
}

/* Whoever has to wait may be interrupted: there is nothing of ours yet. */
static fallible lock_file(const struct place *p, int fd)
{
	struct err *e = fs_lock(fd, FS_LOCK_EXCLUSIVE, 0);

	if (!e || !err_is(e, &FS_LOCKED))
		return e;
	err_drop(e);
	interruption_let();
	e = fs_lock(fd, FS_LOCK_EXCLUSIVE, QUIET_MS);
	if (e && err_is(e, &FS_LOCKED)) {
		err_drop(e);
		tell_holder(p, fd);
		e = fs_lock(fd, FS_LOCK_EXCLUSIVE, -1);
	}
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
		e = lock_file(p, fd);
		if (e)
			return err_wrap(e, "lock '%s'", path);
		if (is_current(path, fd)) {
			sign(fd);
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
