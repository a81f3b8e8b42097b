/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/pull.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "blogctl/clock.h"
#include "blogctl/lifecycle/repository_mount.h"
#include "blogctl/site/site_bundles.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/num.h"

const struct err_tag PULL_FAILED = { "pull failed", 1 };

#define MAX_SAID_BYTES (1u << 20)

/* How long a sync that died may take to be back, and how often we look. */
#define BACK_MS 5000
#define LOOK_MS 50

/* Where the output of a pull goes. */
struct streams {
	int null;
	int told; /* a file in memory: its standard output */
	int said; /* another: its standard error */
};

static void streams_release(struct streams *s)
{
	cleanup_close(&s->null);
	cleanup_close(&s->told);
	cleanup_close(&s->said);
}
#define auto_streams __attribute__((cleanup(streams_release)))

static fallible streams_open(struct streams *s)
{
	s->null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (s->null < 0)
		return err_sys("open '/dev/null'");
	s->told = memfd_create("pull", MFD_CLOEXEC);
	s->said = memfd_create("pull", MFD_CLOEXEC);
	if (s->told < 0 || s->said < 0)
		return err_sys("make a file in memory");
	return NULL;
}

static struct str last_line(struct str said)
{
	struct str last = { 0 };
	struct str line;

	while (str_split(&said, '\n', &line))
		if (line.len)
			last = line;
	return last;
}

/* "program: reason [tag]" without its frame. */
static struct str unframe(struct str line)
{
	if (str_starts(line, "content-sync: "))
		line = str_from(line, strlen("content-sync: "));
	if (!str_ends(line, "]"))
		return line;
	for (size_t end = line.len; end > 0; end--)
		if (str_starts(str_from(line, end - 1), " ["))
			return str_n(line.data, end - 1);
	return line;
}

static void add_replaced(struct buf *out, struct str text, struct str from,
			 const char *to)
{
	for (size_t at = str_find(text, from); at < text.len;
	     at = str_find(text, from)) {
		buf_add_printable(out, str_n(text.data, at));
		buf_puts(out, to);
		text = str_from(text, at + from.len);
	}
	buf_add_printable(out, text);
}

char *pull_reason(struct str said, const struct site_config *c)
{
	const struct str url = str_of("file://" SITE_REPOSITORY_INSIDE);
	const struct str path = str_of("'" SITE_REPOSITORY_INSIDE "'");
	auto_free char *quoted = mem_printf("'%s'", c->repository);
	auto_buf struct buf half = { 0 };
	struct buf reason = { 0 };
	struct str text = unframe(last_line(said));

	if (!text.len)
		return NULL;
	add_replaced(&half, text, url, c->repository);
	add_replaced(&reason, buf_str(&half), path, quoted);
	return buf_take(&reason);
}

fallible pull_parse_times(struct str told, struct pull_times *ret)
{
	struct pull_times times;
	struct str line = last_line(told);
	struct str words[5] = { 0 };
	struct str rest = line;
	size_t len = 0;

	while (len < 5 && str_split(&rest, ' ', &words[len]))
		len++;
	if (len < 5 || rest.len ||
	    !num_parse_uint(words[3], INT64_MAX, &times.fetch_ms) ||
	    !num_parse_uint(words[4], INT64_MAX, &times.checkout_ms))
		return err_new(&ERR_INPUT,
			       "the pull says '%.*s'; is sync of another "
			       "version? try `blogctl down` and `blogctl up`",
			       STR_FMT(line));
	*ret = times;
	return NULL;
}

/* The warnings of a pull that worked. */
static fallible pass_on(struct str said)
{
	auto_buf struct buf shown = { 0 };
	struct str line;

	while (str_split(&said, '\n', &line)) {
		if (!line.len)
			continue;
		buf_add_printable(&shown, line);
		buf_putc(&shown, '\n');
	}
	return fs_write_fd(STDERR_FILENO, shown.data, shown.len);
}

static fallible read_stream(int fd, struct buf *ret)
{
	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_sys("rewind what the pull said");
	return fs_read_fd(fd, MAX_SAID_BYTES, ret);
}

