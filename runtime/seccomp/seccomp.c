/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/seccomp/seccomp.h"

#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include "lib/arena.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/seccomp/call_filter.h"
#include "runtime/seccomp/seccomp_names.h"

#ifndef X32_SYSCALL_BIT
#define X32_SYSCALL_BIT 0x40000000
#endif

/* libseccomp's stand-ins for calls that go through socketcall(2) and ipc(2). */
#define PSEUDO_FIRST (-101)
#define PSEUDO_LAST (-224)

/* Where architectures that have those calls also by themselves number them. */
static const struct {
	int first, last;
} direct[] = { { 320, 410 }, { 4168, 4184 }, { 4330, 4402 } };

void seccomp_program_release(struct seccomp_program *p)
{
	buf_release(&p->code);
	p->flags = 0;
}

/* A filter in the making. */
struct making {
	struct call_filter filter;
	size_t cap; /* of its spaces */
	uint32_t *tokens;
	size_t tokens_len;
	size_t tokens_cap;
	struct arena arena; /* the rules' arguments */
};

static void making_release(struct making *m)
{
	for (size_t i = 0; i < m->filter.len; i++)
		free(m->filter.spaces[i].rules);
	free(m->filter.spaces);
	free(m->tokens);
	arena_release(&m->arena);
}

/* libseccomp numbers x32 as an architecture, the kernel does not. */
static uint32_t audit_arch(uint32_t token)
{
	return token == SCMP_ARCH_X32 ? AUDIT_ARCH_X86_64 : token;
}

static bool is_wide(uint32_t token)
{
	return (token & __AUDIT_ARCH_64BIT) &&
	       !(token & __AUDIT_ARCH_CONVENTION_MIPS64_N32);
}

static struct call_space *find_space(struct making *m, uint32_t arch)
{
	struct call_filter *f = &m->filter;

	for (size_t i = 0; i < f->len; i++)
		if (f->spaces[i].arch == arch)
			return &f->spaces[i];
	f->spaces = mem_grow(f->spaces, f->len, &m->cap, sizeof(*f->spaces));
	f->spaces[f->len] = (struct call_space){
		.arch = arch,
		.foreign = arch == AUDIT_ARCH_X86_64 ? X32_SYSCALL_BIT : 0,
	};
	return &f->spaces[f->len++];
}

static void add_architecture(struct making *m, uint32_t token)
{
	for (size_t i = 0; i < m->tokens_len; i++)
		if (m->tokens[i] == token)
			return;
	m->tokens = mem_grow(m->tokens, m->tokens_len, &m->tokens_cap,
			     sizeof(*m->tokens));
	m->tokens[m->tokens_len++] = token;
	(void)find_space(m, audit_arch(token));
	if (token == SCMP_ARCH_X32)
		find_space(m, AUDIT_ARCH_X86_64)->foreign = 0;
}

/* The native one is always there. */
static fallible add_architectures(const struct seccomp_profile *p,
				  struct making *m)
{
	add_architecture(m, seccomp_arch_native());
	for (size_t i = 0; i < p->architectures_len; i++) {
		uint32_t token = 0;

		if (!seccomp_find_architecture(p->architectures[i], &token))
			return err_new(&ERR_INPUT,
				       "architectures[%zu]: no architecture "
				       "'%s'",
				       i, p->architectures[i]);
		add_architecture(m, token ? token : seccomp_arch_native());
	}
	return NULL;
}

static void push(struct call_space *s, const struct call_rule *rule)
{
	s->rules = mem_grow(s->rules, s->len, &s->cap, sizeof(*s->rules));
	s->rules[s->len++] = *rule;
}

/*
 * Two comparisons of one argument mean "either" in the specification, and all
 * the others of the rule then too.
 */
static void push_each(struct call_space *s, const struct call_rule *rule)
{
	struct call_rule one = *rule;
	unsigned seen = 0;
	bool twice = false;

	for (size_t i = 0; i < rule->args_len; i++) {
		twice |= (seen & 1u << rule->args[i].index) != 0;
		seen |= 1u << rule->args[i].index;
	}
	if (!twice) {
		push(s, rule);
		return;
	}
	one.args_len = 1;
	for (size_t i = 0; i < rule->args_len; i++) {
		one.args = &rule->args[i];
		push(s, &one);
	}
}

/*
 * The first argument of socketcall(2) and ipc(2) says which call is meant, and
 * takes the place of whatever the rule asks of its own first.
 */
static void push_multiplexed(struct making *m, struct call_space *s,
			     struct call_rule rule, int pseudo)
{
	struct call_arg *args =
		arena_alloc_array(&m->arena, CALL_ARGS, sizeof(*args));
	size_t kept = 0;

	for (size_t i = 0; i < rule.args_len; i++)
		if (rule.args[i].index != 0)
			args[kept++] = rule.args[i];
	if (kept == CALL_ARGS)
		kept--;
	args[kept++] = (struct call_arg){ .op = CALL_EQ,
					  .value = (uint64_t)(-pseudo % 100) };
	rule.args = args;
	rule.args_len = kept;
	push_each(s, &rule);
}

/* What @name is where it also is a call of its own; -1 where it is not. */
static int find_direct(uint32_t token, const char *name)
{
	for (size_t i = 0; i < sizeof(direct) / sizeof(*direct); i++) {
		for (int n = direct[i].first; n <= direct[i].last; n++) {
			auto_free char *found =
				seccomp_syscall_resolve_num_arch(token, n);

			if (found && !strcmp(found, name))
				return n;
		}
	}
	return -1;
}

