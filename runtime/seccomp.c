/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/seccomp.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include "lib/cleanup.h"
#include "lib/fs.h"

#define MAX_PROGRAM_BYTES (BPF_MAXINSNS * sizeof(struct sock_filter))
#define MAX_ARGS 6 /* a system call has no more */

struct name_value {
	const char *name;
	uint32_t value;
};

static const struct name_value actions[] = {
	{ "SCMP_ACT_ALLOW", SCMP_ACT_ALLOW },
	{ "SCMP_ACT_KILL", SCMP_ACT_KILL_THREAD },
	{ "SCMP_ACT_KILL_PROCESS", SCMP_ACT_KILL_PROCESS },
	{ "SCMP_ACT_KILL_THREAD", SCMP_ACT_KILL_THREAD },
	{ "SCMP_ACT_LOG", SCMP_ACT_LOG },
	{ "SCMP_ACT_TRAP", SCMP_ACT_TRAP },
};

static const struct name_value operators[] = {
	{ "SCMP_CMP_EQ", SCMP_CMP_EQ },
	{ "SCMP_CMP_GE", SCMP_CMP_GE },
	{ "SCMP_CMP_GT", SCMP_CMP_GT },
	{ "SCMP_CMP_LE", SCMP_CMP_LE },
	{ "SCMP_CMP_LT", SCMP_CMP_LT },
	{ "SCMP_CMP_MASKED_EQ", SCMP_CMP_MASKED_EQ },
	{ "SCMP_CMP_NE", SCMP_CMP_NE },
};

static const struct name_value architectures[] = {
	{ "SCMP_ARCH_AARCH64", SCMP_ARCH_AARCH64 },
	{ "SCMP_ARCH_ARM", SCMP_ARCH_ARM },
	{ "SCMP_ARCH_MIPS", SCMP_ARCH_MIPS },
	{ "SCMP_ARCH_MIPS64", SCMP_ARCH_MIPS64 },
	{ "SCMP_ARCH_MIPS64N32", SCMP_ARCH_MIPS64N32 },
	{ "SCMP_ARCH_MIPSEL", SCMP_ARCH_MIPSEL },
	{ "SCMP_ARCH_MIPSEL64", SCMP_ARCH_MIPSEL64 },
	{ "SCMP_ARCH_MIPSEL64N32", SCMP_ARCH_MIPSEL64N32 },
	{ "SCMP_ARCH_NATIVE", SCMP_ARCH_NATIVE },
	{ "SCMP_ARCH_PARISC", SCMP_ARCH_PARISC },
	{ "SCMP_ARCH_PARISC64", SCMP_ARCH_PARISC64 },
	{ "SCMP_ARCH_PPC", SCMP_ARCH_PPC },
	{ "SCMP_ARCH_PPC64", SCMP_ARCH_PPC64 },
	{ "SCMP_ARCH_PPC64LE", SCMP_ARCH_PPC64LE },
	{ "SCMP_ARCH_RISCV64", SCMP_ARCH_RISCV64 },
	{ "SCMP_ARCH_S390", SCMP_ARCH_S390 },
	{ "SCMP_ARCH_S390X", SCMP_ARCH_S390X },
	{ "SCMP_ARCH_X32", SCMP_ARCH_X32 },
	{ "SCMP_ARCH_X86", SCMP_ARCH_X86 },
	{ "SCMP_ARCH_X86_64", SCMP_ARCH_X86_64 },
};

