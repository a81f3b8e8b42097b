/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "process": the program and what it may do.
 */
#include <limits.h>
#include <string.h>

#include "runtime/spec/spec_parts.h"

#define MAX_ID (UINT32_MAX - 1) /* the last one means "no id" */
#define MAX_UMASK 0777
#define OOM_SCORE_ADJ_MAX 1000

static fallible read_groups(struct spec *s, const struct field *f,
			    struct spec_user *user)
{
	size_t len = field_len(f);
	gid_t *groups;
	struct err *e = field_check(f, DATA_LIST);

	if (e || !len)
		return e;
	groups = arena_alloc_array(&s->arena, len, sizeof(*groups));
	for (size_t i = 0; i < len; i++) {
		struct field item = field_at(f, i);
		uint64_t gid = 0;

		e = field_uint(&item, MAX_ID, &gid);
		if (e)
			return e;
		groups[i] = (gid_t)gid;
	}
	user->groups = groups;
	user->groups_len = len;
	return NULL;
}

static fallible read_user(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "uid", SPEC_DONE },         { "gid", SPEC_DONE },
		{ "umask", SPEC_DONE },       { "additionalGids", SPEC_DONE },
		{ "username", SPEC_REFUSED }, { 0 },
	};
	struct spec_user *user = &s->process.user;
	struct field uid = field_get(f, "uid");
	struct field gid = field_get(f, "gid");
	struct field mask = field_get(f, "umask");
	struct field groups = field_get(f, "additionalGids");
	uint64_t ids[2] = { 0 }, umask_bits = 0;
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_uint(&uid, MAX_ID, &ids[0]);
	if (!e)
		e = field_uint(&gid, MAX_ID, &ids[1]);
	if (!e)
		e = field_uint(&mask, MAX_UMASK, &umask_bits);
	if (!e)
		e = read_groups(s, &groups, user);
	if (e)
		return e;
	user->uid = (uid_t)ids[0];
	user->gid = (gid_t)ids[1];
	user->has_umask = mask.data != NULL;
	user->umask = (mode_t)umask_bits;
	return NULL;
}

static fallible read_capability_set(struct spec *s, const struct field *f,
				    uint64_t *ret)
{
	const char **names = NULL;
	size_t len = 0;
	struct err *e = field_strings(f, &s->arena, &names, &len);

	for (size_t i = 0; i < len && !e; i++) {
		unsigned number = 0;

		if (capability_number(names[i], &number)) {
			*ret |= UINT64_C(1) << number;
		} else {
			struct field item = field_at(f, i);

			e = field_error(&item, "no capability '%s'", names[i]);
		}
	}
	return e;
}

static fallible read_capabilities(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "bounding", SPEC_DONE },    { "effective", SPEC_DONE },
		{ "inheritable", SPEC_DONE }, { "permitted", SPEC_DONE },
		{ "ambient", SPEC_DONE },     { 0 },
	};
	struct capability_sets *c = &s->process.capabilities;
	uint64_t *sets[] = { &c->bounding, &c->effective, &c->inheritable,
			     &c->permitted, &c->ambient };
	struct err *e = spec_check_names(s, f, known);

	for (size_t i = 0; known[i].name && !e; i++) {
		struct field item = field_get(f, known[i].name);

		e = read_capability_set(s, &item, sets[i]);
	}
	if (e)
		return e;
	if (c->effective & ~c->permitted)
		return field_error(f, "effective is not within permitted");
	if (c->ambient & ~(c->permitted & c->inheritable))
		return field_error(f, "ambient is not within permitted and "
				      "inheritable");
	return NULL;
}

/* -1 is how the specification's bundles write "unlimited" now and then. */
static fallible read_limit(const struct field *f, rlim_t *ret)
{
	int64_t value = 0;
	struct err *e = field_require(f);

	/* RLIM_INFINITY is beyond what a JSON integer holds. */
	if (!e && f->data->kind == DATA_FLOAT && f->data->number >= 1e19) {
		*ret = RLIM_INFINITY;
		return NULL;
	}
	if (!e)
		e = field_int(f, -1, INT64_MAX, &value);
	if (!e)
		*ret = value < 0 ? RLIM_INFINITY : (rlim_t)value;
	return e;
}

static fallible read_rlimit(struct spec *s, const struct field *f,
			    struct rlimit_request *ret)
{
	static const struct spec_known known[] = {
		{ "type", SPEC_DONE },
		{ "soft", SPEC_DONE },
		{ "hard", SPEC_DONE },
		{ 0 },
	};
	struct field type = field_get(f, "type");
	struct field soft = field_get(f, "soft");
	struct field hard = field_get(f, "hard");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_require(&type);
	if (!e)
		e = field_string(&type, &ret->name);
	if (!e)
		e = read_limit(&soft, &ret->limit.rlim_cur);
	if (!e)
		e = read_limit(&hard, &ret->limit.rlim_max);
	if (e)
		return e;
	if (!rlimit_number(ret->name, &ret->resource))
		return field_error(&type, "no resource limit '%s'", ret->name);
	if (ret->limit.rlim_cur > ret->limit.rlim_max)
		return field_error(&soft, "is above the hard limit");
	return NULL;
}

