/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "lib/err.h"

/* Bring up "lo" of our network namespace. */
fallible loopback_up(void);
