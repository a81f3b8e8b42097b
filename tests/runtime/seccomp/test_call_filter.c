/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>
#include <sys/syscall.h>

#include <linux/audit.h>
#include <linux/filter.h>

#include "runtime/seccomp/seccomp.h"
#include "runtime/spec/spec.h"
#include "runtime/spec/spec_template.h"
#include "tests/support/bpf.h"
#include "tests/support/seccomp_reference.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define X32_BIT 0x40000000u
#define LAST_NUMBER                                                            \
	600 /* beyond the last system call of every architecture               \
	     */
#define PROFILES 120
#define MAX_RULES 12
#define NAMES 1
#define MAX_ARGS 3

static const char *names[] = { "getppid" };

static struct seccomp_profile make_profile(const struct seccomp_rule *rule)
{
	return (struct seccomp_profile){ .default_action = "SCMP_ACT_ALLOW",
					 .rules = rule,
					 .rules_len = 1 };
}

/* A small generator: the same numbers on every run. */
static uint32_t pick(uint64_t *seed, size_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*seed >> 33) % below);
}

/* Values at the borders of 32 and 64 bits, or one beside them. */
static uint64_t pick_value(uint64_t *seed)
{
	static const uint64_t values[] = {
		0,          2,          0x5412,      0x7fffffff,
		0x80000000, 0xffffffff, 0x100000000, 0xffffffff00000000,
		INT64_MAX,  UINT64_MAX,
	};

	return values[pick(seed, COUNT(values))] + pick(seed, 3) - 1;
}

static void compare_call(const struct buf *ours, const struct buf *reference,
			 struct seccomp_data *data, uint64_t *seed)
{
	for (int i = 0; i < 8; i++) {
		uint32_t wanted;
		uint32_t got;

		for (size_t k = 0; k < COUNT(data->args); k++)
			data->args[k] = pick_value(seed);
		wanted = bpf_run(reference, data).action;
		got = bpf_run(ours, data).action;
		if (got != wanted)
			fail_msg("arch %#x call %d(%#llx, %#llx, %#llx, %#llx, "
				 "%#llx, %#llx): %#x instead of %#x",
				 data->arch, data->nr, data->args[0],
				 data->args[1], data->args[2], data->args[3],
				 data->args[4], data->args[5], got, wanted);
	}
}

static void compare_programs(const struct buf *ours,
			     const struct buf *reference, uint64_t *seed)
{
	static const uint32_t archs[] = { AUDIT_ARCH_X86_64, AUDIT_ARCH_I386,
					  AUDIT_ARCH_AARCH64, AUDIT_ARCH_ARM };
	static const uint32_t others[] = { X32_BIT - 1, INT32_MAX, UINT32_MAX };
	struct seccomp_data data = { 0 };

	for (size_t a = 0; a < COUNT(archs); a++) {
		data.arch = archs[a];
		for (uint32_t nr = 0; nr < LAST_NUMBER; nr++) {
			data.nr = (int)nr;
			compare_call(ours, reference, &data, seed);
			data.nr = (int)(nr | X32_BIT);
			compare_call(ours, reference, &data, seed);
		}
		for (size_t i = 0; i < COUNT(others); i++) {
			data.nr = (int)others[i];
			compare_call(ours, reference, &data, seed);
		}
	}
}

static void assert_like_reference(const struct seccomp_profile *profile,
				  uint64_t *seed)
{
	auto_seccomp_program struct seccomp_program p = { 0 };
	auto_buf struct buf reference = { 0 };

	assert_ok(seccomp_compile(profile, &p));
	seccomp_reference(profile, &reference);
	compare_programs(&p.code, &reference, seed);
}

/* What a random profile is made of. */
struct parts {
	struct seccomp_rule rules[MAX_RULES];
	const char *names[MAX_RULES][NAMES];
	struct seccomp_arg args[MAX_RULES][MAX_ARGS];
	const char *architectures[3];
};

