/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/seccomp_reference.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "tests/support/test.h"

#define LARGEST 1000000 /* bytes */

static uint32_t action_of(const char *name, uint16_t error)
{
	static const struct {
		const char *name;
		uint32_t value;
	} known[] = {
		{ "SCMP_ACT_ALLOW", SCMP_ACT_ALLOW },
		{ "SCMP_ACT_KILL_PROCESS", SCMP_ACT_KILL_PROCESS },
		{ "SCMP_ACT_LOG", SCMP_ACT_LOG },
		{ "SCMP_ACT_TRAP", SCMP_ACT_TRAP },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(name, known[i].name))
			return known[i].value;
	return !strcmp(name, "SCMP_ACT_TRACE") ? SCMP_ACT_TRACE(error)
					       : SCMP_ACT_ERRNO(error);
}

static enum scmp_compare operator_of(const char *name)
{
	static const char *const names[] = {
		[SCMP_CMP_NE] = "SCMP_CMP_NE",
		[SCMP_CMP_LT] = "SCMP_CMP_LT",
		[SCMP_CMP_LE] = "SCMP_CMP_LE",
		[SCMP_CMP_EQ] = "SCMP_CMP_EQ",
		[SCMP_CMP_GE] = "SCMP_CMP_GE",
		[SCMP_CMP_GT] = "SCMP_CMP_GT",
		[SCMP_CMP_MASKED_EQ] = "SCMP_CMP_MASKED_EQ",
	};
	int op = SCMP_CMP_NE;

	while (strcmp(name, names[op]) != 0)
		op++;
	return (enum scmp_compare)op;
}

static void add_rule(scmp_filter_ctx filter, const struct seccomp_rule *rule,
		     uint32_t action)
{
	struct scmp_arg_cmp args[6];

	for (size_t i = 0; i < rule->args_len; i++)
		args[i] = (struct scmp_arg_cmp){
			.arg = rule->args[i].index,
			.op = operator_of(rule->args[i].op),
			.datum_a = rule->args[i].value,
			.datum_b = rule->args[i].value_two,
		};
	for (size_t i = 0; i < rule->names_len; i++) {
		int call = seccomp_syscall_resolve_name(rule->names[i]);
		int code;

		if (call == __NR_SCMP_ERROR)
			continue;
		code = seccomp_rule_add_array(filter, action, call,
					      (unsigned)rule->args_len, args);
		assert_true(!code || code == -EEXIST || code == -EDOM);
	}
}

void seccomp_reference(const struct seccomp_profile *profile,
		       struct buf *program)
{
	uint32_t rest =
		action_of(profile->default_action, profile->default_error);
	scmp_filter_ctx filter = seccomp_init(rest);
	auto_close int fd = memfd_create("reference", MFD_CLOEXEC);

	for (size_t i = 0; i < profile->architectures_len; i++) {
		const char *name = profile->architectures[i];
		uint32_t token =
			!strcmp(name, "SCMP_ARCH_X86")       ? SCMP_ARCH_X86
			: !strcmp(name, "SCMP_ARCH_X32")     ? SCMP_ARCH_X32
			: !strcmp(name, "SCMP_ARCH_AARCH64") ? SCMP_ARCH_AARCH64
							     : SCMP_ARCH_X86_64;
		int code = seccomp_arch_add(filter, token);

		assert_true(!code || code == -EEXIST);
	}
	for (size_t i = 0; i < profile->rules_len; i++) {
		const struct seccomp_rule *rule = &profile->rules[i];
		uint32_t action = action_of(rule->action, rule->error);

		if (action != rest)
			add_rule(filter, rule, action);
	}
	assert_int_equal(seccomp_export_bpf(filter, fd), 0);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_ok(fs_read_fd(fd, LARGEST, program));
	seccomp_release(filter);
}
