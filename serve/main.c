/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lib/opt.h"
#include "lib/stderr_line.h"
#include "lib/version.h"
#include "serve/confine.h"
#include "serve/passed_fds.h"
#include "serve/server.h"

/* Descriptors beside connections: kept files, lingering ones, our own. */
#define SPARE_FDS 512

#define CONNECTIONS 1024
#define CONNECTIONS_MAX 65536
#define PER_NETWORK 128
#define HEAD_TIMEOUT_MS 20000

struct options {
	struct server_config server;
	bool help;
	bool version;
};

static fallible parse_options(int argc, char **argv, struct options *o)
{
	const struct opt table[] = {
		{ "volume", 0, OPT_TEXT, &o->server.volume, "DIR",
		  "the public volume to serve" },
		{ "connections", 0, OPT_UINT, &o->server.connections_max, "N",
		  "how many to hold at a time (1024)" },
		{ "per-network", 0, OPT_UINT, &o->server.per_network_max, "N",
		  "of them from one IPv4 address or IPv6 /64 (128)" },
		{ "head-timeout", 0, OPT_DURATION, &o->server.head_timeout_ms,
		  "TIME", "how long a client may take to ask (20s)" },
		{ "version", 0, OPT_FLAG, &o->version, NULL,
		  "print the version" },
		{ "help", 'h', OPT_FLAG, &o->help, NULL, "show this" },
		{ 0 },
	};
	int operands;
	struct err *e;

	e = opt_parse(argc, argv, table, false, &operands);
	if (e)
		return e;
	if (o->help) {
		(void)puts("usage: serve --volume DIR [OPTION...]\n");
		opt_print_help(table);
		return NULL;
	}
	if (o->version) {
		version_print();
		return NULL;
	}
	if (operands < argc)
		return err_new(&ERR_USAGE, "'%s' is one operand too many",
			       argv[operands]);
	if (!o->server.volume)
		return err_new(&ERR_USAGE, "--volume DIR is missing");
	if (!o->server.connections_max ||
	    o->server.connections_max > CONNECTIONS_MAX)
		return err_new(&ERR_USAGE,
			       "--connections must be between 1 and %d",
			       CONNECTIONS_MAX);
	if (!o->server.per_network_max)
		return err_new(&ERR_USAGE, "--per-network must not be 0");
	return NULL;
}

/* Raised as far as we may; where that is too little, fewer connections. */
static fallible limit_files(struct server_config *cfg)
{
	struct rlimit limit;
	rlim_t want = cfg->connections_max + SPARE_FDS;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return err_sys("ask how many files may be open");
	if (want > limit.rlim_max)
		want = limit.rlim_max;
	limit.rlim_cur = want;
	if (setrlimit(RLIMIT_NOFILE, &limit))
		return err_sys("limit the number of open files");
	if (want <= SPARE_FDS)
		return err_new(&ERR_SYSTEM,
			       "only %llu files may be open, at least %d are "
			       "needed",
			       (unsigned long long)want, SPARE_FDS + 1);
	if (cfg->connections_max > want - SPARE_FDS)
		cfg->connections_max = want - SPARE_FDS;
	return NULL;
}

static fallible serve(const struct server_config *options)
{
	struct server_config cfg = *options;
	const struct passed_env env = {
		.pid = getenv("LISTEN_PID"),
		.count = getenv("LISTEN_FDS"),
		.names = getenv("LISTEN_FDNAMES"),
	};
	struct confine_config confinement;
	auto_server struct server *s = NULL;
	struct passed_fds passed;
	struct err *e;

	stderr_line_show_time(true);
	e = passed_fds_take(&env, &passed);
	if (e)
		return e;
	cfg.listeners = passed.sockets;
	cfg.listeners_len = passed.sockets_len;
	cfg.report = passed.report;
	e = limit_files(&cfg);
	if (e)
		return e;
	e = server_wire(&cfg, &s);
	if (e)
		return e;
	confinement.last_passed = passed.last;
	confinement.volume = server_volume(s);
	e = confine(&confinement);
	if (e)
		return e;
	return server_run(s);
}

static fallible run(int argc, char **argv)
{
	struct options o = {
		.server = { .log = STDOUT_FILENO,
			    .connections_max = CONNECTIONS,
			    .per_network_max = PER_NETWORK,
			    .head_timeout_ms = HEAD_TIMEOUT_MS },
	};
	struct err *e;

	e = parse_options(argc, argv, &o);
	if (e || o.help || o.version)
		return e;
	return serve(&o.server);
}

int main(int argc, char **argv)
{
	return err_report(run(argc, argv));
}
