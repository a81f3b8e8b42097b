/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "linux.seccomp": which system calls may be made.
 */
#include <errno.h>

#include "runtime/spec/spec_parts.h"

#define MAX_ARG_INDEX 5     /* of a system call's six */
#define MAX_ERRNO_RET 65535 /* SECCOMP_RET_DATA */

static fallible read_arg(struct spec *s, const struct field *f,
			 struct seccomp_arg *ret)
{
	static const struct spec_known known[] = {
		{ "index", SPEC_DONE },
		{ "value", SPEC_DONE },
		{ "valueTwo", SPEC_DONE },
		{ "op", SPEC_DONE },
		{ 0 },
	};
	struct field index = field_get(f, "index");
	struct field value = field_get(f, "value");
	struct field value_two = field_get(f, "valueTwo");
	struct field op = field_get(f, "op");
	uint64_t number = 0;
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_uint(&index, MAX_ARG_INDEX, &number);
	if (!e)
		e = field_uint(&value, UINT64_MAX, &ret->value);
	if (!e)
		e = field_uint(&value_two, UINT64_MAX, &ret->value_two);
	if (!e)
		e = field_require(&op);
	if (!e)
		e = field_string(&op, &ret->op);
	ret->index = (unsigned)number;
	return e;
}

static fallible read_args(struct spec *s, const struct field *f,
			  struct seccomp_rule *rule)
{
	size_t len = field_len(f);
	struct seccomp_arg *args;
	struct err *e = field_check(f, DATA_LIST);

	if (e || !len)
		return e;
	args = arena_alloc_array(&s->arena, len, sizeof(*args));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(f, i);

		e = field_check(&item, DATA_MAP);
		if (!e)
			e = read_arg(s, &item, &args[i]);
	}
	rule->args = args;
	rule->args_len = len;
	return e;
}

static fallible read_errno(const struct field *f, uint16_t *ret)
{
	uint64_t number = EPERM;
	struct err *e = field_uint(f, MAX_ERRNO_RET, &number);

	*ret = (uint16_t)number;
	return e;
}

static fallible read_rule(struct spec *s, const struct field *f,
			  struct seccomp_rule *rule)
{
	static const struct spec_known known[] = {
		{ "names", SPEC_DONE },
		{ "action", SPEC_DONE },
		{ "args", SPEC_DONE },
		{ "errnoRet", SPEC_DONE },
		{ 0 },
	};
	struct field names = field_get(f, "names");
	struct field action = field_get(f, "action");
	struct field args = field_get(f, "args");
	struct field error = field_get(f, "errnoRet");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_require(&names);
	if (!e)
		e = field_strings(&names, &s->arena, &rule->names,
				  &rule->names_len);
	if (!e)
		e = field_require(&action);
	if (!e)
		e = field_string(&action, &rule->action);
	if (!e)
		e = read_args(s, &args, rule);
	if (!e)
		e = read_errno(&error, &rule->error);
	return e;
}

static fallible read_rules(struct spec *s, const struct field *f,
			   struct seccomp_profile *p)
{
	size_t len = field_len(f);
	struct seccomp_rule *rules;
	struct err *e = field_check(f, DATA_LIST);

	if (e || !len)
		return e;
	rules = arena_alloc_array(&s->arena, len, sizeof(*rules));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(f, i);

		e = field_check(&item, DATA_MAP);
		if (!e)
			e = read_rule(s, &item, &rules[i]);
	}
	p->rules = rules;
	p->rules_len = len;
	return e;
}

fallible spec_read_seccomp(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "defaultAction", SPEC_DONE },
		{ "defaultErrnoRet", SPEC_DONE },
		{ "architectures", SPEC_DONE },
		{ "flags", SPEC_DONE },
		{ "syscalls", SPEC_DONE },
		{ "listenerPath", SPEC_REFUSED },
		{ "listenerMetadata", SPEC_OMITTED },
		{ 0 },
	};
	struct field action = field_get(f, "defaultAction");
	struct field error = field_get(f, "defaultErrnoRet");
	struct field architectures = field_get(f, "architectures");
	struct field flags = field_get(f, "flags");
	struct field rules = field_get(f, "syscalls");
	struct seccomp_profile *p;
	struct err *e = spec_check_names(s, f, known);

	if (e || !f->data)
		return e;
	p = arena_alloc(&s->arena, sizeof(*p));
	e = field_require(&action);
	if (!e)
		e = field_string(&action, &p->default_action);
	if (!e)
		e = read_errno(&error, &p->default_error);
	if (!e)
		e = field_strings(&architectures, &s->arena, &p->architectures,
				  &p->architectures_len);
	if (!e)
		e = field_strings(&flags, &s->arena, &p->flags, &p->flags_len);
	if (!e)
		e = read_rules(s, &rules, p);
	if (!e)
		s->seccomp = p;
	return e;
}