static void add_call(struct making *m, uint32_t token, const char *name,
		     struct call_rule rule)
{
	struct call_space *space = find_space(m, audit_arch(token));
	int number = seccomp_syscall_resolve_name_arch(token, name);
	int pseudo = number;

	rule.wide = is_wide(token);
	if (pseudo <= PSEUDO_FIRST && pseudo >= PSEUDO_LAST)
		number = seccomp_syscall_resolve_name_rewrite(token, name);
	if (number != pseudo && number >= 0) {
		rule.number = (uint32_t)number;
		push_multiplexed(m, space, rule, pseudo);
		number = find_direct(token, name);
	}
	if (number < 0)
		return;
	rule.number = (uint32_t)number;
	push_each(space, &rule);
}

static fallible convert_args(struct making *m, const struct seccomp_rule *rule,
			     struct call_rule *ret)
{
	struct call_arg *args =
		arena_alloc_array(&m->arena, rule->args_len, sizeof(*args));

	if (rule->args_len > CALL_ARGS)
		return err_new(&ERR_INPUT, "args: more than %d", CALL_ARGS);
	for (size_t i = 0; i < rule->args_len; i++) {
		const struct seccomp_arg *a = &rule->args[i];
		bool masked = !strcmp(a->op, "SCMP_CMP_MASKED_EQ");
		uint32_t op = 0;

		if (!seccomp_find_operator(a->op, &op))
			return err_new(&ERR_INPUT,
				       "args[%zu].op: no operator '%s'", i,
				       a->op);
		args[i] = (struct call_arg){
			.index = a->index,
			.op = (enum call_operator)op,
			.value = masked ? a->value_two : a->value,
			.mask = a->value,
		};
	}
	ret->args = args;
	ret->args_len = rule->args_len;
	return NULL;
}

/* A rule that says what holds anyway is passed over. */
static fallible add_rule(struct making *m, const struct seccomp_rule *rule)
{
	struct call_rule converted = { 0 };
	struct err *e;

	if (!seccomp_find_action(rule->action, rule->error, &converted.action))
		return err_new(&ERR_INPUT, "action: no action '%s'",
			       rule->action);
	e = convert_args(m, rule, &converted);
	if (e || converted.action == m->filter.default_action)
		return e;
	for (size_t i = 0; i < rule->names_len; i++)
		for (size_t k = 0; k < m->tokens_len; k++)
			add_call(m, m->tokens[k], rule->names[i], converted);
	return NULL;
}

static fallible add_rules(const struct seccomp_profile *p, struct making *m)
{
	for (size_t i = 0; i < p->rules_len; i++) {
		struct err *e = add_rule(m, &p->rules[i]);

		if (e)
			return err_wrap(e, "syscalls[%zu]", i);
	}
	return NULL;
}

static fallible read_flags(const struct seccomp_profile *p, unsigned *ret)
{
	unsigned flags = 0;

	for (size_t i = 0; i < p->flags_len; i++) {
		uint32_t flag = 0;

		if (!seccomp_find_flag(p->flags[i], &flag))
			return err_new(&ERR_INPUT, "flags[%zu]: no flag '%s'",
				       i, p->flags[i]);
		flags |= flag;
	}
	*ret = flags;
	return NULL;
}

static fallible build(const struct seccomp_profile *profile,
		      uint32_t default_action, struct buf *out)
{
	__attribute__((cleanup(making_release))) struct making m = {
		.filter = { .default_action = default_action,
			    .foreign_action = SECCOMP_RET_KILL_THREAD },
	};
	struct err *e = add_architectures(profile, &m);

	if (!e)
		e = add_rules(profile, &m);
	return e ? e : call_filter_compile(&m.filter, out);
}

fallible seccomp_compile(const struct seccomp_profile *profile,
			 struct seccomp_program *ret)
{
	auto_seccomp_program struct seccomp_program p = { 0 };
	uint32_t default_action = 0;
	struct err *e;

	if (!seccomp_find_action(profile->default_action,
				 profile->default_error, &default_action))
		return err_new(&ERR_INPUT,
			       "linux.seccomp.defaultAction: no action '%s'",
			       profile->default_action);
	e = read_flags(profile, &p.flags);
	if (!e)
		e = build(profile, default_action, &p.code);
	if (e)
		return err_wrap(e, "linux.seccomp");
	*ret = p;
	p = (struct seccomp_program){ 0 };
	return NULL;
}

void seccomp_program_send(const struct seccomp_program *p,
			  const struct channel *to)
{
	channel_send(to, &p->flags, sizeof(p->flags));
	channel_send(to, &p->code.len, sizeof(p->code.len));
	channel_send(to, p->code.data, p->code.len);
}

bool seccomp_program_receive(struct seccomp_program *ret,
			     const struct channel *from)
{
	auto_seccomp_program struct seccomp_program p = { 0 };
	size_t len = 0;

	if (!channel_receive(from, &p.flags, sizeof(p.flags)) ||
	    !channel_receive(from, &len, sizeof(len)) ||
	    !channel_receive(from, buf_reserve(&p.code, len), len))
		return false;
	p.code.len = len;
	*ret = p;
	p = (struct seccomp_program){ 0 };
	return true;
}

fallible seccomp_program_load(const struct seccomp_program *p)
{
	struct sock_fprog program = {
		.len = (unsigned short)(p->code.len /
					sizeof(struct sock_filter)),
		.filter = (struct sock_filter *)(void *)p->code.data,
	};

	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, p->flags, &program))
		return err_sys("load the system call filter");
	return NULL;
}
