/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/bpf.h"

#include <string.h>

#include <linux/filter.h>

#include "tests/support/test.h"

struct machine {
	const struct sock_filter *code;
	size_t len;
	size_t at;
	uint32_t word; /* the accumulator */
};

static bool holds(const struct sock_filter *i, uint32_t word)
{
	switch (BPF_OP(i->code)) {
	case BPF_JEQ:
		return word == i->k;
	case BPF_JGT:
		return word > i->k;
	case BPF_JGE:
		return word >= i->k;
	case BPF_JSET:
		return (word & i->k) != 0;
	}
	fail_msg("no jump %#x", i->code);
	return false;
}

static void step(struct machine *m, const struct seccomp_data *data)
{
	const struct sock_filter *i = &m->code[m->at++];

	switch (i->code) {
	case BPF_LD | BPF_W | BPF_ABS:
		assert_true(i->k % 4 == 0 && i->k < sizeof(*data));
		memcpy(&m->word, (const char *)data + i->k, sizeof(m->word));
		return;
	case BPF_ALU | BPF_AND | BPF_K:
		m->word &= i->k;
		return;
	case BPF_JMP | BPF_JA:
		m->at += i->k;
		return;
	default:
		m->at += holds(i, m->word) ? i->jt : i->jf;
	}
}

struct bpf_run bpf_run(const struct buf *program,
		       const struct seccomp_data *data)
{
	struct machine m = { .code = (const void *)program->data,
			     .len = program->len / sizeof(*m.code) };
	unsigned steps = 0;

	for (;;) {
		assert_true(m.at < m.len);
		steps++;
		if (m.code[m.at].code == (BPF_RET | BPF_K))
			return (struct bpf_run){ .action = m.code[m.at].k,
						 .steps = steps };
		step(&m, data);
	}
}
