/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules for devices as a program for the kernel: cgroup version 2 has no
 * controller for them, but asks such a program.
 */
#pragma once

#include "lib/buf.h"
#include "lib/err.h"
#include "runtime/cgroup/resources.h"

/*
 * Append an array of struct bpf_insn. Each part of an access (read, write,
 * make) is judged by the last rule that speaks of it, and refused if none
 * does.
 */
void device_filter_write(const struct device_rule *rules, size_t len,
			 struct buf *out);

/*
 * Attach the program to @group in place of the one that is there. ERR_DENIED
 * for all but root.
 */
fallible device_filter_attach(const char *group,
			      const struct device_rule *rules, size_t len);
