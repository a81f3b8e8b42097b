/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates that are nothing but digits.
 */
#pragma once

#include "render/liquid/date_parse.h"
#include "render/liquid/date_scan.h"

/* "20160314", "20160314t103000z", "160314", "2016074": by the number of digits,
 * as Ruby reads them. */
bool date_digits_scan(struct date_scan *s, struct date_parts *ret);