static void pick_args(uint64_t *seed, struct seccomp_arg *args, size_t len)
{
	static const char *const ops[] = { "SCMP_CMP_EQ",       "SCMP_CMP_GE",
					   "SCMP_CMP_GT",       "SCMP_CMP_LE",
					   "SCMP_CMP_LT",       "SCMP_CMP_NE",
					   "SCMP_CMP_MASKED_EQ" };
	unsigned first = pick(seed, 6);

	for (size_t i = 0; i < len; i++)
		args[i] = (struct seccomp_arg){
			.index = (unsigned)(first + i) % 6,
			.op = ops[pick(seed, COUNT(ops))],
			.value = pick_value(seed),
			.value_two = pick_value(seed),
		};
}

/*
 * Each rule has a call of its own: where rules contradict each other,
 * libseccomp leaves open which it takes.
 */
static struct seccomp_profile pick_profile(uint64_t *seed, struct parts *parts,
					   size_t max_args)
{
	static const char *const calls[] = {
		"read",        "write",        "socket", "accept4",
		"semop",       "shmat",        "recv",   "sendto",
		"ioctl",       "clone",        "clone3", "mmap",
		"personality", "openat",       "getpid", "futex",
		"execve",      "poll",         "time",   "prctl",
		"fchmodat2",   "no_such_call", "stat",   "arch_prctl",
	};
	static const char *const architectures[] = { "SCMP_ARCH_X86",
						     "SCMP_ARCH_X32",
						     "SCMP_ARCH_AARCH64" };
	static const char *const actions[] = { "SCMP_ACT_ALLOW",
					       "SCMP_ACT_ERRNO", "SCMP_ACT_LOG",
					       "SCMP_ACT_TRACE",
					       "SCMP_ACT_KILL_PROCESS" };
	struct seccomp_profile p = { .default_action = actions[pick(seed, 5)],
				     .default_error = 38,
				     .rules = parts->rules,
				     .architectures = parts->architectures };

	for (size_t i = 0; i < COUNT(architectures); i++)
		if (pick(seed, 2))
			parts->architectures[p.architectures_len++] =
				architectures[i];
	for (size_t r = 0; r < MAX_RULES; r++) {
		struct seccomp_rule *rule = &parts->rules[r];
		size_t call = r * 2 + pick(seed, 2);

		parts->names[r][0] = calls[call % COUNT(calls)];
		*rule = (struct seccomp_rule){
			.names = parts->names[r],
			.names_len = 1,
			.args = parts->args[r],
			.args_len = pick(seed, max_args + 1),
			.action = actions[pick(seed, 5)],
			.error = (uint16_t)pick(seed, 9)
		};
		pick_args(seed, parts->args[r], rule->args_len);
		p.rules_len++;
	}
	return p;
}

static void random_profiles_decide_as_libseccomp_does(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (int i = 0; i < PROFILES; i++) {
		struct parts parts = { 0 };
		const struct seccomp_profile p = pick_profile(&seed, &parts, 1);

		assert_like_reference(&p, &seed);
	}
}

static bool holds(const struct seccomp_arg *a, uint64_t value)
{
	const char *op = a->op + strlen("SCMP_CMP_");

	if (!strcmp(op, "MASKED_EQ"))
		return !((value ^ a->value_two) & a->value);
	if (value < a->value)
		return strchr(op, 'L') || !strcmp(op, "NE");
	if (value > a->value)
		return strchr(op, 'G') || !strcmp(op, "NE");
	return strchr(op, 'E') && strcmp(op, "NE") != 0;
}

static bool all_hold(const struct seccomp_rule *rule,
		     const struct seccomp_data *data)
{
	for (size_t i = 0; i < rule->args_len; i++)
		if (!holds(&rule->args[i], data->args[rule->args[i].index]))
			return false;
	return true;
}

static void check_rule(const struct seccomp_rule *rule, uint64_t *seed)
{
	const struct seccomp_profile profile = make_profile(rule);
	auto_seccomp_program struct seccomp_program p = { 0 };
	struct seccomp_data data = { .nr = SYS_getppid,
				     .arch = AUDIT_ARCH_X86_64 };

	assert_ok(seccomp_compile(&profile, &p));
	for (int i = 0; i < 200; i++) {
		for (size_t k = 0; k < COUNT(data.args); k++)
			data.args[k] = pick_value(seed);
		assert_int_equal(bpf_run(&p.code, &data).action,
				 all_hold(rule, &data) ? SECCOMP_RET_TRAP
						       : SECCOMP_RET_ALLOW);
	}
}