static const struct name_value filter_flags[] = {
	{ "SECCOMP_FILTER_FLAG_LOG", SECCOMP_FILTER_FLAG_LOG },
	{ "SECCOMP_FILTER_FLAG_SPEC_ALLOW", SECCOMP_FILTER_FLAG_SPEC_ALLOW },
	{ "SECCOMP_FILTER_FLAG_TSYNC", SECCOMP_FILTER_FLAG_TSYNC },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define FIND(table, name, ret) find((table), COUNT(table), (name), (ret))

static bool find(const struct name_value *table, size_t len, const char *name,
		 uint32_t *ret)
{
	for (size_t i = 0; i < len; i++) {
		if (strcmp(name, table[i].name) != 0)
			continue;
		*ret = table[i].value;
		return true;
	}
	return false;
}

void seccomp_program_release(struct seccomp_program *p)
{
	buf_release(&p->code);
	p->flags = 0;
}

static void release_filter(scmp_filter_ctx *filter)
{
	if (*filter)
		seccomp_release(*filter);
}

/* libseccomp's functions return a negative errno. */
static fallible failed(int code, const char *doing)
{
	errno = -code;
	return err_sys("%s", doing);
}

static bool find_action(const char *name, uint16_t error, uint32_t *ret)
{
	if (!strcmp(name, "SCMP_ACT_ERRNO"))
		*ret = SCMP_ACT_ERRNO(error);
	else if (!strcmp(name, "SCMP_ACT_TRACE"))
		*ret = SCMP_ACT_TRACE(error);
	else
		return FIND(actions, name, ret);
	return true;
}

static fallible add_architectures(scmp_filter_ctx filter,
				  const struct seccomp_profile *p)
{
	for (size_t i = 0; i < p->architectures_len; i++) {
		uint32_t token = 0;
		int code;

		if (!FIND(architectures, p->architectures[i], &token))
			return err_new(&ERR_INPUT,
				       "architectures[%zu]: no architecture "
				       "'%s'",
				       i, p->architectures[i]);
		code = seccomp_arch_add(filter, token);
		if (code && code != -EEXIST)
			return failed(code, "add an architecture");
	}
	return NULL;
}

static fallible convert_args(const struct seccomp_rule *rule,
			     struct scmp_arg_cmp ret[static MAX_ARGS])
{
	if (rule->args_len > MAX_ARGS)
		return err_new(&ERR_INPUT, "args: more than %d", MAX_ARGS);
	for (size_t i = 0; i < rule->args_len; i++) {
		const struct seccomp_arg *a = &rule->args[i];
		uint32_t op = 0;

		if (!FIND(operators, a->op, &op))
			return err_new(&ERR_INPUT,
				       "args[%zu].op: no operator '%s'", i,
				       a->op);
		ret[i] = (struct scmp_arg_cmp){ .arg = a->index,
						.op = (enum scmp_compare)op,
						.datum_a = a->value,
						.datum_b = a->value_two };
	}
	return NULL;
}

/*
 * Two comparisons of one argument mean "either" in the specification, while
 * libseccomp takes at most one for each argument and means "all".
 */
static bool compares_one_twice(const struct seccomp_rule *rule)
{
	unsigned seen = 0;

	for (size_t i = 0; i < rule->args_len; i++) {
		if (seen & 1u << rule->args[i].index)
			return true;
		seen |= 1u << rule->args[i].index;
	}
	return false;
}

static int add_call(scmp_filter_ctx filter, uint32_t action, int call,
		    const struct seccomp_rule *rule,
		    const struct scmp_arg_cmp *args)
{
	unsigned len = (unsigned)rule->args_len;
	int code = 0;

	if (!compares_one_twice(rule))
		return seccomp_rule_add_array(filter, action, call, len, args);
	for (unsigned i = 0; i < len && !code; i++)
		code = seccomp_rule_add_array(filter, action, call, 1,
					      &args[i]);
	return code;
}

static fallible add_rule(scmp_filter_ctx filter, uint32_t default_action,
			 const struct seccomp_rule *rule)
{
	struct scmp_arg_cmp args[MAX_ARGS];
	uint32_t action = 0;
	struct err *e;

	if (!find_action(rule->action, rule->error, &action))
		return err_new(&ERR_INPUT, "action: no action '%s'",
			       rule->action);
	e = convert_args(rule, args);
	if (e)
		return e;
	for (size_t i = 0; action != default_action && i < rule->names_len;
	     i++) {
		int call = seccomp_syscall_resolve_name(rule->names[i]);
		int code;

		if (call == __NR_SCMP_ERROR)
			continue;
		code = add_call(filter, action, call, rule, args);
		if (code && code != -EEXIST && code != -EDOM)
			return failed(code, rule->names[i]);
	}
	return NULL;
}

static fallible add_rules(scmp_filter_ctx filter, uint32_t default_action,
			  const struct seccomp_profile *p)
{
	for (size_t i = 0; i < p->rules_len; i++) {
		struct err *e = add_rule(filter, default_action, &p->rules[i]);

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

		if (!FIND(filter_flags, p->flags[i], &flag))
			return err_new(&ERR_INPUT, "flags[%zu]: no flag '%s'",
				       i, p->flags[i]);
		flags |= flag;
	}
	*ret = flags;
	return NULL;
}

static fallible export_program(scmp_filter_ctx filter, struct buf *out)
{
	auto_close int fd = memfd_create("seccomp", MFD_CLOEXEC);
	int code;

	if (fd < 0)
		return err_sys("make a memory file");
	code = seccomp_export_bpf(filter, fd);
	if (code)
		return failed(code, "compile the filter");
	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_sys("rewind a memory file");
	return fs_read_fd(fd, MAX_PROGRAM_BYTES, out);
}

static fallible build(const struct seccomp_profile *profile,
		      uint32_t default_action, struct seccomp_program *ret)
{
	__attribute__((cleanup(release_filter))) scmp_filter_ctx filter =
		seccomp_init(default_action);
	struct err *e;

	if (!filter)
		return err_new(&ERR_SYSTEM, "no filter can be made");
	/* Looks a call up by halves instead of one by one. */
	(void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	e = add_architectures(filter, profile);
	if (e)
		return e;
	e = add_rules(filter, default_action, profile);
	if (e)
		return e;
	return export_program(filter, &ret->code);
}

fallible seccomp_compile(const struct seccomp_profile *profile,
			 struct seccomp_program *ret)
{
	auto_seccomp_program struct seccomp_program p = { 0 };
	uint32_t default_action = 0;
	struct err *e;

	if (!find_action(profile->default_action, profile->default_error,
			 &default_action))
		return err_new(&ERR_INPUT,
			       "linux.seccomp.defaultAction: no action '%s'",
			       profile->default_action);
	e = read_flags(profile, &p.flags);
	if (!e)
		e = build(profile, default_action, &p);
	if (e)
		return err_wrap(e, "linux.seccomp");
	*ret = p;
	p = (struct seccomp_program){ 0 };
	return NULL;
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
