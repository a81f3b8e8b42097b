/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether this machine lets us make user namespaces, which every container
 * needs.
 */
#pragma once

#include "lib/err.h"

/* ERR_DENIED says which switch of the machine forbids it, and how to turn it
 * on. Forks. */
fallible user_namespaces_check(void);
