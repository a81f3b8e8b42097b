/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kinds of errors a template can cause.
 */
#pragma once

#include "lib/err.h"

/* The template cannot be parsed. */
extern const struct err_tag LIQUID_SYNTAX;

/* A value, an argument or a partial is not what is needed. Where errors are
 * inline, rendering goes on after it. */
extern const struct err_tag LIQUID_ARGUMENT;

/* A variable or a filter is not there, and the dialect is strict about it.
 * Where errors are inline, nothing is printed for it. */
extern const struct err_tag LIQUID_UNDEFINED;

/* A limit was reached: rendering ends. */
extern const struct err_tag LIQUID_LIMIT;