static fallible read_rlimits(struct spec *s, const struct field *f)
{
	size_t len = field_len(f);
	struct rlimit_request *requests;
	struct err *e = field_check(f, DATA_LIST);

	if (e || !len)
		return e;
	requests = arena_alloc_array(&s->arena, len, sizeof(*requests));
	for (size_t i = 0; i < len; i++) {
		struct field item = field_at(f, i);

		e = read_rlimit(s, &item, &requests[i]);
		for (size_t j = 0; j < i && !e; j++)
			if (requests[j].resource == requests[i].resource)
				e = field_error(&item, "'%s' is given twice",
						requests[i].name);
		if (e)
			return e;
	}
	s->process.rlimits = requests;
	s->process.rlimits_len = len;
	return NULL;
}

static fallible read_program(struct spec *s, const struct field *f)
{
	struct spec_process *p = &s->process;
	struct field args = field_get(f, "args");
	struct field env = field_get(f, "env");
	struct field cwd = field_get(f, "cwd");
	static const char *none[] = { NULL };
	struct err *e = field_require(&args);

	p->env = none;
	if (!e)
		e = field_strings(&args, &s->arena, &p->argv, &p->argv_len);
	if (!e && !p->argv_len)
		e = field_error(&args, "names no program");
	if (!e)
		e = field_strings(&env, &s->arena, &p->env, &p->env_len);
	if (!e)
		e = field_require(&cwd);
	if (!e)
		e = spec_read_path(&cwd, &p->cwd);
	for (size_t i = 0; i < p->env_len && !e; i++) {
		struct field item = field_at(&env, i);

		if (!strchr(p->env[i], '=') || p->env[i][0] == '=')
			e = field_error(&item, "is not NAME=value");
	}
	return e;
}

static fallible read_console_size(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "height", SPEC_DONE },
		{ "width", SPEC_DONE },
		{ 0 },
	};
	struct field height = field_get(f, "height");
	struct field width = field_get(f, "width");
	uint64_t rows = 0, columns = 0;
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_uint(&height, USHRT_MAX, &rows);
	if (!e)
		e = field_uint(&width, USHRT_MAX, &columns);
	if (e)
		return e;
	s->process.rows = (unsigned short)rows;
	s->process.columns = (unsigned short)columns;
	return NULL;
}

fallible spec_read_process(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "args", SPEC_DONE },
		{ "env", SPEC_DONE },
		{ "cwd", SPEC_DONE },
		{ "user", SPEC_DONE },
		{ "capabilities", SPEC_DONE },
		{ "rlimits", SPEC_DONE },
		{ "noNewPrivileges", SPEC_DONE },
		{ "oomScoreAdj", SPEC_DONE },
		{ "terminal", SPEC_DONE },
		{ "consoleSize", SPEC_DONE },
		{ "apparmorProfile", SPEC_DONE },
		{ "selinuxLabel", SPEC_DONE },
		{ "scheduler", SPEC_DONE },
		{ "ioPriority", SPEC_DONE },
		{ "execCPUAffinity", SPEC_DONE },
		{ "commandLine", SPEC_REFUSED },
		{ 0 },
	};
	struct spec_process *p = &s->process;
	struct field user = field_get(f, "user");
	struct field capabilities = field_get(f, "capabilities");
	struct field rlimits = field_get(f, "rlimits");
	struct field no_new = field_get(f, "noNewPrivileges");
	struct field oom = field_get(f, "oomScoreAdj");
	struct field terminal = field_get(f, "terminal");
	struct field size = field_get(f, "consoleSize");
	int64_t score = 0;
	struct err *e = field_require(f);

	if (!e)
		e = spec_check_names(s, f, known);
	if (!e)
		e = read_program(s, f);
	if (!e)
		e = read_user(s, &user);
	if (!e)
		e = read_capabilities(s, &capabilities);
	if (!e)
		e = read_rlimits(s, &rlimits);
	if (!e)
		e = field_bool(&no_new, &p->no_new_privileges);
	if (!e)
		e = field_int(&oom, -OOM_SCORE_ADJ_MAX, OOM_SCORE_ADJ_MAX,
			      &score);
	if (!e)
		e = field_bool(&terminal, &p->terminal);
	if (!e)
		e = read_console_size(s, &size);
	if (!e)
		e = spec_read_scheduling(s, f);
	p->has_oom_score_adj = oom.data != NULL;
	p->oom_score_adj = (int)score;
	return e;
}
