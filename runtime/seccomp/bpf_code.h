/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A program for seccomp(2), written from its end to its beginning: what a jump
 * leads to is there before the jump, as the kernel's language only has jumps
 * forward. All zeros is an empty one.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

struct bpf_code {
	struct buf reversed; /* of struct sock_filter */
};

void bpf_code_release(struct bpf_code *c);
#define auto_bpf_code __attribute__((cleanup(bpf_code_release)))

/* A place in the program: where execution goes on from. */
typedef size_t bpf_place;

/* End with @action, a SECCOMP_RET_ value. */
bpf_place bpf_return(struct bpf_code *c, uint32_t action);

/* Load the word at @offset of struct seccomp_data; it goes on with what was
 * written last. */
bpf_place bpf_load(struct bpf_code *c, uint32_t offset);

/* Mask the loaded word; it goes on with what was written last. */
bpf_place bpf_and(struct bpf_code *c, uint32_t mask);

/* Compare the loaded word with @value by BPF_JEQ, BPF_JGE or BPF_JGT. */
bpf_place bpf_branch(struct bpf_code *c, uint16_t op, uint32_t value,
		     bpf_place when_true, bpf_place when_false);

/* Let what is written next go on at @place. */
void bpf_continue_at(struct bpf_code *c, bpf_place place);

/*
 * The program from its beginning, as an array of struct sock_filter. ERR_INPUT
 * when it is longer than the kernel takes.
 */
fallible bpf_finish(const struct bpf_code *c, struct buf *out);
