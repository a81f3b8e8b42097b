/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libseccomp's own compiler, for comparison. @program is an array of struct
 * sock_filter. Only for profiles whose names are right.
 */
#pragma once

#include "lib/buf.h"
#include "runtime/seccomp/seccomp.h"

void seccomp_reference(const struct seccomp_profile *profile,
		       struct buf *program);
