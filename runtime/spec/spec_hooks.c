/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "hooks": programs for certain moments.
 */
#include <limits.h>

#include "runtime/spec/spec_parts.h"

static fallible read_hook(struct spec *s, const struct field *f,
			  struct spec_hook *ret)
{
	static const struct spec_known known[] = {
		{ "path", SPEC_DONE },
		{ "args", SPEC_DONE },
		{ "env", SPEC_DONE },
		{ "timeout", SPEC_DONE },
		{ 0 },
	};
	struct field path = field_get(f, "path");
	struct field args = field_get(f, "args");
	struct field env = field_get(f, "env");
	struct field timeout = field_get(f, "timeout");
	uint64_t seconds = 0;
	size_t args_len = 0, env_len = 0;
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_require(&path);
	if (!e)
		e = spec_read_path(&path, &ret->path);
	if (!e)
		e = field_strings(&args, &s->arena, &ret->argv, &args_len);
	if (!e)
		e = field_strings(&env, &s->arena, &ret->env, &env_len);
	if (!e)
		e = field_uint(&timeout, INT_MAX / 1000, &seconds);
	if (!e && timeout.data && !seconds)
		e = field_error(&timeout, "is not above 0");
	if (e)
		return e;
	ret->timeout_s = (unsigned)seconds;
	if (!args_len) {
		ret->argv = arena_alloc_array(&s->arena, 2, sizeof(*ret->argv));
		ret->argv[0] = ret->path;
	}
	if (!env_len)
		ret->env = arena_alloc_array(&s->arena, 1, sizeof(*ret->env));
	return NULL;
}

static fallible read_kind(struct spec *s, const struct field *f,
			  struct spec_hooks *ret)
{
	size_t len = field_len(f);
	struct spec_hook *hooks;
	struct err *e = field_check(f, DATA_LIST);

	if (e || !len)
		return e;
	hooks = arena_alloc_array(&s->arena, len, sizeof(*hooks));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(f, i);

		e = field_check(&item, DATA_MAP);
		if (!e)
			e = read_hook(s, &item, &hooks[i]);
	}
	ret->items = hooks;
	ret->len = len;
	return e;
}

fallible spec_read_hooks(struct spec *s, const struct field *f)
{
	static const struct spec_known known[HOOK_KINDS + 1] = {
		[HOOK_PRESTART] = { "prestart", SPEC_DONE },
		[HOOK_CREATE_RUNTIME] = { "createRuntime", SPEC_DONE },
		[HOOK_CREATE_CONTAINER] = { "createContainer", SPEC_DONE },
		[HOOK_START_CONTAINER] = { "startContainer", SPEC_DONE },
		[HOOK_POSTSTART] = { "poststart", SPEC_DONE },
		[HOOK_POSTSTOP] = { "poststop", SPEC_DONE },
	};
	struct err *e = spec_check_names(s, f, known);

	for (size_t i = 0; i < HOOK_KINDS && !e; i++) {
		struct field kind = field_get(f, known[i].name);

		s->hooks[i].name = known[i].name;
		e = read_kind(s, &kind, &s->hooks[i]);
	}
	return e;
}
