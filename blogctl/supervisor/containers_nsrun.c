/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/containers_nsrun.h"

#include <fcntl.h>
#include <time.h>

#include "blogctl/clock.h"
#include "blogctl/listener.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/container/container_exec.h"
#include "runtime/container/state.h"
#include "runtime/spec/spec.h"

#define LET_GO_MS 2000
#define LOOK_MS 20

struct nsrun {
	char *root; /* of the runtime's state */
	char *bundles;
	char *run;
	char *address; /* NULL: no serve */
	int listener;
};

static char *root_path(const struct place *p)
{
	return mem_printf("%s/" PLACE_CONTAINERS, p->run);
}

static fallible run_detached(const struct nsrun *n, enum role role,
			     struct container_fds fds)
{
	auto_free char *bundle =
		mem_printf("%s/%s", n->bundles, role_name(role));
	const struct container_config cfg = {
		.root = n->root,
		.id = role_name(role),
		.bundle = bundle,
		.fds = fds,
	};

	return container_run_detached(&cfg);
}

/* What an earlier serve reported is not what this one answers. */
static fallible open_report(const struct nsrun *n, int *ret_fd)
{
	auto_close int run = -1;
	struct err *e = fs_open_dir(n->run, &run);

	if (!e)
		e = fs_open_at(run, PLACE_REPORT,
			       O_WRONLY | O_APPEND | O_CREAT | O_TRUNC, 0600,
			       ret_fd);
	return e;
}

static fallible start_serve(struct nsrun *n)
{
	auto_close int report = -1;
	struct err *e;
	int fds[2];

	e = listener_ensure(n->address, &n->listener);
	if (!e)
		e = open_report(n, &report);
	if (e)
		return e;
	fds[0] = n->listener;
	fds[1] = report;
	return run_detached(n, ROLE_SERVE,
			    (struct container_fds){ .fds = fds,
						    .listening = 2,
						    .len = 2,
						    .names = "http:report" });
}

static fallible nsrun_start(void *self, enum role role)
{
	struct nsrun *n = self;

	if (role == ROLE_SERVE)
		return start_serve(n);
	return run_detached(n, role, (struct container_fds){ 0 });
}

static fallible nsrun_open(void *self, enum role role, int *ret_pidfd)
{
	const struct nsrun *n = self;

	return container_open_pidfd(n->root, role_name(role), ret_pidfd);
}

static fallible nsrun_open_monitor(void *self, enum role role, int *ret_pidfd)
{
	const struct nsrun *n = self;

	return container_open_monitor(n->root, role_name(role), ret_pidfd);
}

static fallible nsrun_kill(void *self, enum role role, int signal)
{
	const struct nsrun *n = self;

	return container_kill(n->root, role_name(role), signal);
}

static fallible nsrun_remove(void *self, enum role role)
{
	const struct nsrun *n = self;

	return container_delete(n->root, role_name(role), true);
}

static void nsrun_release(void *self)
{
	struct nsrun *n = self;

	cleanup_close(&n->listener);
	free(n->root);
	free(n->bundles);
	free(n->run);
	free(n->address);
	free(n);
}

static const struct containers_ops ops = {
	.start = nsrun_start,
	.open = nsrun_open,
	.open_monitor = nsrun_open_monitor,
	.kill = nsrun_kill,
	.remove = nsrun_remove,
	.release = nsrun_release,
};

/* Processes that were just killed may hold the port for another moment, and
 * nobody tells when they have let go. */
static fallible listen_anew(const char *address, int *ret_fd)
{
	const struct timespec pause = { .tv_nsec = LOOK_MS * 1000000L };
	const int64_t deadline_ms = clock_now_ms() + LET_GO_MS;
	struct err *e = listener_open(address, ret_fd);

	while (e && err_is(e, &LISTENER_TAKEN) &&
	       clock_now_ms() < deadline_ms) {
		err_drop(e);
		(void)nanosleep(&pause, NULL);
		e = listener_open(address, ret_fd);
	}
	return e;
}

