/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The languages that Rouge knows, because Jekyll wraps their code differently
 * from that of others.
 */
#pragma once

#include <stdbool.h>

#include "lib/str.h"

bool code_language_is_known(struct str name);
