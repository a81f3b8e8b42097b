/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/exec_process.h"

#include <sched.h>
#include <stdint.h>
#include <string.h>

#include "lib/num.h"

#define MAX_ID (UINT32_MAX - 1) /* the last one means "no id" */

static fallible parse_id(struct str text, const char *option, const char *given,
			 uint32_t *ret)
{
	uint64_t id = 0;

	if (!num_parse_uint(text, MAX_ID, &id))
		return err_new(&ERR_USAGE,
			       "--%s: '%s' is not a number up to %u", option,
			       given, MAX_ID);
	*ret = (uint32_t)id;
	return NULL;
}

static fallible parse_groups(const struct container_exec_config *cfg,
			     struct spec *s)
{
	gid_t *groups;
	struct err *e = NULL;

	groups = arena_alloc_array(&s->arena, cfg->groups_len + 1,
				   sizeof(*groups));
	for (size_t i = 0; i < cfg->groups_len && !e; i++)
		e = parse_id(str_of(cfg->groups[i]), "additional-gids",
			     cfg->groups[i], &groups[i]);
	s->process.user.groups = groups;
	s->process.user.groups_len = cfg->groups_len;
	return e;
}

/* What is not a number is never taken for one: it could come out as 0. */
static fallible parse_user(const struct container_exec_config *cfg,
			   struct spec *s)
{
	struct spec_user *u = &s->process.user;
	struct str rest = str_of(cfg->user), uid;
	struct err *e;

	(void)str_split(&rest, ':', &uid);
	e = parse_id(uid, "user", cfg->user, &u->uid);
	if (!e && rest.data)
		e = parse_id(rest, "user", cfg->user, &u->gid);
	return e;
}

static fallible choose_user(const struct container_exec_config *cfg,
			    struct spec *s)
{
	const struct spec_user *u = &s->process.user;
	bool changes = cfg->user || cfg->groups_len;
	struct err *e = NULL;

	if (cfg->user)
		e = parse_user(cfg, s);
	if (!e && changes)
		e = parse_groups(cfg, s);
	if (e || !changes || !(s->namespaces & CLONE_NEWUSER))
		return e;
	if (!id_map_has(&s->maps.uids, u->uid) ||
	    !id_map_has(&s->maps.gids, u->gid))
		return err_new(&ERR_USAGE,
			       "--user: %u:%u is not mapped in the container",
			       u->uid, u->gid);
	for (size_t i = 0; i < u->groups_len; i++)
		if (!id_map_has(&s->maps.gids, u->groups[i]))
			return err_new(&ERR_USAGE,
				       "--additional-gids: %u is not mapped "
				       "in the container",
				       u->groups[i]);
	return NULL;
}

static bool same_name(const char *a, const char *b)
{
	size_t len = strcspn(a, "=");

	return !strncmp(a, b, len + 1);
}

/* A later value takes the place of an earlier one, whichever a program would
 * have found first. */
static fallible add_env(const struct container_exec_config *cfg, struct spec *s)
{
	struct spec_process *p = &s->process;
	const char **env = arena_alloc_array(
		&s->arena, p->env_len + cfg->env_len + 1, sizeof(*env));
	size_t len = p->env_len;

	for (size_t i = 0; i < len; i++)
		env[i] = p->env[i];
	for (size_t i = 0; i < cfg->env_len; i++) {
		const char *entry = cfg->env[i];
		size_t at = 0;

		if (!strchr(entry, '=') || entry[0] == '=')
			return err_new(&ERR_USAGE,
				       "--env: '%s' is not NAME=value", entry);
		while (at < len && !same_name(entry, env[at]))
			at++;
		env[at] = entry;
		len += at == len;
	}
	env[len] = NULL;
	p->env = env;
	p->env_len = len;
	return NULL;
}

/* Not inheritable: a program's file would have to ask for it. */
static fallible add_capabilities(const struct container_exec_config *cfg,
				 struct capability_sets *c)
{
	for (size_t i = 0; i < cfg->capabilities_len; i++) {
		const char *name = cfg->capabilities[i];
		unsigned number = 0;

		if (!capability_number(name, &number))
			return err_new(&ERR_USAGE, "--cap: no capability '%s'",
				       name);
		c->bounding |= UINT64_C(1) << number;
		c->permitted |= UINT64_C(1) << number;
		c->effective |= UINT64_C(1) << number;
	}
	return NULL;
}

fallible exec_process_apply(const struct container_exec_config *cfg,
			    struct spec *s)
{
	struct spec_process *p = &s->process;
	struct err *e = NULL;

	p->terminal = false;
	if (cfg->process)
		e = spec_parse_process(str_of(cfg->process), "process", s);
	if (!e)
		e = choose_user(cfg, s);
	if (!e)
		e = add_env(cfg, s);
	if (!e)
		e = add_capabilities(cfg, &p->capabilities);
	if (e)
		return e;
	if (cfg->cwd && cfg->cwd[0] != '/')
		return err_new(&ERR_USAGE,
			       "--cwd: '%s' is not an absolute path", cfg->cwd);
	if (cfg->cwd)
		p->cwd = cfg->cwd;
	if (cfg->argv)
		p->argv = (const char **)(uintptr_t)cfg->argv;
	p->no_new_privileges |= cfg->no_new_privileges;
	p->terminal |= cfg->tty;
	return NULL;
}
