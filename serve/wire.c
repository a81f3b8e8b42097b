/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "serve/http_mhd.h"
#include "serve/server.h"
#include "serve/volume_watch.h"

/* Being told to stop becomes an event; writing to a client that has gone is
 * an error and no signal. */
static fallible open_signals(int *ret_fd)
{
	sigset_t stops;
	int fd;

	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return err_sys("ignore SIGPIPE");
	(void)sigemptyset(&stops);
	(void)sigaddset(&stops, SIGTERM);
	(void)sigaddset(&stops, SIGINT);
	if (sigprocmask(SIG_BLOCK, &stops, NULL))
		return err_sys("block signals");
	fd = signalfd(-1, &stops, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		return err_sys("receive signals");
	*ret_fd = fd;
	return NULL;
}

/* The access log is freed by the server, and by us if there is none. */
static fallible wire_http(const struct server_config *cfg, int volume,
			  struct server_deps *deps)
{
	struct http_config http = {
		.volume = volume,
		.connections_max = cfg->connections_max,
		.per_network_max = cfg->per_network_max,
		.head_timeout_ms = cfg->head_timeout_ms,
	};
	struct err *e;

	deps->log = access_log_new(cfg->log);
	http.log = deps->log;
	e = http_mhd_open(&http, &deps->http);
	if (e)
		access_log_free(deps->log);
	return e;
}

fallible server_wire(const struct server_config *cfg, struct server **ret)
{
	auto_close int volume = -1;
	auto_close int watch = -1;
	auto_close int signals = -1;
	struct server_deps deps;
	struct err *e;

	e = fs_open_dir(cfg->volume, &volume);
	if (e)
		return e;
	e = volume_watch_open(volume, &watch);
	if (e)
		return e;
	e = open_signals(&signals);
	if (e)
		return e;
	e = wire_http(cfg, volume, &deps);
	if (e)
		return e;
	deps.volume = take_fd(&volume);
	deps.watch = take_fd(&watch);
	deps.signals = take_fd(&signals);
	return server_wire_with(cfg, deps, ret);
}
