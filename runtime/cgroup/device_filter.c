/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/cgroup/device_filter.h"

#include <linux/bpf.h>

/* What the program keeps in its registers; the first holds where its argument
 * is, and is not needed once that was read. */
enum {
	RESULT = BPF_REG_0,
	ARGUMENT = BPF_REG_1,
	TYPE = BPF_REG_2,
	ACCESS = BPF_REG_3, /* what no rule has spoken of yet */
	MAJOR = BPF_REG_4,
	MINOR = BPF_REG_5,
};

#define TYPE_MASK 0xffff /* of access_type, with the access above it */
#define ACCESS_SHIFT 16
#define EVERY_ACCESS                                                           \
	(BPF_DEVCG_ACC_READ | BPF_DEVCG_ACC_WRITE | BPF_DEVCG_ACC_MKNOD)

static void emit(struct buf *out, uint8_t code, int dst, int src, int16_t skip,
		 int32_t value)
{
	const struct bpf_insn i = { .code = code,
				    .dst_reg = (unsigned)dst & 0xf,
				    .src_reg = (unsigned)src & 0xf,
				    .off = skip,
				    .imm = value };

	buf_add(out, &i, sizeof(i));
}

static void load(struct buf *out, int dst, size_t offset)
{
	emit(out, BPF_LDX | BPF_MEM | BPF_W, dst, ARGUMENT, (int16_t)offset, 0);
}

static void calculate(struct buf *out, uint8_t op, int dst, int32_t value)
{
	emit(out, (uint8_t)(BPF_ALU | BPF_K | op), dst, 0, 0, value);
}

static void finish(struct buf *out, int result)
{
	calculate(out, BPF_MOV, RESULT, result);
	emit(out, BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
}

static int32_t access_of(const struct device_rule *d)
{
	return (d->access & DEVICE_READ ? BPF_DEVCG_ACC_READ : 0) |
	       (d->access & DEVICE_WRITE ? BPF_DEVCG_ACC_WRITE : 0) |
	       (d->access & DEVICE_MKNOD ? BPF_DEVCG_ACC_MKNOD : 0);
}

struct condition {
	int reg;
	int32_t value;
};

static size_t find_conditions(const struct device_rule *d,
			      struct condition ret[static 3])
{
	size_t n = 0;

	if (d->type != 'a')
		ret[n++] = (struct condition){ TYPE,
					       d->type == 'b'
						       ? BPF_DEVCG_DEV_BLOCK
						       : BPF_DEVCG_DEV_CHAR };
	if (d->major != DEVICE_ANY)
		ret[n++] = (struct condition){ MAJOR, (int32_t)d->major };
	if (d->minor != DEVICE_ANY)
		ret[n++] = (struct condition){ MINOR, (int32_t)d->minor };
	return n;
}

static void write_verdict(const struct device_rule *d, struct buf *out)
{
	int32_t access = access_of(d);

	if (d->allow) {
		calculate(out, BPF_AND, ACCESS, EVERY_ACCESS & ~access);
		emit(out, BPF_JMP32 | BPF_JNE | BPF_K, ACCESS, 0, 2, 0);
		finish(out, 1);
	} else if (access == EVERY_ACCESS) {
		finish(out, 0);
	} else {
		emit(out, BPF_ALU | BPF_MOV | BPF_X, RESULT, ACCESS, 0, 0);
		calculate(out, BPF_AND, RESULT, access);
		emit(out, BPF_JMP32 | BPF_JEQ | BPF_K, RESULT, 0, 2, 0);
		finish(out, 0);
	}
}

/* A rule for another device is skipped. */
static void write_rule(const struct device_rule *d, struct buf *out)
{
	struct condition conditions[3];
	size_t n = find_conditions(d, conditions), verdict;
	struct buf body = { 0 };

	write_verdict(d, &body);
	verdict = body.len / sizeof(struct bpf_insn);
	for (size_t i = 0; i < n; i++)
		emit(out, BPF_JMP32 | BPF_JNE | BPF_K, conditions[i].reg, 0,
		     (int16_t)(n - 1 - i + verdict), conditions[i].value);
	buf_add_str(out, buf_str(&body));
	buf_release(&body);
}

/* What comes after such a rule is never reached, and the kernel refuses a
 * program with such a part. */
static bool is_last_word(const struct device_rule *d)
{
	return !d->allow && d->type == 'a' && d->major == DEVICE_ANY &&
	       d->minor == DEVICE_ANY && access_of(d) == EVERY_ACCESS;
}

void device_filter_write(const struct device_rule *rules, size_t len,
			 struct buf *out)
{
	load(out, TYPE, offsetof(struct bpf_cgroup_dev_ctx, access_type));
	emit(out, BPF_ALU | BPF_MOV | BPF_X, ACCESS, TYPE, 0, 0);
	calculate(out, BPF_AND, TYPE, TYPE_MASK);
	calculate(out, BPF_RSH, ACCESS, ACCESS_SHIFT);
	load(out, MAJOR, offsetof(struct bpf_cgroup_dev_ctx, major));
	load(out, MINOR, offsetof(struct bpf_cgroup_dev_ctx, minor));
	for (size_t i = len; i > 0; i--) {
		if (is_last_word(&rules[i - 1]))
			break;
		write_rule(&rules[i - 1], out);
	}
	finish(out, 0);
}