static fallible judge(const struct streams *s, const struct site_config *c,
		      int status)
{
	auto_buf struct buf said = { 0 };
	auto_free char *reason = NULL;
	struct err *e;

	e = read_stream(s->said, &said);
	if (e)
		return e;
	if (!status)
		return pass_on(buf_str(&said));
	reason = pull_reason(buf_str(&said), c);
	if (reason)
		return err_new(&PULL_FAILED, "%s", reason);
	if (status > 128)
		return err_new(&PULL_FAILED, "the pull was killed by signal %d",
			       status - 128);
	return err_new(&PULL_FAILED, "the pull ended with status %d", status);
}

static fallible run_pull(const struct place *p, const struct site_config *c,
			 const struct streams *s, int *ret_status)
{
	const int stdio[] = { s->null, s->told, s->said };
	const char *args[SITE_PULL_ARGS];

	site_pull_args(c, args);
	return containers_nsrun_exec(p, ROLE_SYNC, (char *const *)args, stdio,
				     ret_status);
}

/* It is missing or has ended: the supervisor is about to start it. */
static bool may_come_back(const struct err *e)
{
	return err_is(e, &CONTAINER_STOPPED) || err_is(e, &CONTAINER_UNKNOWN);
}

/* A container in the foreground has our streams, so they are lent. */
static fallible run_with(const struct place *p, const struct streams *s,
			 int *ret_status)
{
	auto_close int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	auto_close int err = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	struct err *e;

	if (out < 0 || err < 0 || dup2(s->told, STDOUT_FILENO) < 0 ||
	    dup2(s->said, STDERR_FILENO) < 0)
		return err_sys("redirect the standard streams");
	e = containers_nsrun_run(p, SITE_PULL_BUNDLE, ret_status);
	(void)dup2(out, STDOUT_FILENO);
	(void)dup2(err, STDERR_FILENO);
	return e;
}

fallible pull_alone(const struct place *p, const struct site_config *c)
{
	auto_streams struct streams streams = { -1, -1, -1 };
	struct err *e = streams_open(&streams);
	int status = 0;

	if (!e)
		e = run_with(p, &streams, &status);
	return e ? err_wrap(e, "pull") : judge(&streams, c, status);
}

/* A sync that cannot go on ends, and takes the pull inside it along. */
static bool has_lost_sync(const struct err *e, int status)
{
	return e ? may_come_back(e) : status == 128 + SIGKILL;
}

/* In sync; but when it does not come back, in a container of its own. */
static fallible run_somewhere(const struct place *p,
			      const struct site_config *c,
			      const struct streams *s, int *ret_status)
{
	const struct timespec pause = { .tv_nsec = LOOK_MS * 1000000L };
	const int64_t deadline_ms = clock_now_ms() + BACK_MS;
	struct err *e = run_pull(p, c, s, ret_status);

	while (e && may_come_back(e) && clock_now_ms() < deadline_ms) {
		err_drop(e);
		(void)nanosleep(&pause, NULL);
		e = run_pull(p, c, s, ret_status);
	}
	if (!has_lost_sync(e, *ret_status))
		return e;
	err_drop(e);
	return run_with(p, s, ret_status);
}

/* A folder that is away is not worth waiting for. */
static fallible check_there(const struct site_config *c)
{
	if (site_config_is_local(c) && access(c->repository, F_OK) < 0)
		return err_sys("find the repository '%s'", c->repository);
	return NULL;
}

fallible pull_inside(const struct place *p, const struct site_config *c,
		     struct pull_times *ret)
{
	auto_streams struct streams streams = { -1, -1, -1 };
	struct err *e = check_there(c);
	auto_buf struct buf told = { 0 };
	int status = 0;

	if (!e)
		e = repository_mount_renew(p, c);
	if (!e)
		e = streams_open(&streams);
	if (e)
		return e;
	e = run_somewhere(p, c, &streams, &status);
	if (e)
		return err_wrap(e, "pull inside sync");
	e = judge(&streams, c, status);
	if (!e)
		e = read_stream(streams.told, &told);
	return e ? e : pull_parse_times(buf_str(&told), ret);
}
