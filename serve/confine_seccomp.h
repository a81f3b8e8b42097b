/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "serve/confine.h"

/* The seccomp filter. no_new_privs must be set. */
fallible confine_seccomp(const struct confine_config *cfg);
