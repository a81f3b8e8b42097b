/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs a program for seccomp(2) as the kernel would, without the kernel.
 */
#pragma once

#include <stdint.h>

#include <linux/seccomp.h>

#include "lib/buf.h"

struct bpf_run {
	uint32_t action;
	unsigned steps; /* instructions executed */
};

/* @program is an array of struct sock_filter. Fails the test when it goes
 * astray. */
struct bpf_run bpf_run(const struct buf *program,
		       const struct seccomp_data *data);