/* libseccomp 2.5.4 is no help here: it does not look at some of them. */
static void any_comparisons_together_mean_all(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct seccomp_arg args[MAX_ARGS];
		const struct seccomp_rule rule = {
			.names = names,
			.names_len = 1,
			.action = "SCMP_ACT_TRAP",
			.args = args,
			.args_len = 1 + pick(&seed, MAX_ARGS),
		};

		pick_args(&seed, args, rule.args_len);
		check_rule(&rule, &seed);
	}
}

static void all_of_many_arguments_have_to_hold(void **state)
{
	static const struct seccomp_arg args[] = {
		{ .index = 4, .op = "SCMP_CMP_NE", .value = 0x5412 },
		{ .index = 5, .op = "SCMP_CMP_GE", .value = 0x100000000 },
		{ .index = 0, .op = "SCMP_CMP_NE", .value = 1 },
	};
	static const struct {
		uint64_t values[6];
		bool refused;
	} cases[] = {
		{ { 0x5413, 0, 0, 0, INT64_MAX, INT64_MAX }, true },
		{ { 0, 0, 0, 0, 0, 0x100000000 }, true },
		{ { 0x100000001, 0, 0, 0, 0x100005412, UINT64_MAX }, true },
		{ { 1, 0, 0, 0, 0, 0x100000000 }, false },
		{ { 0, 0, 0, 0, 0x5412, 0x100000000 }, false },
		{ { 0, 0, 0, 0, 0, 0xffffffff }, false },
	};
	const struct seccomp_rule rule = { .names = names,
					   .names_len = 1,
					   .action = "SCMP_ACT_TRAP",
					   .args = args,
					   .args_len = COUNT(args) };
	const struct seccomp_profile profile = make_profile(&rule);
	auto_seccomp_program struct seccomp_program p = { 0 };
	struct seccomp_data data = { .nr = SYS_getppid,
				     .arch = AUDIT_ARCH_X86_64 };

	(void)state;
	assert_ok(seccomp_compile(&profile, &p));

	for (size_t i = 0; i < COUNT(cases); i++) {
		memcpy(data.args, cases[i].values, sizeof(data.args));
		assert_int_equal(bpf_run(&p.code, &data).action,
				 cases[i].refused ? SECCOMP_RET_TRAP
						  : SECCOMP_RET_ALLOW);
	}
}

static void the_default_profile_decides_as_libseccomp_does(void **state)
{
	static const char *const argv[] = { "/bin/true" };
	const struct spec_template t = {
		.root = "rootfs", .cwd = "/", .argv = argv, .argv_len = 1
	};
	auto_buf struct buf config = { 0 };
	auto_spec struct spec spec = { 0 };
	uint64_t seed = 2;

	(void)state;
	spec_template_write(&t, &config);
	assert_ok(spec_parse(buf_str(&config), "config.json", &spec));

	assert_non_null(spec.seccomp);
	assert_like_reference(spec.seccomp, &seed);
}

static void the_default_profile_costs_few_instructions(void **state)
{
	static const char *const argv[] = { "/bin/true" };
	const struct spec_template t = {
		.root = "rootfs", .cwd = "/", .argv = argv, .argv_len = 1
	};
	struct seccomp_data data = { .arch = AUDIT_ARCH_X86_64 };
	auto_buf struct buf config = { 0 };
	auto_spec struct spec spec = { 0 };
	auto_seccomp_program struct seccomp_program p = { 0 };

	(void)state;
	spec_template_write(&t, &config);
	assert_ok(spec_parse(buf_str(&config), "config.json", &spec));
	assert_ok(seccomp_compile(spec.seccomp, &p));

	assert_in_range(p.code.len / sizeof(struct sock_filter), 1, 320);
	for (data.nr = SYS_read; data.nr <= SYS_lseek; data.nr++)
		assert_in_range(bpf_run(&p.code, &data).steps, 1, 14);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_profiles_decide_as_libseccomp_does),
		cmocka_unit_test(any_comparisons_together_mean_all),
		cmocka_unit_test(all_of_many_arguments_have_to_hold),
		cmocka_unit_test(
			the_default_profile_decides_as_libseccomp_does),
		cmocka_unit_test(the_default_profile_costs_few_instructions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
