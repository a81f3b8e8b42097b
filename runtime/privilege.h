/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whose root we are.
 */
#pragma once

#include <stdbool.h>

/* Root of a user namespace, as engines that run for an ordinary user make one,
 * is not the machine's. */
bool privilege_is_machines(void);
