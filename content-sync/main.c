/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * content-sync: brings a git branch into a source volume, once or for ever.
 */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "content-sync/pull_log.h"
#include "content-sync/puller.h"
#include "content-sync/schedule.h"
#include "content-sync/state_watch.h"
#include "content-sync/watched_child.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/nearest.h"
#include "lib/opt.h"
#include "lib/remote_url.h"
#include "lib/stderr_line.h"
#include "lib/version.h"

#define READERS_MS 30000
#define OTHERS_MS 600000
#define DEADLINE_MS 3600000
#define INTERVAL_MIN_MS 1000
#define DURATION_MAX_MS (7ull * 24 * 3600 * 1000)

/* What the options say. */
struct request {
	struct puller_config puller;
	uint64_t timeout_ms;
	uint64_t interval_ms;
};

struct command {
	const char *name;
	const char *help;
	struct err *(*run)(const struct request *r);
};

static fallible cmd_pull(const struct request *r)
{
	auto_puller struct puller *p = NULL;
	struct pull_result result;
	struct err *e;

	e = puller_wire(&r->puller, &p);
	if (e)
		return e;
	e = puller_pull(p, &result);
	if (e)
		return e;
	printf("%" PRIu64 " %s %s %" PRId64 " %" PRId64 "\n", result.sequence,
	       result.id, result.changed ? "changed" : "unchanged",
	       result.fetch_ms, result.checkout_ms);
	return NULL;
}

/* Failures that time may cure. */
static bool is_passing(const struct err *e)
{
	return err_is(e, &REPO_UNREACHABLE) || err_is(e, &FS_LOCKED);
}

/* What `run` works with. */
struct service {
	struct puller *puller;
	const char *url;
	struct schedule schedule;
	struct pull_log log;
	int volume;
	int changes; /* of state_watch.h; -1: not watched */
	int stop;
};

static void service_release(struct service *s)
{
	puller_free(s->puller);
	pull_log_release(&s->log);
	cleanup_close(&s->volume);
	cleanup_close(&s->changes);
}
#define auto_service __attribute__((cleanup(service_release)))

/*
 * A repository of this machine that is not at its place any more. In a
 * container its folder does not come back either: that is another mount, and
 * another container has it.
 */
static bool is_gone(const char *url)
{
	static const char scheme[] = "file://";
	const char *path = strncmp(url, scheme, strlen(scheme))
				   ? url
				   : url + strlen(scheme);
	auto_free char *bare = mem_printf("%s/HEAD", path);
	auto_free char *plain = mem_printf("%s/.git", path);

	return *path == '/' && access(bare, F_OK) && access(plain, F_OK);
}

/*
 * Pull, and tell of it. What time cannot cure is returned the first time, so
 * that a wrong URL does not look like a running service; later it is reported
 * and tried again, because a branch may be pushed anew.
 */
static fallible pull_and_tell(struct service *s, bool is_first,
			      bool *ret_failed)
{
	struct pull_result result;
	struct err *e = puller_pull(s->puller, &result);

	if (e && (err_is(e, &CHILD_STOPPED) || (is_first && !is_passing(e)) ||
		  is_gone(s->url)))
		return e;
	*ret_failed = e != NULL;
	if (e)
		pull_log_failure(&s->log, e);
	else
		pull_log_result(&s->log, &result);
	return NULL;
}

/* Another process may have pulled. */
static void tell_change(struct service *s)
{
	auto_source_state struct source_state state = { 0 };
	struct err *e = source_volume_read_state(s->volume, &state);

	if (!e)
		pull_log_state(&s->log, &state);
	err_drop(e);
}

static int64_t now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static fallible wait_or_stop(struct service *s, int64_t ms, bool *ret_stop)
{
	const int64_t until_ms = now_ms() + ms;

	for (;;) {
		struct pollfd fds[] = { { .fd = s->stop, .events = POLLIN },
					{ .fd = s->changes,
					  .events = POLLIN } };
		int64_t left_ms = until_ms - now_ms();

		if (poll(fds, 2, (int)(left_ms > 0 ? left_ms : 0)) < 0 &&
		    errno != EINTR)
			return err_sys("poll");
		*ret_stop = fds[0].revents;
		if (*ret_stop || left_ms <= 0)
			return NULL;
		if (fds[1].revents) {
			state_watch_drain(s->changes);
			tell_change(s);
		}
	}
}

/* Without a watch, pulls of others are not told of; that is no reason to end.
 */
static fallible begin(const struct request *r, struct service *s)
{
	struct err *e = puller_wire(&r->puller, &s->puller);

	if (!e)
		e = fs_open_dir(r->puller.volume, &s->volume);
	if (e)
		return e;
	(void)err_report(state_watch_open(r->puller.volume, &s->changes));
	return NULL;
}

static fallible cmd_run(const struct request *r)
{
	auto_service struct service s = {
		.url = r->puller.url,
		.schedule = { .interval_ms = (int64_t)r->interval_ms },
		.volume = -1,
		.changes = -1,
		.stop = r->puller.stop_fd,
	};
	bool is_first = true;
	bool stop = false;
	struct err *e;

	stderr_line_show_time(true);
	e = begin(r, &s);
	while (!e && !stop) {
		bool failed;

		e = pull_and_tell(&s, is_first, &failed);
		if (e)
			break;
		is_first = false;
		e = wait_or_stop(&s, schedule_wait_ms(&s.schedule, failed),
				 &stop);
	}
	if (!e || !err_is(e, &CHILD_STOPPED))
		return e;
	err_drop(e);
	return NULL;
}

