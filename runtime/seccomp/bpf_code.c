/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/seccomp/bpf_code.h"

#include <stdbool.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

/*
 * A branch skips at most 255 instructions. One less than that is left when
 * another has to be put between for its other target.
 */
#define REACH 254

void bpf_code_release(struct bpf_code *c)
{
	buf_release(&c->reversed);
}

static size_t length(const struct bpf_code *c)
{
	return c->reversed.len / sizeof(struct sock_filter);
}

static const struct sock_filter *at(const struct bpf_code *c, bpf_place place)
{
	return (const struct sock_filter *)(const void *)c->reversed.data +
	       place;
}

static bpf_place emit(struct bpf_code *c, struct sock_filter instruction)
{
	buf_add(&c->reversed, &instruction, sizeof(instruction));
	return length(c) - 1;
}

static bool is_return(const struct sock_filter *i)
{
	return i->code == (BPF_RET | BPF_K);
}

static bool is_near(const struct bpf_code *c, bpf_place place)
{
	return length(c) - place <= REACH;
}

bpf_place bpf_return(struct bpf_code *c, uint32_t action)
{
	for (size_t i = length(c); i > 0 && is_near(c, i - 1); i--)
		if (is_return(at(c, i - 1)) && at(c, i - 1)->k == action)
			return i - 1;
	return emit(c, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

bpf_place bpf_load(struct bpf_code *c, uint32_t offset)
{
	return emit(c, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
						    offset));
}

bpf_place bpf_and(struct bpf_code *c, uint32_t mask)
{
	return emit(c, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K,
						    mask));
}

static bpf_place jump(struct bpf_code *c, bpf_place place)
{
	uint32_t skip = (uint32_t)(length(c) - place - 1);

	return emit(c, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, skip));
}

/* Where a branch can go to end up at @place. */
static bpf_place bring_near(struct bpf_code *c, bpf_place place)
{
	if (is_near(c, place))
		return place;
	if (is_return(at(c, place)))
		return bpf_return(c, at(c, place)->k);
	return jump(c, place);
}

bpf_place bpf_branch(struct bpf_code *c, uint16_t op, uint32_t value,
		     bpf_place when_true, bpf_place when_false)
{
	uint16_t code = (uint16_t)(BPF_JMP | BPF_K | op);
	size_t n;

	if (when_true == when_false)
		return when_true;
	when_true = bring_near(c, when_true);
	when_false = bring_near(c, when_false);
	n = length(c);
	return emit(c, (struct sock_filter)BPF_JUMP(
			       code, value, (uint8_t)(n - when_true - 1),
			       (uint8_t)(n - when_false - 1)));
}

void bpf_continue_at(struct bpf_code *c, bpf_place place)
{
	if (place + 1 < length(c))
		(void)jump(c, place);
}

fallible bpf_finish(const struct bpf_code *c, struct buf *out)
{
	size_t n = length(c);

	if (n > BPF_MAXINSNS)
		return err_new(&ERR_INPUT,
			       "the filter has %zu instructions, the kernel "
			       "takes %d",
			       n, BPF_MAXINSNS);
	for (size_t i = n; i > 0; i--)
		buf_add(out, at(c, i - 1), sizeof(struct sock_filter));
	return NULL;
}
