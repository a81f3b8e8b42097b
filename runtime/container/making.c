/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/making.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "runtime/container/container_cgroup.h"
#include "runtime/container/pid_file.h"
#include "runtime/container/state.h"
#include "runtime/process/hooks.h"

void making_release(struct making *m)
{
	free(m->root);
	free(m->bundle);
	buf_release(&m->config);
	plan_release(&m->plan);
	spec_release(&m->spec);
	cgroup_entry_close(&m->cgroup);
	cleanup_close(&m->dir);
}

fallible making_describe(struct err *e, const char *id)
{
	if (!e || err_is(e, &CONTAINER_EXISTS) || err_is(e, &CONTAINER_STOPPED))
		return e;
	return err_wrap(e, "container '%s'", id);
}

static fallible absolute(const char *path, char **ret)
{
	char *real = realpath(path, NULL);

	if (!real)
		return err_sys("find '%s'", path);
	*ret = real;
	return NULL;
}

static fallible read_bundle(const struct container_config *cfg,
			    struct making *m)
{
	auto_close int dir = -1;
	struct err *e = absolute(cfg->bundle, &m->bundle);

	if (!e && !cfg->config)
		e = fs_open_dir(m->bundle, &dir);
	if (!e && !cfg->config)
		e = fs_read_at(dir, "config.json", SPEC_MAX_BYTES, &m->config);
	else if (!e)
		buf_puts(&m->config, cfg->config);
	if (!e)
		e = spec_parse(buf_str(&m->config), "config.json", &m->spec);
	if (e)
		return err_wrap(e, "bundle '%s'", cfg->bundle);
	m->spec.init |= cfg->init;
	m->spec.process.terminal |= cfg->tty;
	return NULL;
}

/* Standard error is the program's, and not ours to write to. */
static fallible open_notes(const struct container_config *cfg)
{
	auto_free char *path = state_notes_path(cfg->root, cfg->id);

	return log_is_file() ? NULL : log_to_file(path, LOG_FORMAT_TEXT);
}

static fallible make_state(const struct container_config *cfg, bool quiet,
			   struct making *m)
{
	struct err *e = state_create(cfg->root, cfg->id, &m->dir);

	if (e)
		return e;
	e = absolute(cfg->root, &m->root);
	if (!e && quiet)
		e = open_notes(cfg);
	for (size_t i = 0; i < m->spec.warnings_len && !e; i++)
		log_warn("%s", m->spec.warnings[i]);
	if (!e)
		e = state_write_config(m->dir, buf_str(&m->config));
	if (!e)
		e = container_cgroup_make(m->dir, cfg->id, &m->spec,
					  cfg->cgroups, &m->cgroup);
	if (!e)
		plan_make(&m->spec, &m->plan);
	if (e)
		err_drop(container_remove(cfg->root, cfg->id, m->dir));
	return e;
}

fallible making_begin(const struct container_config *cfg, bool quiet,
		      struct making *ret)
{
	struct err *e = read_bundle(cfg, ret);

	return e ? e : make_state(cfg, quiet, ret);
}

fallible making_recall(int dir, struct making *ret)
{
	struct err *e = state_read_config(dir, &ret->config);

	if (!e)
		e = spec_parse(buf_str(&ret->config), "config.json",
			       &ret->spec);
	return e;
}

fallible making_offer_terminal(const struct spec_process *p,
			       const char *console_socket, bool ours,
			       struct terminal *t)
{
	if (!p->terminal && console_socket)
		return err_new(&ERR_USAGE,
			       "a console socket, but no process.terminal");
	if (!p->terminal)
		return NULL;
	if (!console_socket && !ours)
		return err_new(&ERR_USAGE, "process.terminal needs a console "
					   "socket here");
	t->rows = p->rows;
	t->columns = p->columns;
	return terminal_offer(t, console_socket);
}

fallible making_launch(const struct making *m,
		       const struct container_config *cfg, bool ours,
		       struct terminal *t, struct launch_config *ret)
{
	*ret = (struct launch_config){
		.id = cfg->id,
		.spec = &m->spec,
		.plan = &m->plan,
		.bundle = m->bundle,
		.fds = cfg->fds,
		.terminal = t,
		.gate = -1,
		.cgroup = &m->cgroup,
	};
	return making_offer_terminal(&m->spec.process, cfg->console_socket,
				     ours, t);
}

fallible making_go(int dir, const char *pid_file,
		   const struct launch_config *cfg, struct launch *launch)
{
	const struct hook_subject subject = { .spec = cfg->spec,
					      .id = cfg->id,
					      .bundle = cfg->bundle };
	const pid_t pid = launch->pid;
	pid_t program = 0;
	struct err *e = state_record(dir, cfg->bundle, pid, pid);

	if (!e)
		e = launch_run_hooks(cfg, launch);
	if (!e)
		e = launch_go(launch, &program);
	if (!e && program != pid)
		e = state_record(dir, cfg->bundle, pid, program);
	if (!e && pid_file)
		e = pid_file_write(pid_file, pid);
	if (!e && cfg->gate < 0)
		hooks_run_all(&subject, HOOK_POSTSTART, "running", pid);
	return e;
}