/* Ask the running serve first: as long as it has the socket nobody else can
 * bind the port. */
static fallible find_listener(struct nsrun *n)
{
	auto_close int pidfd = -1;
	struct err *e = nsrun_open(n, ROLE_SERVE, &pidfd);

	if (!e)
		e = listener_take_over(pidfd, n->address, &n->listener);
	if (!e)
		return NULL;
	if (!err_is(e, &CONTAINER_UNKNOWN) && !err_is(e, &CONTAINER_STOPPED) &&
	    !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return listen_anew(n->address, &n->listener);
}

fallible containers_nsrun_open(const struct place *p, const char *address,
			       int listener, struct containers *ret)
{
	struct nsrun *n = mem_alloc(sizeof(*n));
	struct err *e = NULL;

	*n = (struct nsrun){
		.root = root_path(p),
		.bundles = mem_printf("%s/" PLACE_BUNDLES, p->run),
		.run = mem_strdup(p->run),
		.address = mem_strdup(address),
		.listener = listener,
	};
	if (address && listener < 0)
		e = find_listener(n);
	if (e) {
		nsrun_release(n);
		return e;
	}
	*ret = (struct containers){ .ops = &ops, .self = n };
	return NULL;
}

fallible containers_nsrun_status(const struct place *p, enum role role,
				 struct container_status *ret)
{
	auto_free char *root = root_path(p);

	return container_read_status(root, role_name(role), ret);
}

static fallible read_bundle(const struct place *p, enum role role,
			    struct buf *out)
{
	auto_free char *path =
		mem_printf("%s/" PLACE_BUNDLES "/%s", p->run, role_name(role));
	auto_close int dir = -1;
	struct err *e = fs_open_dir(path, &dir);

	return e ? e : fs_read_at(dir, "config.json", SPEC_MAX_BYTES, out);
}

fallible containers_nsrun_is_current(const struct place *p, enum role role,
				     bool *ret)
{
	auto_free char *root = root_path(p);
	auto_buf struct buf bundle = { 0 };
	auto_buf struct buf started = { 0 };
	auto_close int dir = -1;
	struct err *e = state_open(root, role_name(role), &dir);

	if (e && err_is(e, &CONTAINER_UNKNOWN)) {
		err_drop(e);
		*ret = true;
		return NULL;
	}
	if (!e)
		e = state_read_config(dir, &started);
	if (!e)
		e = read_bundle(p, role, &bundle);
	if (!e)
		*ret = str_eq(buf_str(&started), buf_str(&bundle));
	return e;
}

fallible containers_nsrun_exec(const struct place *p, enum role role,
			       char *const argv[], const int stdio[static 3],
			       int *ret_status)
{
	auto_free char *root = root_path(p);
	const struct container_exec_config cfg = { .root = root,
						   .id = role_name(role),
						   .argv = argv,
						   .stdio = stdio };

	return container_exec(&cfg, ret_status);
}

char *containers_nsrun_log_path(const struct place *p, enum role role)
{
	auto_free char *root = root_path(p);

	return container_log_path(root, role_name(role));
}

fallible containers_nsrun_run(const struct place *p, const char *name,
			      int *ret_status)
{
	auto_free char *root = root_path(p);
	auto_free char *bundle =
		mem_printf("%s/" PLACE_BUNDLES "/%s", p->run, name);
	const struct container_config cfg = { .root = root,
					      .id = name,
					      .bundle = bundle };

	return container_run(&cfg, ret_status);
}

fallible containers_nsrun_remove_all(const struct place *p)
{
	auto_free char *root = root_path(p);
	auto_free char **ids = NULL;
	struct err *e = NULL;
	size_t len = 0;

	if (access(root, F_OK) < 0)
		return NULL;
	e = container_list(root, &ids, &len);
	for (size_t i = 0; i < len; i++) {
		if (!e)
			e = container_delete(root, ids[i], true);
		free(ids[i]);
	}
	return e;
}
