/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/bpf.h>

#include "runtime/cgroup/device_filter.h"

#define MAX_STEPS 1000
#define EVERY (DEVICE_READ | DEVICE_WRITE | DEVICE_MKNOD)

/* What the kernel would make of the few instructions the programs use. */
static uint32_t run(const struct buf *program,
		    const struct bpf_cgroup_dev_ctx *argument)
{
	const struct bpf_insn *code = (const void *)program->data;
	uint32_t r[11] = { 0 };
	size_t at = 0, len = program->len / sizeof(*code);

	for (int step = 0; step < MAX_STEPS; step++) {
		const struct bpf_insn *i = &code[at++];
		bool jumps = false;

		assert_true(at <= len);
		switch (i->code) {
		case BPF_LDX | BPF_MEM | BPF_W:
			r[i->dst_reg] =
				((const uint32_t *)argument)[i->off / 4];
			break;
		case BPF_ALU | BPF_MOV | BPF_X:
			r[i->dst_reg] = r[i->src_reg];
			break;
		case BPF_ALU | BPF_MOV | BPF_K:
			r[i->dst_reg] = (uint32_t)i->imm;
			break;
		case BPF_ALU | BPF_AND | BPF_K:
			r[i->dst_reg] &= (uint32_t)i->imm;
			break;
		case BPF_ALU | BPF_RSH | BPF_K:
			r[i->dst_reg] >>= (uint32_t)i->imm;
			break;
		case BPF_JMP32 | BPF_JNE | BPF_K:
			jumps = r[i->dst_reg] != (uint32_t)i->imm;
			break;
		case BPF_JMP32 | BPF_JEQ | BPF_K:
			jumps = r[i->dst_reg] == (uint32_t)i->imm;
			break;
		case BPF_JMP | BPF_EXIT:
			return r[0];
		default:
			fail_msg("instruction %x", i->code);
		}
		if (jumps)
			at += (size_t)i->off;
	}
	fail_msg("the program does not end");
	return 0;
}

struct attempt {
	char type;
	uint32_t major, minor;
	unsigned access;
	bool allowed;
};

static bool is_allowed(const struct buf *program, const struct attempt *a)
{
	uint32_t access =
		(a->access & DEVICE_READ ? BPF_DEVCG_ACC_READ : 0u) |
		(a->access & DEVICE_WRITE ? BPF_DEVCG_ACC_WRITE : 0u) |
		(a->access & DEVICE_MKNOD ? BPF_DEVCG_ACC_MKNOD : 0u);
	const struct bpf_cgroup_dev_ctx argument = {
		.access_type =
			access << 16 | (a->type == 'b' ? BPF_DEVCG_DEV_BLOCK
						       : BPF_DEVCG_DEV_CHAR),
		.major = a->major,
		.minor = a->minor,
	};

	return run(program, &argument);
}

