/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel keeps of a process beside its confinement: how it is
 * scheduled, where its memory is, what it takes itself for; and the kernel's
 * own settings that a namespace has for itself.
 */
#pragma once

#include <sched.h>
#include <sys/types.h>

#include "lib/err.h"
#include "runtime/spec/spec_settings.h"

/* The scheduler and the priority for disks of @pid (0: ours): from outside, for
 * whoever is in a user namespace may choose less. */
fallible settings_schedule(pid_t pid, const struct spec_scheduling *s);

/* Of @pid (0: ours). *@ret_denied: it takes more privilege than ours, and stays
 * as it is. */
fallible settings_set_oom_score_adj(pid_t pid, int value, bool *ret_denied);

/* "0-3,7" for the calling process; NULL is fine. */
fallible settings_set_affinity(const char *cpus);

/* Of the calling process, and what it executes. */
fallible settings_set_personality(unsigned long personality);
fallible settings_set_memory_policy(const struct spec_memory_policy *p);

/* What the next program that this process executes is labelled by. */
fallible settings_set_labels(const struct spec_labels *l);

/* @path is below /proc/sys. To be called where /proc is still the host's, and
 * the namespaces are the container's. */
fallible settings_write_sysctl(const char *path, const char *value);

/* Make a time namespace whose clocks are off by the lines of @offsets (NULL:
 * by nothing), and enter it. */
fallible settings_make_time_namespace(const char *offsets);