static const struct command commands[] = {
	{ "pull", "pull once; prints sequence, commit and what came",
	  cmd_pull },
	{ "run", "pull now and at every interval", cmd_run },
};
#define COMMANDS (sizeof(commands) / sizeof(*commands))

static void print_help(const struct opt *opts)
{
	printf("usage: content-sync COMMAND --volume DIR --url URL [OPTION...]"
	       "\n\n");
	for (size_t i = 0; i < COMMANDS; i++)
		printf("  %-28s %s\n", commands[i].name, commands[i].help);
	printf("\n");
	opt_print_help(opts);
}

static fallible find_command(const char *name, const struct command **ret)
{
	struct nearest nearest = nearest_to(str_of(name));
	auto_free char *hint = NULL;

	for (size_t i = 0; i < COMMANDS; i++) {
		nearest_try(&nearest, str_of(commands[i].name));
		if (strcmp(commands[i].name, name) != 0)
			continue;
		*ret = &commands[i];
		return NULL;
	}
	hint = nearest_hint(&nearest);
	return err_new(&ERR_USAGE, "no command '%s'; %s", name,
		       hint ? hint : "there are pull and run");
}

/* SIGTERM and SIGINT make *@ret_fd readable from now on. */
static fallible watch_signals(int *ret_fd)
{
	sigset_t set;
	int fd;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGINT);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return err_sys("block signals");
	fd = signalfd(-1, &set, SFD_CLOEXEC);
	if (fd < 0)
		return err_sys("watch for signals");
	*ret_fd = fd;
	return NULL;
}

static fallible check_request(const struct request *r)
{
	if (!r->puller.volume || !*r->puller.volume)
		return err_new(&ERR_USAGE, "--volume DIR is missing");
	if (!r->puller.url || !*r->puller.url)
		return err_new(&ERR_USAGE, "--url URL is missing");
	if (r->puller.branch && !*r->puller.branch)
		return err_new(&ERR_USAGE, "--branch is empty");
	if (r->timeout_ms < 1 || r->timeout_ms > DURATION_MAX_MS)
		return err_new(&ERR_USAGE, "--timeout is not within 7d");
	if (r->interval_ms < INTERVAL_MIN_MS ||
	    r->interval_ms > DURATION_MAX_MS)
		return err_new(&ERR_USAGE, "--interval is not within 1s to 7d");
	return NULL;
}

/* All processes of the machine can see our arguments, but only until now. */
static char *take_from_arguments(const char *url)
{
	char *copy = mem_strdup(url);

	remote_url_hide((char *)url);
	return copy;
}

static fallible run_command(const struct command *c, struct request *r)
{
	auto_free char *url = take_from_arguments(r->puller.url);
	struct err *e;

	r->puller.url = url;
	r->puller.stall_ms = (int64_t)r->timeout_ms;
	e = watch_signals(&r->puller.stop_fd);
	return e ? e : c->run(r);
}

static fallible run(int argc, char **argv)
{
	struct request r = {
		.puller = { .stop_fd = -1,
			    .readers_ms = READERS_MS,
			    .others_ms = OTHERS_MS,
			    .deadline_ms = DEADLINE_MS },
		.timeout_ms = 60000,
		.interval_ms = 60000,
	};
	bool help = false;
	bool version = false;
	const struct opt opts[] = {
		{ "volume", 0, OPT_TEXT, &r.puller.volume, "DIR",
		  "the source volume, an existing directory" },
		{ "url", 0, OPT_TEXT, &r.puller.url, "URL",
		  "the repository to pull from" },
		{ "branch", 0, OPT_TEXT, &r.puller.branch, "NAME",
		  "its branch; the default is what its HEAD names" },
		{ "key", 0, OPT_TEXT, &r.puller.key_file, "FILE",
		  "private key for ssh (else the agent is asked)" },
		{ "credentials", 0, OPT_TEXT, &r.puller.credentials_file,
		  "FILE", "logins for http, as git's credential store" },
		{ "timeout", 0, OPT_DURATION, &r.timeout_ms, "TIME",
		  "give up a remote that is silent for so long (60s)" },
		{ "interval", 0, OPT_DURATION, &r.interval_ms, "TIME",
		  "how often run pulls (60s)" },
		{ "version", 0, OPT_FLAG, &version, NULL, "print the version" },
		{ "help", 'h', OPT_FLAG, &help, NULL, "show this" },
		{ 0 },
	};
	const struct command *command = NULL;
	int operands;
	struct err *e;

	e = opt_parse(argc, argv, opts, false, &operands);
	if (e)
		return e;
	if (help) {
		print_help(opts);
		return NULL;
	}
	if (version) {
		version_print();
		return NULL;
	}
	if (operands == argc)
		return err_new(&ERR_USAGE, "a command is missing: pull or run; "
					   "--help lists the options");
	e = find_command(argv[operands], &command);
	if (!e && argc - operands > 1)
		e = err_new(&ERR_USAGE, "'%s' is one operand too many",
			    argv[operands + 1]);
	if (!e)
		e = check_request(&r);
	return e ? e : run_command(command, &r);
}

int main(int argc, char **argv)
{
	(void)umask(022);
	(void)signal(SIGPIPE, SIG_IGN);
	return err_report(run(argc, argv));
}