static void check(const struct device_rule *rules, size_t rules_len,
		  const struct attempt *attempts, size_t len)
{
	auto_buf struct buf program = { 0 };

	device_filter_write(rules, rules_len, &program);
	for (size_t i = 0; i < len; i++) {
		const struct attempt *a = &attempts[i];

		print_message("%c %u:%u %u\n", a->type, a->major, a->minor,
			      a->access);
		assert_int_equal(is_allowed(&program, a), a->allowed);
	}
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define ANY DEVICE_ANY

static void what_no_rule_allows_is_refused(void **state)
{
	static const struct device_rule rules[] = {
		{ true, 'c', 1, 3, EVERY },
		{ true, 'c', 136, ANY, DEVICE_READ | DEVICE_WRITE },
		{ true, 'b', 4294967295, 0, DEVICE_READ },
	};
	static const struct attempt attempts[] = {
		{ 'c', 1, 3, DEVICE_READ, true },
		{ 'c', 1, 3, EVERY, true },
		{ 'b', 1, 3, DEVICE_READ, false },
		{ 'c', 1, 4, DEVICE_READ, false },
		{ 'c', 2, 3, DEVICE_READ, false },
		{ 'c', 136, 77, DEVICE_READ | DEVICE_WRITE, true },
		{ 'c', 136, 77, EVERY, false },
		{ 'c', 136, 77, DEVICE_MKNOD, false },
		{ 'b', 4294967295, 0, DEVICE_READ, true },
	};

	(void)state;
	check(rules, COUNT(rules), attempts, COUNT(attempts));
}

static void the_last_rule_that_speaks_of_it_counts(void **state)
{
	static const struct device_rule rules[] = {
		{ true, 'a', ANY, ANY, EVERY },
		{ false, 'c', 5, ANY, DEVICE_WRITE },
		{ true, 'c', 5, 1, DEVICE_WRITE },
	};
	static const struct attempt attempts[] = {
		{ 'b', 8, 0, EVERY, true },
		{ 'c', 5, 0, DEVICE_READ, true },
		{ 'c', 5, 0, DEVICE_WRITE, false },
		{ 'c', 5, 0, DEVICE_READ | DEVICE_WRITE, false },
		{ 'c', 5, 1, DEVICE_WRITE, true },
		{ 'c', 5, 1, EVERY, true },
	};

	(void)state;
	check(rules, COUNT(rules), attempts, COUNT(attempts));
}

static void parts_of_an_access_may_be_allowed_apart(void **state)
{
	static const struct device_rule rules[] = {
		{ true, 'c', 7, 7, DEVICE_READ },
		{ true, 'c', 7, 7, DEVICE_WRITE },
	};
	static const struct attempt attempts[] = {
		{ 'c', 7, 7, DEVICE_READ | DEVICE_WRITE, true },
		{ 'c', 7, 7, EVERY, false },
	};

	(void)state;
	check(rules, COUNT(rules), attempts, COUNT(attempts));
}

static void nothing_before_a_rule_for_everything_counts(void **state)
{
	static const struct device_rule rules[] = {
		{ true, 'c', 1, 3, EVERY },
		{ false, 'a', ANY, ANY, EVERY },
		{ true, 'c', 1, 5, EVERY },
	};
	static const struct attempt attempts[] = {
		{ 'c', 1, 3, DEVICE_READ, false },
		{ 'c', 1, 5, DEVICE_READ, true },
	};
	auto_buf struct buf whole = { 0 }, last = { 0 };

	(void)state;
	check(rules, COUNT(rules), attempts, COUNT(attempts));
	device_filter_write(rules, 3, &whole);
	device_filter_write(rules + 2, 1, &last);
	assert_int_equal(whole.len, last.len);
}

/* The kernel checks each program before it takes it. */
static void the_kernel_takes_every_kind_of_rule(void **state)
{
	static const struct device_rule rules[] = {
		{ false, 'a', ANY, ANY, EVERY },
		{ true, 'c', 1, 3, EVERY },
		{ false, 'b', 8, ANY, DEVICE_WRITE },
		{ true, 'a', ANY, ANY, DEVICE_MKNOD },
		{ false, 'c', 4, 7, EVERY },
	};
	auto_buf struct buf program = { 0 };
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_CGROUP_DEVICE,
		.license = (uint64_t)(uintptr_t) "GPL",
	};
	long fd;

	(void)state;
	device_filter_write(rules, COUNT(rules), &program);
	attr.insns = (uint64_t)(uintptr_t)program.data;
	attr.insn_cnt = (uint32_t)(program.len / sizeof(struct bpf_insn));
	fd = syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));
	if (fd < 0 && (errno == EPERM || errno == ENOSYS)) {
		print_message("skipped: this user may load no program\n");
		skip();
	}

	assert_true(fd >= 0);
	(void)close((int)fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_no_rule_allows_is_refused),
		cmocka_unit_test(the_last_rule_that_speaks_of_it_counts),
		cmocka_unit_test(parts_of_an_access_may_be_allowed_apart),
		cmocka_unit_test(nothing_before_a_rule_for_everything_counts),
		cmocka_unit_test(the_kernel_takes_every_kind_of_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
