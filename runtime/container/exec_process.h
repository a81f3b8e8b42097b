/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "runtime/container/container_exec.h"
#include "runtime/spec/spec.h"

/* Make the process of @s, which is a running container's, what @cfg asks for.
 * ERR_USAGE names the option that is wrong. */
fallible exec_process_apply(const struct container_exec_config *cfg,
			    struct spec *s);
