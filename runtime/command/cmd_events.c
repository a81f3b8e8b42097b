/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <poll.h>
#include <stdio.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/json.h"
#include "lib/opt.h"
#include "runtime/container/container.h"
#include "runtime/container/container_control.h"

#define INTERVAL_MS 5000
#define MAX_INTERVAL_MS 86400000u

/* What has no limit is as much as the format can say. */
static void put(struct json_writer *w, const char *key, uint64_t value)
{
	json_put_int(w, key, value > INT64_MAX ? INT64_MAX : (int64_t)value);
}

static void put_cpu(struct json_writer *w, const struct cgroup_stats *s)
{
	json_open_object(w, "cpu");
	json_open_object(w, "usage");
	put(w, "total", s->cpu.total_ns);
	put(w, "kernel", s->cpu.kernel_ns);
	put(w, "user", s->cpu.user_ns);
	json_close_object(w);
	json_open_object(w, "throttling");
	put(w, "periods", s->cpu.periods);
	put(w, "throttledPeriods", s->cpu.throttled_periods);
	put(w, "throttledTime", s->cpu.throttled_ns);
	json_close_object(w);
	json_close_object(w);
}

static void put_memory(struct json_writer *w, const struct cgroup_stats *s)
{
	json_open_object(w, "memory");
	put(w, "cache", s->memory.cache);
	json_open_object(w, "usage");
	put(w, "limit", s->memory.limit);
	put(w, "usage", s->memory.usage);
	put(w, "max", s->memory.max_usage);
	put(w, "failcnt", s->memory.failures);
	json_close_object(w);
	json_open_object(w, "swap");
	put(w, "usage", s->memory.swap);
	json_close_object(w);
	put(w, "oomKills", s->memory.oom_kills);
	json_close_object(w);
}

static void put_rest(struct json_writer *w, const struct cgroup_stats *s)
{
	json_open_object(w, "pids");
	put(w, "current", s->pids.current);
	put(w, "limit", s->pids.limit);
	json_close_object(w);
	json_open_object(w, "blkio");
	put(w, "readBytes", s->io.read_bytes);
	put(w, "writtenBytes", s->io.written_bytes);
	put(w, "reads", s->io.reads);
	put(w, "writes", s->io.writes);
	json_close_object(w);
}

/* One event a line, in the manner of the other runtimes. */
static void print_event(const char *id, const char *type,
			const struct cgroup_stats *s)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text, .compact = true };

	json_open_object(&w, NULL);
	json_put_text(&w, "type", type);
	json_put_text(&w, "id", id);
	if (s) {
		json_open_object(&w, "data");
		put_cpu(&w, s);
		put_memory(&w, s);
		put_rest(&w, s);
		json_close_object(&w);
	}
	json_close_object(&w);
	(void)fputs(text.data, stdout);
	(void)fflush(stdout);
}

static fallible follow(const char *root, const char *id, int interval_ms)
{
	auto_close int pidfd = -1;
	struct err *e = container_open_pidfd(root, id, &pidfd);
	struct pollfd p = { .fd = pidfd, .events = POLLIN };
	uint64_t oom_kills = 0;

	p.fd = pidfd;
	while (!e) {
		struct cgroup_stats s = { 0 };

		e = container_read_stats(root, id, &s);
		if (e)
			break;
		print_event(id, "stats", &s);
		for (; oom_kills < s.memory.oom_kills; oom_kills++)
			print_event(id, "oom", NULL);
		if (poll(&p, 1, interval_ms) > 0)
			return NULL;
	}
	if (!err_is(e, &CONTAINER_STOPPED) || pidfd < 0)
		return e;
	err_drop(e);
	return NULL;
}

fallible cmd_events(const struct command_defaults *d, int argc, char **argv,
		    int *ret_status)
{
	const char *root = d->root;
	uint64_t interval_ms = INTERVAL_MS;
	bool once = false;
	const struct opt opts[] = {
		COMMAND_ROOT(root),
		{ "stats", 0, OPT_FLAG, &once, NULL,
		  "print what it uses once, and end" },
		{ "interval", 0, OPT_DURATION, &interval_ms, "TIME",
		  "between two lines" },
		{ 0 },
	};
	struct cgroup_stats s = { 0 };
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("events", argc - first, 1, 1);
	if (!e && (!interval_ms || interval_ms > MAX_INTERVAL_MS))
		e = err_new(&ERR_USAGE, "option --interval: from 1ms to 1d");
	if (!e && !once)
		return follow(root, argv[first], (int)interval_ms);
	if (!e)
		e = container_read_stats(root, argv[first], &s);
	if (!e)
		print_event(argv[first], "stats", &s);
	return e;
}
