/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Carries out a plan, step by step, in the process that is to be confined.
 */
#pragma once

#include "runtime/process/confinement.h"
#include "runtime/process/mounts.h"

/* The steps that make the container, those that need no ids and the others. */
fallible executor_begin_container(const struct plan *p,
				  const struct confinement *c);
fallible executor_make_container(const struct plan *p, struct mounts *m,
				 const struct confinement *c);

/* The steps that confine a process in it. */
fallible executor_confine(const struct plan *p, const struct confinement *c);
