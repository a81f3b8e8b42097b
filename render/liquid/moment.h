/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values as moments.
 */
#pragma once

#include "render/liquid/value.h"

struct context;

/*
 * A time as it is, an integer as seconds since the epoch, a text as Ruby's
 * Time.parse reads it, "now" and "today" as the run has them. False: none.
 */
bool moment_of(const struct context *c, struct value v, struct data_time *ret);

/* The name of the zone @t is in, for %Z. */
const char *moment_zone(const struct context *c, const struct data_time *t);
